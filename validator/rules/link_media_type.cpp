#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "base/json/pointer.hpp"
#include "base/url.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

constexpr std::array<std::string_view, 12> k_rels_of_json{"asset", "child", "collection", "first", "item", "items",
                                                          "last",  "next",  "parent",     "prev",  "root", "self"};
/// What leads to a Catalog or Collection, which is no GeoJSON.
constexpr std::array<std::string_view, 4> k_rels_of_catalogs{"child", "collection", "parent", "root"};

std::string in_small_letters(std::string_view text) {
    std::string small(text);
    for (char& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return small;
}

/// "application/json" of "Application/JSON; charset=utf-8".
std::string essence(std::string_view media_type) {
    std::string_view before = media_type.substr(0, media_type.find(';'));
    while (!before.empty() && before.back() == ' ') before.remove_suffix(1);
    while (!before.empty() && before.front() == ' ') before.remove_prefix(1);
    return in_small_letters(before);
}

/// A server may answer other paths by HTML or by JSON, as it is asked.
bool names_json_file(std::string_view href) {
    const std::string path = in_small_letters(split_url(href).path);
    return path.ends_with(".json") || path.ends_with(".geojson");
}

class Judge {
  public:
    Judge(const DocumentView& view, Findings& out) : m_view(view), m_out(out) {}

    void look_at(const json::Value& object, const std::string& pointer) {
        const json::Value* links = json::find(object, "links");
        if (links == nullptr || !links->IsArray()) return;
        for (rapidjson::SizeType i = 0; i < links->Size(); ++i) look_at_link((*links)[i], pointer, i);
    }

  private:
    void look_at_link(const json::Value& link, const std::string& pointer, rapidjson::SizeType index) {
        const std::string_view type = json::member_text(link, "type");
        const std::string_view rel = json::member_text(link, "rel");
        const std::string_view href = json::member_text(link, "href");
        if (type.empty() || type == "application/json") return;
        if (std::ranges::find(k_rels_of_json, rel) == k_rels_of_json.end() || !names_json_file(href)) return;
        const std::string plain = essence(type);
        const bool is_geojson = plain == "application/geo+json";
        const bool is_of_item = m_view.record.kind == Kind::asset_page || m_view.record.kind == Kind::page_directory;
        const bool may_be_geojson =
            is_of_item || std::ranges::find(k_rels_of_catalogs, rel) == k_rels_of_catalogs.end();
        if (is_geojson ? may_be_geojson : plain == "application/json" || plain.ends_with("+json")) return;
        const std::string expected =
            rel == "item" ? R"("application/geo+json" or "application/json")" : R"("application/json")";
        m_out.add(k_link_media_type, is_geojson ? Severity::warning : Severity::error, m_view.record,
                  json::child(json::child(pointer, "links"), std::size_t{index}) + "/type",
                  "the " + in_quotes(rel) + " link to " + in_quotes(href) + " is said to be " + in_quotes(type) +
                      ", expected " + expected +
                      (is_geojson ? ": only Items and lists of them are GeoJSON" : ": it leads to a STAC document"));
    }

    const DocumentView& m_view;
    Findings& m_out;
};

void check(const DocumentView& view, Findings& out) {
    if (view.record.kind == Kind::unknown) return;
    Judge judge(view, out);
    judge.look_at(view.value, "");
    for (const std::string_view array : {"features", "collections"}) {
        const json::Value* members = json::find(view.value, array);
        if (members == nullptr || !members->IsArray()) continue;
        for (rapidjson::SizeType i = 0; i < members->Size(); ++i)
            judge.look_at((*members)[i], json::child(json::child("", array), std::size_t{i}));
    }
}

}  // namespace

const Rule k_link_media_type{
    "link/media-type",
    Severity::error,
    "A link to a STAC document has the media type of one",
    "Clients follow the links whose type they read, and show others as pages of the web or not at all.",
    "STAC 1.1.0, commons, Link Object, type; STAC best practices, Common Media Types",
    DocumentCheck(check)};

}  // namespace cairn::validate::rules
