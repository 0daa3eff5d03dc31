#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "builder/write/file_states.hpp"
#include "builder/write/journal.hpp"
#include "builder/write/retired.hpp"

using namespace cairn;

namespace {

const Journal k_journal{{"a/b.json"}, {"a.json", "catalog.json"}, {"x y.json"}, 7};
const Retired k_retired{{"a b.json", {-5, digest_of("")}}, {"c.json", {1'764'374'400, digest_of("{}")}}};

}  // namespace

// The formats are promises: another version, and the validator, read them.
TEST_CASE("journals, lists of retired documents and states are lines after a version and a count") {
    CHECK(journal_text(k_journal) ==
          "cairn-journal 1\nsteps 5\nplace a/b.json\nreplace a.json\nreplace catalog.json\nremove x y.json\nkeep 7\n");
    CHECK(retired_text(k_retired) ==
          "cairn-retired 1\nfiles 2\n-5 99aa06d3014798d86001c324468d497f a b.json\n"
          "1764374400 dc7048f8f8747f561349cde127705c16 c.json\n");
    CHECK(file_states_text({{"a b", {1, -2, 3}}}) == "cairn-states 1\nfiles 1\n1 -2 3 a b\n");
}

TEST_CASE("what is read is what was written") {
    const Outcome<Journal> journal = parse_journal(journal_text(k_journal), "j");
    REQUIRE(journal);
    CHECK(journal_text(*journal) == journal_text(k_journal));
    const Outcome<Retired> retired = parse_retired(retired_text(k_retired), "r");
    REQUIRE(retired);
    CHECK(*retired == k_retired);
    const FileStates states{{"a b", {1, -2, 3}}};
    CHECK(parse_file_states(file_states_text(states)) == states);
}

TEST_CASE("what was cut is refused; states are found out again") {
    const auto is_cut_in_last_path = [](const std::string& text, std::size_t length) {
        return length > text.rfind(' ') + 1;
    };
    const std::string journal = journal_text({{"a.json"}, {}, {"b.json"}, {}});
    for (std::size_t length = 0; length < journal.size() - 1; ++length) {
        CAPTURE(length);
        CHECK((!parse_journal(journal.substr(0, length), "j") || is_cut_in_last_path(journal, length)));
    }
    const std::string retired = retired_text(k_retired);
    for (std::size_t length = 0; length < retired.size() - 1; ++length) {
        CAPTURE(length);
        CHECK((!parse_retired(retired.substr(0, length), "r") || is_cut_in_last_path(retired, length)));
    }
    CHECK(parse_file_states("cairn-states 1\nfiles 2\n1 2 3 a\n").empty());
    CHECK(parse_journal("", "j").problem().code == "write/journal");
    CHECK(parse_retired("", "r").problem().code == "write/retired");
}

TEST_CASE("no bytes make the readers name a path outside of OUT") {
    std::mt19937 random(7);
    const std::string text = journal_text(k_journal) + "place ../../etc/passwd\n";
    for (int i = 0; i < 20'000; ++i) {
        std::string damaged = text;
        for (auto n = random() % 4 + 1; n > 0; --n)
            damaged[random() % damaged.size()] = static_cast<char>(random() % 256);
        const Outcome<Journal> read = parse_journal(damaged, "j");
        if (!read) continue;
        for (const auto* paths : {&read->placed, &read->replaced, &read->removed}) {
            for (const std::string& path : *paths) REQUIRE(fault_of_path(path).empty());
        }
    }
}

TEST_CASE("a time of retirement in the future begins again") {
    RetiredFile file{100, {}};
    begin_again(file, 200);
    CHECK(file.since_s == 100);
    begin_again(file, 50);
    CHECK(file.since_s == 50);
}
