#include <catch2/catch.hpp>

#include "builder/stac/facet_judge.hpp"
#include "documents.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

/// The names of the facets that stay out of documents, a blank after each.
std::string refused(const Config& config, Facets facets) {
    const FacetJudge judge(config);
    const auto shared = std::make_shared<const Facets>(std::move(facets));
    std::string names;
    for (int round = 0; round < 2; ++round) {  // the second answer is a remembered one
        names.clear();
        if (const auto found = judge.refused(shared, 0))
            for (const RefusedFacet& facet : *found) names += facet.name + ' ';
    }
    return names;
}

}  // namespace

TEST_CASE("facets whose names mean something take what the schemas take") {
    const Config config = config_of_one_rule();
    CHECK(refused(config, {{"model", "any text, \"quoted\" {}"}, {"version", ""}}) == "");
    CHECK(refused(config, {{"license", "CC-BY-4.0"}, {"created", "2020-01-01T00:00:00Z"}}) == "");
    CHECK(refused(config, {{"license", "CC BY 4.0"}, {"model", "m"}}) == "license ");
    CHECK(refused(config, {{"created", "yesterday"}, {"updated", "2020"}}) == "created updated ");
    CHECK(refused(config, {{"sci:doi", "10.1000/x"}}) == "");
    CHECK(refused(config, {{"sci:doi", "unknown"}, {"proj:shape", "2 by 2"}}) == "proj:shape sci:doi ");
}

TEST_CASE("facets that documents do not show are not judged") {
    Config config = config_of_one_rule();
    config.collections[0].properties = std::vector<std::string>{"model"};
    CHECK(refused(config, {{"license", "CC BY 4.0"}, {"model", "m"}}) == "");
}

TEST_CASE("facets are judged where templates put them") {
    Config config = config_of_one_rule();
    config.collections[0].item_template =
        parsed(R"({"properties": {"created": "{date}", "x": "{date}", "gsd": "{far}", "note": "{model}"}})");
    config.collections[0].collection_template = parsed(R"({"license": "{terms}"})");
    CHECK(refused(config, {{"date", "2020-01-01T00:00:00Z"}, {"model", "m"}, {"terms", "other"}}) == "");
    CHECK(refused(config, {{"date", "in May"}, {"model", "m"}, {"far", "1"}, {"terms", "on demand"}}) ==
          "date far terms ");
}
