#include "builder/tables/spool.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <utility>
#include <vector>

using cairn::tables::Spool;

TEST_CASE("texts are read as they were appended, from memory and from the file") {
    for (const std::size_t in_memory : {std::size_t{0}, std::size_t{10'000}, Spool::k_in_memory}) {
        INFO(in_memory << " bytes in memory");
        std::mt19937 random(7);
        Spool spool(in_memory);
        std::vector<std::pair<std::uint64_t, std::string>> texts;
        std::string read;
        for (int i = 0; i < 3000; ++i) {
            std::string text(random() % (i % 100 == 0 ? 200'000 : 200), static_cast<char>('a' + random() % 26));
            texts.emplace_back(spool.append(text), text);
            const auto& [offset, expected] = texts[random() % texts.size()];
            spool.read(offset, expected.size(), read);
            REQUIRE(read == expected);
        }
        for (const auto& [offset, expected] : texts) {
            spool.read(offset, expected.size(), read);
            REQUIRE(read == expected);
        }
    }
}
