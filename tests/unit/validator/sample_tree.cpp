#include "sample_tree.hpp"

#include <boost/filesystem.hpp>
#include <fstream>
#include <stdexcept>

#include "base/json/pointer.hpp"
#include "base/json/write.hpp"
#include "reference_objects.hpp"
#include "validator/keywords.hpp"
#include "validator/tree.hpp"

namespace cairn::test {

namespace {

namespace fs = boost::filesystem;

const char* const k_catalog = R"({
  "type": "Catalog", "stac_version": "1.1.0", "id": "root", "description": "All",
  "links": [{"rel": "root", "href": "./catalog.json"}, {"rel": "child", "href": "./c/collection.json", "title": "c"},
            {"rel": "data", "href": "./collections.json"}]})";

const char* const k_collections = R"({
  "collections": [],
  "links": [{"rel": "root", "href": "./catalog.json"}]})";

const char* const k_collection = R"({
  "type": "Collection", "stac_version": "1.1.0", "id": "c", "description": "One", "license": "CC0-1.0",
  "extent": {"spatial": {"bbox": [[-10, -10, 10, 10]]},
             "temporal": {"interval": [["2000-01-01T00:00:00Z", "2000-12-31T00:00:00Z"]]}},
  "links": [{"rel": "root", "href": "../catalog.json"}, {"rel": "parent", "href": "../catalog.json"},
            {"rel": "item", "href": "./a/a.json", "title": "a"}, {"rel": "item", "href": "./b/b.json", "title": "b"},
            {"rel": "items", "href": "./items.json"}]})";

/// An Item with one instant and a point; `up` leads to the folder of the Collection.
std::string item(const std::string& id, const std::string& day, const std::string& up) {
    return R"({"type": "Feature", "stac_version": "1.1.0", "id": ")" + id +
           R"(", "geometry": {"type": "Point", "coordinates": [1, 2]}, "bbox": [1, 2, 1, 2], "collection": "c",
      "properties": {"datetime": "2000-01-)" +
           day + R"(T00:00:00Z"}, "assets": {},
      "links": [{"rel": "root", "href": ")" +
           up + R"(../catalog.json"}, {"rel": "parent", "href": ")" + up +
           R"(collection.json"}, {"rel": "collection", "href": ")" + up + R"(collection.json"}]})";
}

std::string items_page(const std::string& feature, const std::string& links) {
    return R"({"type": "FeatureCollection", "numberMatched": 2, "numberReturned": 1, "features": [)" + feature +
           R"(], "links": [{"rel": "root", "href": "../catalog.json"}, {"rel": "collection", "href": "./collection.json"},
      {"rel": "first", "href": "./items.json"}, {"rel": "last", "href": "./items-2.json"}, )" +
           links + "]}";
}

std::string asset(const std::string& id, const std::string& day) {
    return R"({"type": "Feature", "stac_version": "1.1.0", "id": ")" + id +
           R"(", "item": "a", "collection": "c", "href": "https://example.org/)" + id +
           R"(.nc", "geometry": {"type": "Point", "coordinates": [1, 2]}, "bbox": [1, 2, 1, 2],
      "properties": {"datetime": "2000-01-)" +
           day + R"(T00:00:00Z"},
      "links": [{"rel": "root", "href": "../../../catalog.json"}, {"rel": "collection", "href": "../../collection.json"},
                {"rel": "parent", "href": "../a.json"}, {"rel": "item", "href": "../a.json"}]})";
}

std::string asset_page(const std::string& features, int returned, const std::string& links) {
    return R"({"type": "FeatureCollection", "numberMatched": 3, "numberReturned": )" + std::to_string(returned) +
           R"(, "features": [)" + features + R"(], "links": [{"rel": "root", "href": "../../../catalog.json"},
      {"rel": "collection", "href": "../../collection.json"}, {"rel": "item", "href": "../a.json"},
      {"rel": "first", "href": "./index.json"}, {"rel": "last", "href": "./2.json"}, )" +
           links + "]}";
}

const char* const k_directory = R"({
  "type": "AssetPages", "stac_version": "1.1.0", "item": "a", "collection": "c", "numberMatched": 3,
  "pages": [
    {"href": "./index.json", "count": 2, "interval": ["2000-01-01T00:00:00Z", "2000-01-02T00:00:00Z"], "bbox": [1, 2, 1, 2]},
    {"href": "./2.json", "count": 1, "interval": ["2000-01-03T00:00:00Z", "2000-01-03T00:00:00Z"], "bbox": [1, 2, 1, 2]}],
  "links": [{"rel": "root", "href": "../../../catalog.json"}, {"rel": "item", "href": "../a.json"}]})";

json::Value* find_place(json::Value& root, const std::string& pointer) {
    return const_cast<json::Value*>(json::resolve(root, pointer));
}

std::pair<std::string, std::string> split(const std::string& pointer) {
    const std::size_t slash = pointer.rfind('/');
    return {pointer.substr(0, slash), json::tokens(pointer).back()};
}

}  // namespace

