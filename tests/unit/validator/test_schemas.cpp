#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>
#include <fstream>
#include <regex>

#include "reference_objects.hpp"
#include "validator/bundled.hpp"
#include "validator/engine.hpp"
#include "validator/extension_prefixes.hpp"
#include "validator/schemas.hpp"

using namespace cairn;
namespace fs = boost::filesystem;

namespace {

/// A folder of schemas that is removed at the end.
struct Folder {
    fs::path path = fs::temp_directory_path() / fs::unique_path("cairn-schemas-%%%%%%%%");
    explicit Folder(const std::string& name, const std::string& text) {
        fs::create_directories((path / name).parent_path());
        std::ofstream((path / name).string()) << text;
    }
    ~Folder() { fs::remove_all(path); }
};

}  // namespace

TEST_CASE("all bundled schemas can be used") {
    const validate::SchemaStore store;
    const validate::Engine engine(store);
    for (const std::string& url : validate::SchemaStore::bundled()) {
        INFO(url);
        const auto& entry = engine.schema(url);
        CHECK(entry.problem == "");
    }
}

TEST_CASE("bundled schemas are found with and without the '#', by http and https") {
    const validate::SchemaStore store;
    const char* const url = "https://schemas.stacspec.org/v1.1.0/item-spec/json-schema/item.json";
    REQUIRE(store.find(url) != nullptr);
    CHECK(store.find(std::string(url) + "#") == store.find(url));
    CHECK(store.find("http://schemas.stacspec.org/v1.1.0/item-spec/json-schema/item.json") == store.find(url));
    CHECK(store.find("https://example.org/nothing.json") == nullptr);
}

TEST_CASE("a folder of schemas comes first, and its relative references lead to it") {
    const Folder folder("example.org/a/s.json",
                        R"({"$id": "https://example.org/a/s.json#", "$ref": "t.json#/definitions/x"})");
    std::ofstream((folder.path / "example.org/a/t.json").string()) << R"({"definitions": {"x": {"type": "null"}}})";
    const validate::SchemaStore store(folder.path.string());
    const validate::Engine engine(store);
    const auto& entry = engine.schema("https://example.org/a/s.json");
    REQUIRE(entry.schema);
    CHECK(entry.schema->accepts(test::parsed("null")));
    CHECK_FALSE(entry.schema->accepts(test::parsed("1")));
    CHECK(engine.schema("https://schemas.stacspec.org/v1.1.0/catalog-spec/json-schema/catalog.json").schema);
}

TEST_CASE("a copy that kept the $id of another document does not stand in for it") {
    const Folder folder("example.org/old.json", R"({"$id": "https://example.org/new.json", "$ref": "#/definitions/x",
                                                    "definitions": {"x": {"const": "old"}}})");
    std::ofstream((folder.path / "example.org/new.json").string())
        << R"({"$id": "https://example.org/new.json", "$ref": "#/definitions/x", "definitions": {"x": {"const": "new"}}})";
    const validate::SchemaStore store(folder.path.string());
    const validate::Engine engine(store);
    CHECK(engine.schema("https://example.org/old.json").schema->accepts(test::parsed("\"old\"")));
    CHECK(engine.schema("https://example.org/new.json").schema->accepts(test::parsed("\"new\"")));
}

TEST_CASE("a URL in a document cannot reach files outside the folder") {
    const Folder folder("example.org/s.json", "{}");
    std::ofstream((folder.path.parent_path() / "cairn-secret.json").string()) << "{}";
    const validate::SchemaStore store(folder.path.string());
    CHECK(store.find("https://../cairn-secret.json") == nullptr);
    CHECK(store.find("https://example.org/../../cairn-secret.json") == nullptr);
    CHECK(store.find("../cairn-secret.json") == nullptr);
    CHECK(store.find("/etc/hostname") == nullptr);
    fs::remove(folder.path.parent_path() / "cairn-secret.json");
}

TEST_CASE("a broken schema in the folder is said, not taken for an unknown one") {
    const Folder folder("example.org/s.json", "{");
    const validate::SchemaStore store(folder.path.string());
    const validate::Engine engine(store);
    CHECK(engine.schema("https://example.org/s.json").problem.find("not JSON") != std::string::npos);
}

TEST_CASE("rules are named after the extension") {
    using validate::rule_of_schema;
    CHECK(rule_of_schema("https://schemas.stacspec.org/v1.1.0/item-spec/json-schema/item.json") == "schema/core");
    CHECK(rule_of_schema("https://stac-extensions.github.io/datacube/v2.3.0/schema.json") == "schema/datacube");
    CHECK(rule_of_schema("https://stac-extensions.github.io/render/1.0.0/schema.json") == "schema/render");
    CHECK(rule_of_schema("https://stac-extensions.github.io/eo/v2.0.0-beta.1/schema.json#") == "schema/eo");
    CHECK(rule_of_schema("https://esgf.github.io/stac-transaction-api/cmip6/v3.0.4/schema.json") == "schema/cmip6");
    CHECK(rule_of_schema("https://cairn-stac.github.io/schemas/v1/asset-page.json") == "schema/asset-page");
}

TEST_CASE("the prefix of each member that a bundled schema names belongs to an extension") {
    const std::regex k_member("\"([a-z0-9_-]+:[a-z_]+)\"");
    for (const validate::BundledSchema& schema : validate::bundled_schemas()) {
        if (schema.name.find("extensions/") == std::string_view::npos) continue;
        const std::string text(schema.text);
        for (std::sregex_iterator found(text.begin(), text.end(), k_member); found != std::sregex_iterator(); ++found) {
            CAPTURE(schema.name, found->str(1));
            CHECK_FALSE(validate::extension_of_member(found->str(1)).empty());
        }
    }
    CHECK(validate::extension_of_member("proj:code") == "projection");
    CHECK(validate::extension_of_member("unknown:code").empty());
    CHECK(validate::extension_of_member("title").empty());
}

TEST_CASE("an extension is listed in any version and at any address, by its name as a word") {
    const json::Value listed =
        json::strings({"https://example.org/profile/v1/schema.json", "../schemas/v1.0.0-projection.json"});
    CHECK(validate::lists_extension(&listed, "projection"));
    CHECK_FALSE(validate::lists_extension(&listed, "file"));
    CHECK_FALSE(validate::lists_extension(nullptr, "file"));
}

TEST_CASE("the schema that is named for a member is the newest that has it") {
    const std::string projection = "https://stac-extensions.github.io/projection/";
    CHECK(validate::newest_schema_of("projection", "proj:code") == projection + "v2.0.0/schema.json");
    CHECK(validate::newest_schema_of("projection", "proj:epsg") == projection + "v1.2.0/schema.json");
    CHECK(validate::newest_schema_of("projection", "proj:none") == projection + "v2.0.0/schema.json");
    CHECK(validate::newest_schema_of("none", "none:none").empty());
}
