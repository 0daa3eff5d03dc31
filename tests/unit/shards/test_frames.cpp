#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "builder/shards/frame_writer.hpp"
#include "builder/write/lock.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using test::TempFolder;

namespace {

constexpr const char* k_kind = "CRNTEST1";

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

std::string whole_file(const TempFolder& folder, const std::string& name) {
    FrameWriter writer(folder / name, k_kind);
    for (const char* text : {"one", "", "three"}) writer.append(text);
    writer.finish();
    return folder / name;
}

}  // namespace

TEST_CASE("frames come back, and a file has its name when it is whole") {
    const TempFolder folder;
    {
        FrameWriter writer(folder / "a", k_kind);
        writer.append("one");
        CHECK(bytes_of(folder / "a").empty());
    }
    const FrameFile file(whole_file(folder, "b"), k_kind);
    REQUIRE(file.is_whole());
    REQUIRE(file.frames().size() == 3);
    CHECK(file.read(0) == "one");
    CHECK(file.read(1).empty());
    CHECK(file.read(2) == "three");
    CHECK(bytes_of(folder / "b.partial").empty());
}

TEST_CASE("a writer goes on behind what another left, wherever that one was stopped") {
    const TempFolder folder;
    const std::string whole = bytes_of(whole_file(folder, "whole"));
    for (std::size_t left = 0; left < whole.size(); ++left) {
        write(folder / "a.partial", whole.substr(0, left));
        {
            FrameWriter writer(folder / "a", k_kind);
            const char* const texts[] = {"one", "", "three"};
            for (std::size_t i = writer.frames().size(); i < 3; ++i) writer.append(texts[i]);
            writer.finish();
        }
        CHECK(bytes_of(folder / "a") == whole);
    }
}

TEST_CASE("a file that is cut, or has one other byte, is never taken for what was written") {
    const TempFolder folder;
    const std::string whole = bytes_of(whole_file(folder, "whole"));
    const auto is_noticed = [&](const std::string& bytes) {
        write(folder / "a", bytes);
        try {
            const FrameFile file(folder / "a", k_kind);
            if (!file.is_whole()) return true;
            for (std::size_t i = 0; i < file.frames().size(); ++i) file.read(i);
        } catch (const FramesDamaged&) {
            return true;
        }
        return false;
    };
    for (std::size_t i = 0; i < whole.size(); ++i) {
        CHECK(is_noticed(whole.substr(0, i)));
        for (const int bit : {1, 16, 128}) {
            std::string other = whole;
            other[i] = static_cast<char>(static_cast<unsigned char>(other[i]) ^ bit);
            CHECK(is_noticed(other));
        }
    }
    CHECK(is_noticed(whole + 'x'));
    CHECK_FALSE(is_noticed(whole));
}

TEST_CASE("two writers do not write one file") {
    const TempFolder folder;
    const FrameWriter one(folder / "a", k_kind);
    CHECK_THROWS_AS(FrameWriter(folder / "a", k_kind), LockedError);
}