SampleTree::SampleTree() {
    const std::string next_item = R"({"rel": "next", "href": "./items-2.json"})";
    const std::string prev_item = R"({"rel": "prev", "href": "./items.json"})";
    const std::map<std::string, std::string> texts{
        {"catalog.json", k_catalog},
        {"collections.json", k_collections},
        {"c/collection.json", k_collection},
        {"c/a/a.json", item("a", "01", "../")},
        {"c/b/b.json", item("b", "02", "../")},
        {"c/items.json", items_page(item("a", "01", "./"), next_item)},
        {"c/items-2.json", items_page(item("b", "02", "./"), prev_item)},
        {"c/a/assets/index.json",
         asset_page(asset("x", "01") + "," + asset("y", "02"), 2, R"({"rel": "next", "href": "./2.json"})")},
        {"c/a/assets/2.json", asset_page(asset("z", "03"), 1, R"({"rel": "prev", "href": "./index.json"})")},
        {"c/a/assets/pages.json", k_directory},
    };
    for (const auto& [path, text] : texts) m_documents.emplace(path, parsed(text));
    append("c/a/a.json", "/links", R"({"rel": "asset", "href": "./assets/index.json"})");
    append("c/a/assets/index.json", "/links", R"({"rel": "pages", "href": "./pages.json"})");
}

SampleTree& SampleTree::set(const std::string& document, const std::string& pointer, const std::string& json_text) {
    const auto [above, name] = split(pointer);
    json::Value* parent = find_place(m_documents.at(document), above);
    if (parent == nullptr) throw std::logic_error("no " + above + " in " + document);
    if (parent->IsArray()) {
        *find_place(*parent, "/" + name) = parsed(json_text);
    } else {
        json::set(*parent, name, parsed(json_text));
    }
    return *this;
}

SampleTree& SampleTree::remove_member(const std::string& document, const std::string& pointer) {
    const auto [above, name] = split(pointer);
    json::Value* parent = find_place(m_documents.at(document), above);
    if (parent->IsArray()) {
        parent->Erase(find_place(*parent, "/" + name));
    } else {
        json::remove(*parent, name);
    }
    return *this;
}

SampleTree& SampleTree::append(const std::string& document, const std::string& pointer, const std::string& json_text) {
    json::push(*find_place(m_documents.at(document), pointer), parsed(json_text));
    return *this;
}

SampleTree& SampleTree::remove_document(const std::string& document) {
    m_documents.erase(document);
    return *this;
}

SampleTree& SampleTree::add_document(const std::string& document, const std::string& text) {
    m_texts[document] = text;
    return *this;
}

namespace {

void make_absolute(json::Value& value, const std::string& folder, const std::string& url) {
    if (value.IsArray()) {
        for (json::Value& element : value.GetArray()) make_absolute(element, folder, url);
    }
    if (!value.IsObject()) return;
    const std::string href(json::member_text(value, "href"));
    if (json::find(value, "rel") != nullptr) json::set(value, "href", url + *validate::normal_path(folder + href));
    validate::for_each_member(value,
                              [&](std::string_view, json::Value& member) { make_absolute(member, folder, url); });
}

}  // namespace

SampleTree& SampleTree::publish_at(const std::string& url) {
    for (auto& [path, document] : m_documents) {
        make_absolute(document, path.substr(0, path.rfind('/') + 1), url);
    }
    return append("catalog.json", "/links", R"({"rel": "self", "href": ")" + url + R"(catalog.json"})");
}

void SampleTree::write(const std::string& folder) const {
    const auto put = [&](const std::string& path, const std::string& text) {
        const fs::path file = fs::path(folder) / path;
        fs::create_directories(file.parent_path());
        std::ofstream(file.string(), std::ios::binary) << text;
    };
    for (const auto& [path, document] : m_documents) put(path, json::write(document, json::Style::indented));
    for (const auto& [path, text] : m_texts) put(path, text);
}

validate::Report SampleTree::validate(std::size_t threads) const {
    const fs::path folder = fs::temp_directory_path() / fs::unique_path("cairn-validator-%%%%%%%%%%%%");
    write(folder.string());
    const std::atomic<bool> stop{false};
    validate::Report report = validate::validate(folder.string(), {}, with_threads(threads), stop);
    fs::remove_all(folder);
    return report;
}

std::string line_of(const validate::Finding& finding) {
    return finding.rule + " " + finding.document + " " + finding.pointer + ": " + finding.message;
}

std::vector<std::string> SampleTree::findings() const {
    std::vector<std::string> lines;
    for (const validate::Finding& finding : validate().findings) lines.push_back(line_of(finding));
    return lines;
}

std::vector<std::string> of_rule(const SampleTree& tree, const std::string& rule) {
    std::vector<std::string> lines;
    for (const std::string& line : tree.findings()) {
        if (line.starts_with(rule + " ")) lines.push_back(line);
    }
    return lines;
}

}  // namespace cairn::test
