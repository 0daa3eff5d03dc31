#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "base/storage/line_reader.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using cairn::test::TempFolder;

namespace {

/// "1@0:text", and '!' for a line that is too long, '$' for one without an end.
std::vector<std::string> lines_of(const std::string& text, std::size_t block) {
    const TempFolder folder;
    folder.add_file("list", text);
    LineReader reader(folder / "list", block);
    std::vector<std::string> lines;
    for (const auto* some = &reader.next(); !some->empty(); some = &reader.next()) {
        for (const Line& line : *some) {
            lines.push_back(std::to_string(line.number) + '@' + std::to_string(line.offset) + ':' +
                            (line.is_too_long ? "!" : std::string(line.text)) + (line.has_no_end ? "$" : ""));
        }
    }
    return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("lines are the same whatever the size of the blocks") {
    for (const std::size_t block : {1U, 2U, 3U, 5U, 1U << 20}) {
        INFO(block);
        CHECK(lines_of("", block).empty());
        CHECK(lines_of("\n\n", block).empty());
        CHECK(lines_of("ab\ncde\n", block) == Lines{"1@0:ab", "2@3:cde"});
        CHECK(lines_of("ab\r\n\r\n  \ncde", block) == Lines{"1@0:ab", "4@9:cde$"});
        CHECK(lines_of("a\n\nb\n", block) == Lines{"1@0:a", "3@3:b"});
    }
    CHECK(lines_of("\xEF\xBB\xBF"
                   "ab\ncd\n",
                   1 << 20) == Lines{"1@3:ab", "2@6:cd"});
}

TEST_CASE("a line that is too long is handed out once, and those around it are whole") {
    const std::string longest(k_longest_line, 'x');
    for (const std::size_t block : {100'000U, 1U << 20, 8U << 20}) {
        INFO(block);
        CHECK(lines_of("a\n" + longest + "x\nb\n", block) == Lines{"1@0:a", "2@2:!", "3@1048580:b"});
        CHECK(lines_of("a\n" + longest + longest + longest, block).at(1).starts_with("2@2:!"));
        CHECK(lines_of(longest + "\n", block).front() == "1@0:" + longest);
    }
}

TEST_CASE("what is no file that can be read ends the run, and a pipe is not waited for") {
    const TempFolder folder;
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    CHECK_THROWS_AS(LineReader(folder / "pipe"), std::runtime_error);
    CHECK_THROWS_AS(LineReader(folder / "none"), std::runtime_error);
    CHECK_THROWS_AS(LineReader(folder / ""), std::runtime_error);
}
