// What is kept of a document once it is judged.
#include <catch2/catch.hpp>
#include <variant>

#include "base/json/parse.hpp"
#include "tests/support/memory_peak.hpp"
#include "validator/items_by_collection.hpp"
#include "validator/record.hpp"
#include "validator/shared_parts.hpp"

using namespace cairn;

namespace {

json::Value document_of(const std::string& text) { return std::get<json::Value>(json::parse(text)); }

validate::Record record_of(const json::Value& document, validate::Kind kind) {
    validate::Record record;
    record.kind = kind;
    validate::extract(document, record);
    return record;
}

std::string numbered(std::string text, const std::string& number) {
    constexpr std::string_view k_number = "NUMBER";
    for (std::size_t at = 0; (at = text.find(k_number, at)) != std::string::npos; at += number.size())
        text.replace(at, k_number.size(), number);
    return text;
}

}  // namespace

TEST_CASE("each link is kept once, where it first stands, with the short name of its relation") {
    validate::Record record;
    {
        const json::Value page = document_of(R"({"type": "FeatureCollection", "links": [
            {"rel": "root", "href": "./c.json"}, {"rel": "http://www.opengis.net/def/rel/ogc/1.0/items", "href": "b"},
            {"rel": "root", "href": "./c.json"}, {"rel": "self"}, {"rel": "root", "href": "./a.json"}],
            "features": [{"links": [{"rel": "item", "href": "x"}, {"rel": "root", "href": "./a.json"}]},
                         {"links": [{"rel": "item", "href": "a"}, {"rel": "item", "href": "x"}]}]})");
        record = record_of(page, validate::Kind::items_page);
    }
    CHECK(record.link_count == 8);
    std::string found;
    for (const validate::Link& link : record.links)
        found.append(record.pointer_of(link)).append(" ").append(link.rel).append(" ").append(link.href).append("\n");
    CHECK(found ==
          "/links/0 root ./c.json\n"
          "/links/1 items b\n"
          "/links/4 root ./a.json\n"
          "/features/0/links/0 item x\n"
          "/features/1/links/0 item a\n");
    REQUIRE(record.link("root") != nullptr);
    CHECK(record.link("root")->href == "./c.json");
    CHECK(record.link("item")->member == 0);
    CHECK(record.link("items")->href == "b");
    CHECK(record.link("a") == nullptr);
    CHECK(record.link("s") == nullptr);
    CHECK(record.link("") == nullptr);
}

TEST_CASE("millions of links are kept in little more than their texts and places") {
    constexpr std::size_t k_links = 100'000;
    std::string text = R"({"type": "Catalog", "links": [{"rel": "root", "href": "./catalog.json"})";
    for (std::size_t i = 1; i < k_links; ++i)
        text += R"(, {"rel": "child", "href": "./)" + std::to_string(1'000'000 + i) + R"(/collection.json"})";
    const json::Value document = document_of(text + "]}");
    test::reset_memory_peak();
    const validate::Record record = record_of(document, validate::Kind::catalog);
    CHECK(record.links.size() == k_links);
    CHECK(test::memory_peak_bytes() < k_links * 90);  // 40 for what it is, 25 for the href
}

TEST_CASE("a million Items are kept in little more than their paths and ids") {
    static_assert(sizeof(validate::Record) <= 320);
    constexpr std::size_t k_items = 20'000;
    const std::string text = R"({"type": "Feature", "collection": "a Collection with an id of some length",
        "bbox": [0, 0, 1, 1], "properties": {"datetime": "2001-01-01T00:00:00Z", "a": 1, "b": "c", "d": ["e", "f"]},
        "links": [{"rel": "root", "href": "../../../../catalog.json"}, {"rel": "parent", "href": "../../collection.json"},
                  {"rel": "collection", "href": "../../collection.json"},
                  {"rel": "self", "href": "NUMBER"}], "id": "NUMBER"})";
    std::vector<validate::Record> records(k_items);
    validate::ItemsByCollection items;
    validate::SharedParts parts;
    test::reset_memory_peak();
    for (std::size_t i = 0; i < k_items; ++i) {
        records[i] = record_of(document_of(numbered(text, std::to_string(i))), validate::Kind::item);
        items.add(records[i]);
        parts.share(records[i]);
    }
    // Beside the records themselves: the self link, which no other document has.
    CHECK(test::memory_peak_bytes() < k_items * (20 + sizeof(validate::SelfLink) + 16) + (1 << 20));
    CHECK(records.back().self()->href == std::to_string(k_items - 1));
    CHECK(records.back().self()->index == 3);
    CHECK(records.front().links.data() == records.back().links.data());
    CHECK(records.back().link("parent")->href == "../../collection.json");
    CHECK(records.back().collection.str() == "a Collection with an id of some length");
}
