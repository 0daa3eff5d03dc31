#include <catch2/catch.hpp>
#include <limits>
#include <random>

#include "builder/facts/codec.hpp"
#include "tests/support/some_facts.hpp"

using namespace cairn;

namespace {}  // namespace

TEST_CASE("Facts come back from their bytes as they were") {
    SharedParts parts;
    const std::string bytes = encode(some_facts());
    const auto back = decode(bytes, parts);
    REQUIRE(back);
    CHECK(encode(*back) == bytes);
    facts::EncodedParts known;
    CHECK(encode(*back, known) == bytes);
    CHECK(encode(*back, known) == bytes);
    CHECK(back->fingerprint == some_facts().fingerprint);
    CHECK(back->understood->granule.time.native->calendar == "360_day");
    CHECK(back->understood->granule.virtual_store()->sources.front()->parts.front().dimension == "lat");
    CHECK(back->has_errors());
}

TEST_CASE("Facts of a source that could not be read come back, too") {
    SharedParts parts;
    Facts facts;
    facts.problems = {{Stage::probe, "probe/unreadable", "/a", "gone", Severity::error, std::nullopt}};
    const auto back = decode(encode(facts), parts);
    REQUIRE(back);
    CHECK_FALSE(back->understood);
    CHECK(back->problems.front().code == "probe/unreadable");
    CHECK(back->has_errors());
}

TEST_CASE("equal parts of many Facts are one object") {
    SharedParts parts;
    const std::string bytes = encode(some_facts());
    const auto one = decode(bytes, parts);
    const auto other = decode(bytes, parts);
    CHECK(one->understood->granule.cube == other->understood->granule.cube);
    CHECK(one->understood->granule.description == other->understood->granule.description);
}

TEST_CASE("damaged bytes are refused or give other Facts, and harm nothing") {
    const std::string bytes = encode(some_facts());
    SharedParts parts;
    for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(decode(bytes.substr(0, size), parts));
    CHECK_FALSE(decode(bytes + '\0', parts));
    std::mt19937 random(7);
    std::size_t refused = 0;
    for (int round = 0; round < 20000; ++round) {
        std::string damaged = bytes;
        const std::size_t changes = 1 + random() % 3;
        for (std::size_t i = 0; i < changes; ++i) damaged[random() % damaged.size()] = static_cast<char>(random());
        const auto facts = decode(damaged, parts);
        refused += facts ? 0 : 1;
        if (!facts || !facts->understood) continue;
        const Granule& granule = facts->understood->granule;
        for (const TemporalExtent& one : granule.temporal) REQUIRE(one.dimension < granule.cube->dimensions.size());
    }
    CHECK(refused > 5000);
}
