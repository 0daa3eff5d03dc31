#include <catch2/catch.hpp>

#include "builder/wording/case.hpp"

using namespace cairn;

TEST_CASE("shouting becomes a title, abbreviations stay") {
    CHECK(without_shouting("SEA SURFACE TEMPERATURE") == "Sea Surface Temperature");
    CHECK(without_shouting("COADS CLIMATOLOGY OF SST (1946-1989)") == "COADS Climatology of SST (1946-1989)");
    CHECK(without_shouting("THE WIND AT 10M") == "The Wind at 10M");
    CHECK(without_shouting("CMIP6") == "CMIP6");
    CHECK(without_shouting("SST of the OCEAN") == "SST of the OCEAN");  // somebody chose these letters
}

TEST_CASE("titles begin with a capital where they begin with a word") {
    CHECK(with_capital("air temperature") == "Air temperature");
    CHECK(with_capital("near-surface wind") == "Near-surface wind");
    CHECK(with_capital("u component") == "u component");
    CHECK(with_capital("bcc-csm1-1 output") == "bcc-csm1-1 output");
    CHECK(with_capital("pH of water") == "pH of water");
    CHECK(with_capital("") == "");
}
