#include <catch2/catch.hpp>
#include <map>
#include <random>

#include "builder/kept/kept_blocks.hpp"

using namespace cairn;

namespace {

std::vector<KeptEntry> entries_of(std::mt19937_64& random, std::size_t count) {
    std::map<std::string, std::string> by_path;
    while (by_path.size() < count) {
        std::string path;
        for (std::size_t i = 1 + random() % 12; i > 0; --i) path += static_cast<char>('a' + random() % 3);
        by_path[path] = std::string(random() % 50, static_cast<char>(random()));
    }
    std::vector<KeptEntry> entries;
    for (const auto& [path, bytes] : by_path) entries.push_back({path, bytes});
    return entries;
}

void check_same(const std::vector<KeptBlock>& blocks, const std::vector<KeptEntry>& entries) {
    std::size_t at = 0;
    for (const KeptBlock& block : blocks) {
        const auto unpacked = unpack(block);
        REQUIRE(unpacked);
        REQUIRE(unpacked->size() <= 2 * k_entries_of_block);
        CHECK(unpacked->front().path == block.first);
        for (const KeptEntry& entry : *unpacked) {
            REQUIRE(at < entries.size());
            CHECK(entry.path == entries[at].path);
            CHECK(entry.bytes == entries[at].bytes);
            ++at;
        }
    }
    CHECK(at == entries.size());
}

}  // namespace

TEST_CASE("what is kept comes back in its order, in blocks that are not too large") {
    std::mt19937_64 random(7);
    for (const std::size_t count : {0U, 1U, 2U, 128U, 129U, 1000U}) {
        const std::vector<KeptEntry> entries = entries_of(random, count);
        const std::string text = kept_text("format 1", 99, pack(entries));
        check_same(parse_kept(text, "format 1", 99), entries);
    }
}

TEST_CASE("of another format, another program or a program that is not known nothing is believed") {
    std::mt19937_64 random(8);
    const std::string text = kept_text("format 1", 99, pack(entries_of(random, 3)));
    CHECK(parse_kept(text, "format 2", 99).empty());
    CHECK(parse_kept(text, "format 1", 98).empty());
    CHECK(parse_kept(kept_text("format 1", 0, pack(entries_of(random, 3))), "format 1", 0).empty());
    CHECK(parse_kept("", "format 1", 99).empty());
}

TEST_CASE("a file that was cut or changed anywhere holds nothing") {
    std::mt19937_64 random(9);
    const std::string text = kept_text("format 1", 99, pack(entries_of(random, 200)));
    for (std::size_t size = 0; size < text.size(); ++size)
        CHECK(parse_kept(text.substr(0, size), "format 1", 99).empty());
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string damaged = text;
        damaged[i] = static_cast<char>(damaged[i] ^ (1 << random() % 8));
        CHECK(parse_kept(damaged, "format 1", 99).empty());
    }
}
