#include <catch2/catch.hpp>

#include "base/storage/http/retry.hpp"
#include "base/storage/http/spans.hpp"

using namespace cairn;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST_CASE("waits double, keep a half by chance, and end with the attempts") {
    const RetryRules rules{4, milliseconds(100), milliseconds(250), seconds(10)};
    CHECK(wait_after(1, rules, 0.0) == milliseconds(50));
    CHECK(wait_after(1, rules, 0.999999) == milliseconds(99));
    CHECK(wait_after(2, rules, 0.5) == milliseconds(150));
    CHECK(wait_after(3, rules, 0.0) == milliseconds(125));
    CHECK_FALSE(wait_after(4, rules, 0.0).has_value());
}

TEST_CASE("Retry-After is seconds or a date") {
    CHECK(retry_after("120", 0) == seconds(120));
    CHECK(retry_after(" 0 \r\n", 0) == seconds(0));
    CHECK(retry_after("Thu, 01 Jan 1970 00:01:40 GMT", 40) == seconds(60));
    CHECK(retry_after("Thu, 01 Jan 1970 00:01:40 GMT", 400) == seconds(0));
    CHECK_FALSE(retry_after("soon", 0).has_value());
    CHECK_FALSE(retry_after("", 0).has_value());
    CHECK_FALSE(retry_after("-5", 0).has_value());
}

TEST_CASE("ranges are joined where that costs little") {
    const auto offsets = [](const std::vector<ByteRange>& spans) {
        std::vector<std::pair<std::uint64_t, std::uint64_t>> pairs;
        for (const ByteRange& span : spans) pairs.emplace_back(span.offset, span.size_bytes);
        return pairs;
    };
    using Pairs = std::vector<std::pair<std::uint64_t, std::uint64_t>>;
    CHECK(offsets(joined({{100, 10}, {0, 10}}, 89, 1000)) == Pairs{{0, 10}, {100, 10}});
    CHECK(offsets(joined({{100, 10}, {0, 10}}, 90, 1000)) == Pairs{{0, 110}});
    CHECK(offsets(joined({{0, 10}, {5, 2}, {9, 4}, {50, 0}}, 0, 1000)) == Pairs{{0, 13}});
    CHECK(offsets(joined({{0, 10}, {10, 10}}, 0, 15)) == Pairs{{0, 10}, {10, 10}});
    CHECK(joined({}, 0, 1).empty());
}
