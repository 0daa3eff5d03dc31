#include <catch2/catch.hpp>

#include "tests/support/reader_conformance.hpp"
#include "tests/support/served_folder.hpp"
#include "tests/support/store_conformance.hpp"

using namespace cairn;
using namespace cairn::test;

TEST_CASE("the reader of netCDF files conforms where these are on a web server") {
    reader_conforms([](ReadLimits limits) { return make_served_reader(limits, Ranges::served); });
}

TEST_CASE("the reader of netCDF files conforms where these are on a server that answers no ranges") {
    reader_conforms([](ReadLimits limits) { return make_served_reader(limits, Ranges::ignored); });
}

TEST_CASE("the reader of stores conforms where these are on a web server") {
    stores_conform([](ReadLimits limits) { return make_served_reader(limits, Ranges::served); });
}

TEST_CASE("the reader of stores conforms where these are on a server that answers no ranges") {
    stores_conform([](ReadLimits limits) { return make_served_reader(limits, Ranges::ignored); });
}
