#include <catch2/catch.hpp>

#include "base/json/pointer.hpp"
#include "builder/config/phrases.hpp"
#include "builder/config/schema.hpp"
#include "config_text.hpp"
#include "validator/engine.hpp"

using namespace cairn;

namespace {

const std::string k_file = "/etc/cairn/config.yaml:";

void require_descriptions(const json::Value& schema, const std::string& pointer) {
    if (json::find(schema, "$ref") == nullptr) {
        INFO(pointer);
        CHECK_FALSE(json::member_text(schema, "description").empty());
    }
    for (const char* name : {"properties", "definitions"}) {
        const json::Value* members = json::find(schema, name);
        if (members == nullptr) continue;
        for (const auto& member : members->GetObject()) {
            require_descriptions(member.value, pointer + "/" + name + "/" + std::string(json::view(member.name)));
        }
    }
    for (const char* name : {"items", "additionalProperties"}) {
        const json::Value* below = json::find(schema, name);
        if (below != nullptr && below->IsObject()) require_descriptions(*below, pointer + "/" + name);
    }
}

}  // namespace

TEST_CASE("the schema is a valid draft-07 schema, and every part has a description") {
    const validate::SchemaStore store;
    const json::Value* draft = store.find("http://json-schema.org/draft-07/schema#");
    REQUIRE(draft != nullptr);
    const validate::CompiledSchema meta(*draft, "http://json-schema.org/draft-07/schema", store);
    for (const auto& error : meta.check(config_schema())) FAIL_CHECK(error.pointer << ": " << error.message);
    require_descriptions(config_schema(), "");
}

TEST_CASE("the valid configuration is valid") { CHECK(errors_of(k_valid_config) == "none"); }

TEST_CASE("an unknown key names the nearest and all known ones") {
    CHECK(errors_of(with("collections:", "colections:")) ==
          k_file +
              "8:1: unknown key 'colections'; did you mean 'collections'? allowed: catalog, extends, recognise, "
              "archives, records, collections, tables, retracted, buckets, authentication, publish, policies, assets, "
              "scan, "
              "remote, limits");
    CHECK(errors_of(with("exclude:", "zzz:")) ==
          k_file + "7:5: unknown key 'zzz'; allowed: name, root, href, listing, include, exclude");
    CHECK(errors_of(with("links: absolute", "link: absolute, x: 1")) ==
          k_file +
              "31:11: unknown key 'link'; did you mean 'links'? allowed: links, root_href, for, store_types, "
              "page_links, browse, parquet, "
              "zep8, item_page_size, partition_size, grace, keep_previous\n" +
              k_file +
              "31:27: unknown key 'x'; allowed: links, root_href, for, store_types, page_links, browse, parquet, zep8, "
              "item_page_size, "
              "partition_size, grace, keep_previous");
}

TEST_CASE("a missing key is reported at its mapping, with what it is for") {
    CHECK(errors_of(with("root: /badc/cmip6", "href: /x")).find("5:5: the key 'href' stands twice") !=
          std::string::npos);
    CHECK(errors_of("archives: [{name: a}]").starts_with(k_file + "1:12: the key 'root' is missing: The folder: "));
    CHECK(errors_of("catalog: {id: a}") ==
          k_file + "1:1: the key 'archives' or 'records' is missing: The folders that are crawled.");
    CHECK(errors_of("").find(": found nothing, allowed: a mapping.") != std::string::npos);
}

TEST_CASE("a wrong value names what was found and what is allowed") {
    const auto error = [](std::string_view found, std::string_view replacement) {
        return errors_of(with(found, replacement)).substr(k_file.size());
    };
    CHECK(error("inline_max: 30", "inline_max: many")
              .find("32:22: inline_max: found the text 'many', allowed: a whole number from 0 to 100000. ") == 0);
    CHECK(error("inline_max: 30", "inline_max: 1.5")
              .find("found the number 1.5, allowed: a whole number from 0 to 100000.") != std::string::npos);
    CHECK(
        error("page_size: 40", "page_size: 0").find("found the number 0, allowed: a whole number from 1 to 100000.") !=
        std::string::npos);
    CHECK(error("links: absolute", "links: full")
              .find("links: found the text 'full', allowed: one of 'relative', 'absolute'.") != std::string::npos);
    CHECK(error("keywords: [climate]", "keywords: {a: b}")
              .find("keywords: found a mapping, allowed: a text that is not empty or a list.") != std::string::npos);
    CHECK(error("keywords: [climate]", "keywords: [1]")
              .find("26:16: element 1 of keywords: found the number 1, allowed: a text that is not empty.") !=
          std::string::npos);
    CHECK(
        error("roles: [host]", "roles: [owner]").find("allowed: one of 'licensor', 'producer', 'processor', 'host'") !=
        std::string::npos);
    CHECK(error("name: cmip6", "name: ''").find("found an empty text, allowed: a text that is not empty.") !=
          std::string::npos);
    CHECK(error("undated: {", "undated: never #{")
              .find("undated: found the text 'never', allowed: 'collection' or a mapping.") != std::string::npos);
    CHECK(
        error("id: cmip6-{activity_id}", "id: ~").find("9:9: id: found nothing, allowed: a text that is not empty.") ==
        0);
}

TEST_CASE("all errors are reported, in the order of the text") {
    const std::string errors = errors_of("archives: [{rot: /a}]\npublish: {links: 1}\nextra: 2\n");
    CHECK(errors.find(k_file + "1:12: the key 'root' is missing") == 0);
    CHECK(errors.find("1:13: unknown key 'rot'; did you mean 'root'?") != std::string::npos);
    CHECK(errors.find("2:18: links: found the number 1") != std::string::npos);
    CHECK(errors.find("3:1: unknown key 'extra'") != std::string::npos);
    CHECK(std::count(errors.begin(), errors.end(), '\n') == 3);
}

TEST_CASE("values of wrong kinds anywhere are errors, never a crash") {
    for (const char* value : {"1", "true", "~", "[]", "{}", "[1]", "{a: 1}", "[[1]]", "text", "''"}) {
        for (const char* key : {"catalog", "archives", "collections", "publish", "assets", "scan", "limits"}) {
            static_cast<void>(
                errors_of(std::string("archives: [{root: /a}]\n") + key + "2: 1\n" + key + ": " + value + "\n"));
            static_cast<void>(errors_of(std::string(key) + ": " + value + "\n"));
        }
        for (const char* key : {"match", "facets", "item", "providers", "roles", "undated", "template", "keywords"}) {
            static_cast<void>(
                errors_of(std::string("archives: [{root: /a}]\ncollections: [{id: a, ") + key + ": " + value + "}]"));
        }
        for (const char* key : {"path", "regex", "attributes", "constants"}) {
            static_cast<void>(errors_of(std::string("archives: [{root: /a}]\ncollections: [{id: a, facets: {") + key +
                                        ": " + value + "}}]"));
        }
    }
    SUCCEED("no crash");
}

TEST_CASE("the engine and the words agree on what is wrong") {
    // Where the engine finds an error, our words say what; they never invent one.
    const json::Value& schema = config_schema();
    CHECK(phrase_violations(schema, json::object(), "").size() == 1);
    json::Value config = json::object();
    json::Value archives = json::array();
    json::Value archive = json::object();
    json::set(archive, "root", "/a");
    json::push(archives, std::move(archive));
    json::set(config, "archives", std::move(archives));
    CHECK(check_schema(config).empty());
    for (const char* pointer : {"", "/archives", "/archives/0", "/archives/0/root"}) {
        CHECK(phrase_violations(schema, config, pointer).empty());
    }
}
