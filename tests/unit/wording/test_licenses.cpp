#include <catch2/catch.hpp>
#include <string>
#include <utility>

#include "builder/wording/licenses.hpp"

using namespace cairn;

TEST_CASE("licenses are recognised by identifier, address and words") {
    const std::pair<const char*, const char*> cases[] = {
        {"CC-BY-4.0", "CC-BY-4.0"},
        {"cc by 4.0", "CC-BY-4.0"},
        {"CC BY-NC-SA 3.0", "CC-BY-NC-SA-3.0"},
        {"CC0 1.0", "CC0-1.0"},
        {"https://creativecommons.org/licenses/by-nc/4.0/legalcode", "CC-BY-NC-4.0"},
        {"https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"},
        {"CMIP6 model data produced by X is licensed under a Creative Commons Attribution ShareAlike 4.0 International "
         "License (https://creativecommons.org/licenses). Consult https://pcmdi.llnl.gov/CMIP6/TermsOfUse",
         "CC-BY-SA-4.0"},
        {"licensed under a Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International License",
         "CC-BY-NC-SA-4.0"},
        {"Creative Commons Attribution 4.0 International", "CC-BY-4.0"},
        {"Open Government Licence v3", "OGL-UK-3.0"},
        {"Apache License, Version 2.0", "Apache-2.0"},
        {"MIT", "MIT"}};
    for (const auto& [text, id] : cases) CHECK(spdx_of(text) == id);
}

TEST_CASE("what is no license, several, or one without its version is not guessed") {
    for (const char* text : {"", "free", "Creative Commons Attribution", "CC-BY",
                             "Creative Commons Attribution-[NonCommercial-]ShareAlike 4.0", "CC BY 4.0 or CC BY-SA 4.0",
                             "creativecommons.org/licenses/by/7.0", "public domain", "transmit license"})
        CHECK(spdx_of(text).empty());
}

TEST_CASE("STAC takes identifiers alone") {
    CHECK(is_license_name("CC-BY-4.0"));
    CHECK(is_license_name("other"));
    CHECK_FALSE(is_license_name("CC BY 4.0"));
    CHECK_FALSE(is_license_name(""));
}
