#include <catch2/catch.hpp>

#include "builder/stac/extensions/projection.hpp"
#include "documents.hpp"
#include "validator/engine.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

Projection utm() {
    Projection projection;
    projection.code = "EPSG:32632";
    projection.wkt2 = "PROJCRS[...]";
    projection.projjson = R"({"type": "ProjectedCRS", "name": "x"})";
    projection.shape = {20, 10};
    projection.transform = {10, 0, 399960, 0, -10, 5000040};
    projection.bbox = {399960, 4999840, 400060, 5000040};
    return projection;
}

json::Value fields_of(const Projection& projection) {
    json::Value object = json::object();
    extensions::add_projection(object, projection);
    return object;
}

bool is_valid(json::Value properties) {
    static const validate::SchemaStore k_store;
    static const validate::Engine k_engine(k_store);
    json::Value feature = json::object();
    json::set(feature, "type", "Feature");
    json::set(feature, "stac_extensions", json::strings({std::string(extensions::k_projection)}));
    json::set(feature, "properties", std::move(properties));
    json::set(feature, "assets", json::object());
    const auto& entry = k_engine.schema(std::string(extensions::k_projection));
    REQUIRE(entry.schema != nullptr);
    return entry.schema->accepts(feature);
}

}  // namespace

TEST_CASE("a system with a code needs no more words") {
    CHECK(json::write(fields_of(utm())) ==
          R"({"proj:code":"EPSG:32632","proj:shape":[20,10],"proj:transform":[10.0,0.0,399960.0,0.0,-10.0,5000040.0],)"
          R"("proj:bbox":[399960.0,4999840.0,400060.0,5000040.0]})");
    CHECK(is_valid(fields_of(utm())));
}

TEST_CASE("one without a code is written out") {
    Projection projection = utm();
    projection.code.clear();
    CHECK(at(fields_of(projection), "/proj:code") == "null");
    CHECK(at(fields_of(projection), "/proj:wkt2") == "\"PROJCRS[...]\"");
    CHECK(at(fields_of(projection), "/proj:projjson/type") == "\"ProjectedCRS\"");
}

TEST_CASE("what is not known is left out") {
    const json::Value fields = fields_of(Projection());
    CHECK(json::write(fields) == R"({"proj:code":null})");
    CHECK(is_valid(fields_of(Projection())));
    Projection damaged;
    damaged.projjson = "{";
    CHECK(at(fields_of(damaged), "/proj:projjson") == "absent");
}
