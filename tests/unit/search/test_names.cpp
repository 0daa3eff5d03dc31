#include <catch2/catch.hpp>

#include "search/names.hpp"

using namespace cairn::search;

TEST_CASE("an id lies in a folder of its name, or of its name with a hash") {
    const auto names = names_of({"tas_Amon", "a b"});
    REQUIRE(names.has_value());
    CHECK(names->count("tas_Amon") == 1);
    CHECK(names->count("a_b") == 1);
    CHECK(names->size() == 4);
    // The hash that docs/layout.md gives for checking.
    CHECK(names_of({"tas_Amon_197901.nc"})->count("tas_Amon_197901.nc-aaffe19c6920f28") == 1);
    for (const std::string& id : {std::string(), std::string(".x"), std::string("x."), std::string(201, 'x')})
        CHECK_FALSE(names_of({id}).has_value());
}

TEST_CASE("links to other folders need not be followed, those to partitions must be") {
    const std::set<std::string> names{"c1"};
    CHECK(can_lead_to(names, "collections/c1/collection.json"));
    CHECK_FALSE(can_lead_to(names, "collections/c2/collection.json"));
    CHECK(can_lead_to(names, "catalogs/part-c2/catalog.json"));
    CHECK(can_lead_to(names, "collection.json"));
}
