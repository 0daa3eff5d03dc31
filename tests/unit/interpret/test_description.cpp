#include "builder/interpret/description/description.hpp"

#include <catch2/catch.hpp>

#include "builder/interpret/description/providers.hpp"
#include "datasets.hpp"

using namespace cairn;
using namespace cairn::testing;

namespace {

Description described(std::vector<Attribute> attributes) {
    DatasetBuilder builder;
    for (Attribute& attribute : attributes) builder.global(std::move(attribute));
    const auto description = read_description(builder.dataset());
    return description ? *description : Description{};
}

FileDates dates_of(std::vector<Attribute> attributes, std::vector<Problem>& problems) {
    DatasetBuilder builder;
    for (Attribute& attribute : attributes) builder.global(std::move(attribute));
    return read_file_dates(builder.dataset(), problems);
}

std::string created(const std::string& date) {
    std::vector<Problem> problems;
    const FileDates dates = dates_of({text("date_created", date)}, problems);
    if (!problems.empty()) return problems.front().code;
    return dates.created ? to_rfc3339(*dates.created) : "nothing";
}

}  // namespace

TEST_CASE("a file that says nothing has no description") {
    DatasetBuilder builder;
    CHECK(read_description(builder.dataset()) == nullptr);
    CHECK(described({text("title", "none"), text("history", "Mon May 11 2020: ncks -v a b")}) == Description{});
}

TEST_CASE("title and summary come from the attributes of the convention") {
    const Description description = described({text("Title", "the other one"), text("title", "SEA ICE CONCENTRATION"),
                                               text("summary", "A record of sea ice from passive microwave sensors."),
                                               text("comment", "not read, since there is a summary")});
    CHECK(description.title == "Sea Ice Concentration");
    CHECK(description.summary == "A record of sea ice from passive microwave sensors.");
    CHECK(described({text("summary", "short")}).summary.empty());
    CHECK(
        described({text("title", "A long title of some data"), text("comment", "a long title of some data")}).summary ==
        "");
}

TEST_CASE("keywords are taken apart, and names of archives are keywords") {
    const Description description = described({text("keywords", "EARTH SCIENCE > OCEANS > SALINITY, sea_ice; ice"),
                                               text("source_id", "MPI-ESM1-2-LR"), text("frequency", "none")});
    CHECK(description.keywords ==
          std::vector<std::string>{"Earth Science", "MPI-ESM1-2-LR", "Oceans", "Salinity", "ice", "sea ice"});
}

TEST_CASE("organisations without addresses") {
    const Provider office = organisation(
        "Met Office Hadley Centre, Fitzroy Road, Exeter, Devon, EX1 3PB, UK, (http://www.metoffice.gov.uk)");
    CHECK(office.name == "Met Office Hadley Centre");
    CHECK(office.url == "http://www.metoffice.gov.uk");
    CHECK(organisation(
              "National Oceanic and Atmospheric Administration, Geophysical Fluid Dynamics Laboratory, Princeton, "
              "NJ 08540, USA")
              .name == "National Oceanic and Atmospheric Administration, Geophysical Fluid Dynamics Laboratory");
    CHECK(organisation("IPSL (Institut Pierre Simon Laplace, Paris, France)").name ==
          "IPSL (Institut Pierre Simon Laplace, Paris, France)");
    CHECK(organisation("NSIDC > National Snow and Ice Data Center").name ==
          "National Snow and Ice Data Center (NSIDC)");
    CHECK(organisation("someone@example.org").name.empty());
}

TEST_CASE("providers by role, each once") {
    const Description description =
        described({text("institution", "DWD, Offenbach"), text("creator_name", "Jane Doe"),
                   text("creator_institution", "DWD"), text("creator_url", "https://www.dwd.de"),
                   text("publisher_name", "A Data Centre"), text("publisher_url", "javascript:alert(1)")});
    REQUIRE(description.providers.size() == 2);
    CHECK(description.providers[0].name == "A Data Centre");
    CHECK(description.providers[0].roles.empty());
    CHECK(description.providers[0].url.empty());
    CHECK(description.providers[1].name == "DWD");
    CHECK(description.providers[1].url == "https://www.dwd.de");
    CHECK(description.providers[1].roles == std::vector<std::string>{"producer"});
}

TEST_CASE("DOI, citation and references") {
    const Description description =
        described({text("doi", "https://doi.org/10.1000/data"), text("citation", "Doe, J. (2020): Data of the sea."),
                   text("references",
                        "Roe, R. et al. (2019), A model, doi:10.1029/2018MS001400;\nPoe, P. 2001: Another model.")});
    CHECK(description.doi == "10.1000/data");
    CHECK(description.citation == "Doe, J. (2020): Data of the sea.");
    REQUIRE(description.publications.size() == 2);
    CHECK(description.publications[0].citation == "Poe, P. 2001: Another model.");
    CHECK(description.publications[1].doi == "10.1029/2018MS001400");
    CHECK(described({text("references", "http://www.clm-community.eu/")}).publications.empty());
    CHECK(described({text("references", "see further_info_url attribute")}).publications.empty());
}

TEST_CASE("dates of files in the forms that programs write") {
    CHECK(created("2019-09-11T14:13:17Z") == "2019-09-11T14:13:17Z");
    CHECK(created("2011-10-21 11:27:37") == "2011-10-21T11:27:37Z");
    CHECK(created("Thu Aug 31 15:55:10 AEST 2017") == "2017-08-31T05:55:10Z");
    CHECK(created("Thu Aug 31 15:55:10 2017") == "2017-08-31T15:55:10Z");
    CHECK(created("2022-03-07") == "2022-03-07T00:00:00Z");
    CHECK(created("none") == "nothing");
    CHECK(created("01-28-22TJan:00:1643389235Z") == std::string(k_unusable_attribute));
    CHECK(created("Thu Aug 31 15:55:10 XYZT 2017") == std::string(k_unusable_attribute));
}

TEST_CASE("a change before the making is no change") {
    std::vector<Problem> problems;
    const FileDates dates =
        dates_of({text("date_created", "2020-01-02"), text("date_modified", "2020-01-01")}, problems);
    CHECK(dates.created);
    CHECK_FALSE(dates.updated);
}
