#include <catch2/catch.hpp>

#include "builder/config/check.hpp"
#include "builder/config/defaults.hpp"
#include "builder/config/load.hpp"

using namespace cairn;

TEST_CASE("an archive without a configuration has one rule that takes everything") {
    const Config config = default_config("/data/My archive/", "https://data.example.org/files/");
    REQUIRE(config.archives.size() == 1);
    CHECK(config.archives[0].root == "/data/My archive");
    CHECK(config.archives[0].name == "My-archive");
    CHECK(config.archives[0].href == "https://data.example.org/files");
    CHECK(config.catalog_id == "My-archive");
    CHECK(config.catalog_title == "My archive");
    CHECK(config.catalog_description.find("'My archive'") != std::string::npos);
    CHECK(config.file.empty());
    REQUIRE(config.collections.size() == 1);
    CHECK(config.collections[0].id.empty());
    CHECK(config.collections[0].item.empty());
    CHECK(config.collections[0].license.empty());  // what the files say
    CHECK(config.collections[0].description.empty());
    CHECK(check_config(config).empty());
}

TEST_CASE("names of folders are found for any spelling") {
    CHECK(name_of_folder("/a/b") == "b");
    CHECK(name_of_folder("/a/b/") == "b");
    CHECK(name_of_folder("/a/b/.") == "b");
    CHECK(name_of_folder("/a/b/..") == "a");
    CHECK(name_of_folder("/") == "archive");
    CHECK_FALSE(name_of_folder(".").empty());
}

TEST_CASE("slugs keep letters, digits, dots, dashes and underscores") {
    CHECK(slug("CMIP6_data-v1.0") == "CMIP6_data-v1.0");
    CHECK(slug("My  archive (new)") == "My-archive-new");
    CHECK(slug("données") == "donn-es");
    CHECK(slug("..") == "archive");
    CHECK(slug("") == "archive");
}
