#include <catch2/catch.hpp>

#include "builder/group/versions.hpp"

using namespace cairn;

TEST_CASE("versions are ordered as people order them") {
    CHECK(version_precedes("v9", "v10"));
    CHECK(version_precedes("v20190101", "v20200101"));
    CHECK(version_precedes("1.2.0", "1.10.0"));
    CHECK(version_precedes("1.2", "1.2.1"));
    CHECK_FALSE(version_precedes("v2", "v2"));
    CHECK(version_precedes("v01", "v1"));
    CHECK_FALSE(version_precedes("v1", "v01"));
    CHECK(version_precedes("99999999999999999999998", "99999999999999999999999"));
}
