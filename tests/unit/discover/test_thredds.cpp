#include <catch2/catch.hpp>
#include <map>

#include "base/thredds_place.hpp"
#include "builder/discover/thredds_catalog.hpp"
#include "builder/discover/thredds_listing.hpp"
#include "tests/support/memory_storage.hpp"

using namespace cairn;

namespace {

const std::string k_url = "https://data.example.org/thredds/catalog/a/b/catalog.xml";

std::string catalog(const std::string& body) {
    return R"(<?xml version="1.0"?>
<catalog xmlns="http://www.unidata.ucar.edu/namespaces/thredds/InvCatalog/v1.0" xmlns:xlink="http://www.w3.org/1999/xlink">
<service name="all" serviceType="Compound" base="">
  <service name="odap" serviceType="OPENDAP" base="/thredds/dodsC/"/>
  <service name="http" serviceType="HTTPServer" base="/thredds/fileServer/"/>
</service>
<service name="latest" serviceType="Resolver" base=""/>
<dataset name="b" ID="a/b"><metadata inherited="true"><serviceName>all</serviceName><dataType>GRID</dataType></metadata>
)" + body + "</dataset></catalog>";
}

ThreddsCatalog parsed(const std::string& body) {
    auto outcome = parse_thredds_catalog(catalog(body), k_url);
    REQUIRE(outcome);
    return *std::move(outcome);
}

}  // namespace

TEST_CASE("the address of a catalog tells that of its files") {
    const auto place = thredds_place(k_url);
    REQUIRE(place);
    CHECK(place->files == "https://data.example.org/thredds/fileServer/a/b");
    CHECK(place->catalog == k_url);
    CHECK(thredds_place("https://h/thredds/catalog/a/catalog.html")->catalog == "https://h/thredds/catalog/a/catalog.xml");
    CHECK(thredds_place("https://h/thredds/catalog/catalog.xml")->files == "https://h/thredds/fileServer");
    CHECK(thredds_place("https://h/thredds/catalog.xml")->files == "https://h/thredds/fileServer");
    CHECK(thredds_place("https://h/thredds/catalog/a/catalog/catalog.xml")->files == "https://h/thredds/fileServer/a/catalog");
    CHECK_FALSE(thredds_place("https://h/thredds/catalog/a"));
    CHECK_FALSE(thredds_place("/data/catalog.xml"));
    CHECK_FALSE(thredds_place("s3://bucket/catalog.xml"));
}

TEST_CASE("datasets are files of the service that gives files") {
    SECTION("by the service that those around them hand down") {
        const ThreddsCatalog found = parsed(R"(<dataset name="x.nc" urlPath="a/b/x &amp; y.nc">
            <dataSize units="bytes">1234</dataSize><date type="modified">2026-11-29T20:06:05Z</date></dataset>)");
        REQUIRE(found.files.size() == 1);
        CHECK(found.files[0].url == "https://data.example.org/thredds/fileServer/a/b/x & y.nc");
        CHECK(found.files[0].stat.size_bytes == 1234);
        CHECK(found.files[0].stat.modified_ns != 0);
    }
    SECTION("by a service of their own, which may give none") {
        const ThreddsCatalog found = parsed(R"(<dataset name="x" urlPath="x"><serviceName>odap</serviceName></dataset>
            <dataset name="latest" urlPath="latest.xml" serviceName="latest"/>
            <dataset name="y" urlPath="y"><serviceName>http</serviceName></dataset>)");
        REQUIRE(found.files.size() == 1);
        CHECK(found.files[0].url.ends_with("/fileServer/y"));
        CHECK(found.unserved == 2);
    }
    SECTION("by one of several ways to them") {
        const ThreddsCatalog found = parsed(R"(<dataset name="x"><access serviceName="odap" urlPath="o/x"/>
            <access serviceName="http" urlPath="f/x"/></dataset>)");
        REQUIRE(found.files.size() == 1);
        CHECK(found.files[0].url.ends_with("/fileServer/f/x"));
    }
    SECTION("with sizes only where they are not rounded") {
        const ThreddsCatalog found =
            parsed(R"(<dataset name="x" urlPath="x"><dataSize units="Mbytes">60.5</dataSize></dataset>)");
        CHECK(found.files.at(0).stat.size_bytes == ObjectStat::k_unknown_size);
    }
}

TEST_CASE("catalogs lead to others") {
    const ThreddsCatalog found = parsed(R"(<catalogRef xlink:href="c/catalog.xml" xlink:title="c" name=""/>
        <catalogRef xlink:href="/thredds/catalog/d/catalog.html"/><catalogRef xlink:href="catalog.xml?dataset=x"/>)");
    CHECK(found.catalogs == std::vector<std::string>{"https://data.example.org/thredds/catalog/a/b/c/catalog.xml",
                                                     "https://data.example.org/thredds/catalog/d/catalog.xml"});
}

TEST_CASE("what is no catalog is a fault") {
    for (const std::string text : {"", "<html><body/></html>", "<catalog>", "<!DOCTYPE x [<!ENTITY a 'b'>]><catalog/>"})
        CHECK_FALSE(parse_thredds_catalog(text, k_url));
}

TEST_CASE("a listing has the files of all catalogs below the root, each catalog read once") {
    const std::string root = "https://data.example.org/thredds/fileServer/a/b";
    std::map<std::string, std::string> catalogs;
    const auto put = [&](const std::string& path, const std::string& body) { catalogs[path] = catalog(body); };
    const auto listed = [&](const std::string& of) {
        test::MemoryStorage server(catalogs);
        return read_thredds(k_url, of, server);
    };
    put("thredds/catalog/a/b/catalog.xml", R"(<dataset name="x" urlPath="a/b/x.nc"/><dataset name="z" urlPath="a/z.nc"/>
        <catalogRef xlink:href="c/catalog.xml"/><catalogRef xlink:href="https://other.example.org/catalog.xml"/>)");
    put("thredds/catalog/a/b/c/catalog.xml",
        R"(<dataset name="y" urlPath="a/b/c/y.nc"/><catalogRef xlink:href="../catalog.xml"/>)");
    SECTION("in circles, and without those of other servers") {
        const std::vector<ListedObject> found = listed(root);
        REQUIRE(found.size() == 2);
        CHECK(found[0].key == "x.nc");
        CHECK(found[1].key == "c/y.nc");
    }
    SECTION("none below the root is said with one that lies elsewhere") {
        CHECK_THROWS_WITH(listed("https://data.example.org/thredds/fileServer/q"),
                          Catch::Contains("/fileServer/a/b/x.nc") && Catch::Contains("listing"));
    }
    SECTION("a catalog that cannot be read ends it") {
        put("thredds/catalog/a/b/c/catalog.xml", R"(<catalogRef xlink:href="gone/catalog.xml"/>)");
        CHECK_THROWS_WITH(listed(root), Catch::Contains("c/gone/catalog.xml"));
    }
}
