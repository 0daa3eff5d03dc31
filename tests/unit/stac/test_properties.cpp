#include <catch2/catch.hpp>

#include "builder/config/template.hpp"
#include "builder/stac/properties.hpp"
#include "documents.hpp"

using namespace cairn;
using namespace cairn::test;

TEST_CASE("an instant is a datetime, an interval is a null datetime with both ends") {
    json::Value object = json::object();
    set_time(object, interval("2016-09-02T00:30:00Z", "2016-09-02T00:30:00Z"));
    CHECK(json::write(object) == R"({"datetime":"2016-09-02T00:30:00Z"})");

    object = json::object();
    set_time(object, interval("2016-09-02", "2016-09-02T00:00:00.000001Z"));
    CHECK(json::write(object) ==
          R"({"datetime":null,"start_datetime":"2016-09-02T00:00:00Z","end_datetime":"2016-09-02T00:00:00.000001Z"})");
}

TEST_CASE("facets never replace what the document says itself") {
    const Facets facets{{"datetime", "yesterday"}, {"model", "m"}, {"run", "r"}};
    json::Value object = parsed(R"({"datetime":null})");
    set_facets(object, facets, {"model", "datetime", "absent"});
    CHECK(json::write(object) == R"({"datetime":null,"model":"m"})");
    set_facets(object, facets);
    CHECK(json::write(object) == R"({"datetime":null,"model":"m","run":"r"})");
}

TEST_CASE("notes are there when there is something to say") {
    json::Value object = json::object();
    set_notes(object, {});
    CHECK(json::write(object) == "{}");
    set_notes(object, {"time: no axis"});
    CHECK(json::write(object) == R"({"cairn:notes":["time: no axis"]})");
}

TEST_CASE("a template is merged: members are added, replaced, removed by null, and left out without a facet") {
    json::Value document = parsed(R"({"id":"i","properties":{"title":"t","gsd":1},"keywords":["a"]})");
    const json::Value pattern = parsed(R"({"properties":{"gsd":null,"by":"{model} {run|r0}","of":"{absent}"},
                                           "keywords":["{model}","{absent}"],"literal":"{{x}}","number":3})");
    const Facets facets{{"model", "M \"1\""}};
    merge_template(document, pattern, lookup_in(facets));
    CHECK(
        json::write(document) ==
        R"({"id":"i","properties":{"title":"t","by":"M \"1\" r0"},"keywords":["M \"1\""],"literal":"{x}","number":3})");
}

TEST_CASE("links and extensions of a template are added to those of the document") {
    json::Value document = parsed(R"({"links":[{"rel":"root"}],"stac_extensions":["a"]})");
    const Facets facets{{"x", "y"}};
    merge_template(document, parsed(R"({"links":[{"rel":"license","href":"{x}"}],"stac_extensions":["b","a"]})"),
                   lookup_in(facets));
    CHECK(json::write(document) ==
          R"({"links":[{"rel":"root"},{"rel":"license","href":"y"}],"stac_extensions":["a","b"]})");
}

TEST_CASE("no template changes nothing") {
    json::Value document = parsed(R"({"id":"i"})");
    merge_template(document, json::Value(), Template::Lookup([](std::string_view) { return std::nullopt; }));
    CHECK(json::write(document) == R"({"id":"i"})");
}
