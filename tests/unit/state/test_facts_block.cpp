#include <catch2/catch.hpp>
#include <random>

#include "builder/state/facts_block.hpp"

using namespace cairn;

TEST_CASE("keys come back as they were, whatever the paths share") {
    std::mt19937_64 random(3);
    for (int round = 0; round < 200; ++round) {
        std::vector<KnownSource> sources(random() % 100);
        for (KnownSource& source : sources) {
            for (std::size_t i = random() % 12; i > 0; --i) source.relative += static_cast<char>('a' + random() % 3);
            source.format = static_cast<Format>(random() % 9);
            source.stamp = {random(), static_cast<std::int64_t>(random()), static_cast<std::int64_t>(random()),
                            random()};
            source.is_settled = random() % 2 == 0;
            source.has_errors = random() % 2 == 0;
        }
        CHECK(unpack_keys(pack_keys(sources)) == sources);
    }
}

TEST_CASE("Facts come back in their order") {
    const std::vector<std::string> encoded{"", "a", std::string(100'000, 'x'), std::string("\0\xFF", 2)};
    CHECK(unpack_facts(pack_facts(encoded)) == encoded);
    CHECK(unpack_facts(pack_facts({})) == std::vector<std::string>());
}

TEST_CASE("damaged blocks are refused or read as something else, and harm nothing") {
    const std::string keys =
        pack_keys({{"a/b", Format::hdf5, {1, 2, 3, 4}, true, false}, {"a/c", Format::cdf1, {}, true, true}});
    const std::string facts = pack_facts({"one", "two"});
    CHECK_FALSE(unpack_keys(""));
    CHECK_FALSE(unpack_facts("no zstd"));
    std::mt19937 random(5);
    for (int round = 0; round < 5000; ++round) {
        for (const std::string* whole : {&keys, &facts}) {
            std::string damaged = *whole;
            damaged[random() % damaged.size()] = static_cast<char>(random());
            (void)unpack_keys(damaged);
            (void)unpack_facts(damaged);
        }
    }
}
