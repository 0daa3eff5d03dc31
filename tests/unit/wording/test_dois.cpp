#include <catch2/catch.hpp>

#include "builder/wording/dois.hpp"

using namespace cairn;

using Dois = std::vector<std::string>;

TEST_CASE("DOIs in texts end where the sentence does") {
    CHECK(dois_in("J. Adv. Model., doi:10.1029/2018MS001400, and more") == Dois{"10.1029/2018MS001400"});
    CHECK(dois_in("(https://doi.org/10.1000/a(b)c).") == Dois{"10.1000/a(b)c"});
    CHECK(dois_in("10.1000/a 10.1000/b 10.1000/a") == Dois{"10.1000/a", "10.1000/b"});
    CHECK(dois_in("version 10.12/3, 110.1000/x, 10.1000/").empty());
}

TEST_CASE("an attribute that is a DOI") {
    CHECK(doi_of("10.7265/N5K072F8") == "10.7265/N5K072F8");
    CHECK(doi_of("https://doi.org/10.7265/sr8p-kc62") == "10.7265/sr8p-kc62");
    CHECK(doi_of("doi:10.1000/x") == "10.1000/x");
    CHECK(doi_of("see 10.1000/x").empty());
    CHECK(doi_of("10.1000/x y").empty());
}
