#include "validator/dialect.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/url.hpp"
#include "validator/prepare.hpp"

namespace cairn::validate {

namespace {

constexpr std::array<std::pair<std::string_view, Draft>, 8> k_drafts{{
    {"json-schema.org/draft-03/schema", Draft::draft7},
    {"json-schema.org/draft-04/schema", Draft::draft7},
    {"json-schema.org/draft-05/schema", Draft::draft7},
    {"json-schema.org/draft-06/schema", Draft::draft7},
    {"json-schema.org/draft-07/schema", Draft::draft7},
    {"json-schema.org/draft/2019-09/schema", Draft::draft2019},
    {"json-schema.org/draft/2020-12/schema", Draft::draft2020},
    {"json-schema.org/schema", Draft::draft2020},
}};

constexpr std::array<std::pair<std::string_view, unsigned>, 9> k_vocabularies{{
    {"core", k_core},
    {"applicator", k_applicators},
    {"unevaluated", k_unevaluated},
    {"validation", k_assertions},
    {"meta-data", k_core},
    {"format", k_formats},
    {"format-annotation", k_formats},
    {"format-assertion", k_formats},
    {"content", k_core},
}};

/// Without scheme and fragment: both are written in several ways.
std::string plain(std::string_view url) {
    const Url parts = split_url(url);
    return std::string(parts.authority.value_or("")).append(parts.path);
}

std::optional<Draft> draft_of(std::string_view url) {
    const std::string wanted = plain(url);
    const auto* found =
        std::find_if(k_drafts.begin(), k_drafts.end(), [&](const auto& entry) { return entry.first == wanted; });
    return found == k_drafts.end() ? std::nullopt : std::optional(found->second);
}

std::uint8_t vocabularies_of(const json::Value& meta, const Dialect& dialect) {
    const json::Value* named = json::find(meta, "$vocabulary");
    if (named == nullptr || !named->IsObject() || dialect.draft == Draft::draft7) return dialect.vocabularies;
    unsigned result = k_core;
    for (const auto& member : named->GetObject()) {
        const std::string_view url = json::view(member.name);
        const std::string_view name = url.substr(url.rfind('/') + 1);
        const auto* known = std::find_if(k_vocabularies.begin(), k_vocabularies.end(),
                                         [&](const auto& entry) { return entry.first == name; });
        const bool ours = known != k_vocabularies.end() && url.find("//json-schema.org/draft/") != url.npos;
        if (ours) result |= known->second;
        // Draft 2019-09 has the keywords of `unevaluated` among its applicators.
        if (ours && name == "applicator" && dialect.draft == Draft::draft2019) result |= k_unevaluated;
        const bool demanded = member.value.IsBool() && member.value.GetBool();
        if (!ours && demanded) throw UnusableSchema("its meta-schema demands the vocabulary " + std::string(url));
    }
    return static_cast<std::uint8_t>(result);
}

Dialect dialect_of_meta(const std::string& url, const SchemaStore& store, int hops) {
    if (const auto draft = draft_of(url)) return {*draft};
    const json::Value* meta = store.find(url);
    constexpr int k_most_hops = 8;
    if (meta == nullptr || hops == k_most_hops) {
        throw UnusableSchema(
            "its \"$schema\" is " + url +
            ", and no meta-schema is known by that URL: expected that of draft-07, 2019-09 or 2020-12");
    }
    const std::string above(json::member_text(*meta, "$schema"));
    Dialect dialect = above.empty() ? Dialect{} : dialect_of_meta(above, store, hops + 1);
    dialect.vocabularies = vocabularies_of(*meta, dialect);
    return dialect;
}

}  // namespace

bool is_meta_schema(std::string_view url) { return draft_of(url).has_value(); }

Dialect dialect_of(const json::Value& schema, Dialect usual, const SchemaStore& store) {
    const std::string url(json::member_text(schema, "$schema"));
    return url.empty() ? usual : dialect_of_meta(url, store, 0);
}

}  // namespace cairn::validate
