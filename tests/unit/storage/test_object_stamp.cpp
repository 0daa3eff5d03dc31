#include "base/storage/object_stamp.hpp"

#include <catch2/catch.hpp>

#include "base/web_place.hpp"

using namespace cairn;

TEST_CASE("what tells neither time nor version is never settled") {
    constexpr std::int64_t k_later = 2'000'000'000'000'000'000;
    CHECK(is_settled(stamp_of(ObjectStat{10, "v", 0, 0}), k_later));
    CHECK(is_settled(stamp_of(ObjectStat{10, "", 1'000'000'000, 0}), k_later));
    CHECK_FALSE(is_settled(stamp_of(ObjectStat{10, "", 0, 0}), k_later));
    CHECK_FALSE(is_settled(stamp_of(ObjectStat{}), k_later));
    CHECK(stamp_of(ObjectStat{10, "v", 0, 0}) != stamp_of(ObjectStat{10, "w", 0, 0}));
}

TEST_CASE("a place on the web has a scheme and a host") {
    for (const char* place : {"https://host/a", "http://host", "s3://bucket/a", "HTTPS://host"}) CHECK(is_web(place));
    for (const char* place : {"https:foo", "https:/foo", "s3:a", "/a/https://b", "ftp://host", "https", ""})
        CHECK_FALSE(is_web(place));
}
