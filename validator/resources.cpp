#include "validator/resources.hpp"

#include "base/json/pointer.hpp"
#include "base/percent.hpp"
#include "base/url.hpp"
#include "validator/keywords.hpp"
#include "validator/prepare.hpp"

namespace cairn::validate {

namespace {

const json::Value* step(const json::Value& value, const std::string& token) {
    return json::resolve(value, json::child("", token));
}

}  // namespace

Resources::Resources(const json::Value& root, std::string_view url, const SchemaStore& store) : m_store(store) {
    const std::string base(without_fragment(url));
    m_resources.emplace(base, Resource{&root, base});
    index(root, base);
}

/// Walks the schema by its keywords (and `definitions`), so that an "$id" inside a `const` is not taken for one.
void Resources::index(const json::Value& schema, const std::string& outer) {
    if (!schema.IsObject()) return;
    std::string base = outer;
    const std::string_view id = json::member_text(schema, "$id");
    if (!id.empty() && json::find(schema, "$ref") == nullptr) {
        const std::string full = resolve_url(outer, id);
        const std::string_view anchor = fragment_of(full);
        base = std::string(without_fragment(full));
        // A copy that kept the $id of another document must not stand in for it: the store decides what a URL names.
        const json::Value* known = m_store.find(base);
        if (known != nullptr && known != &schema && anchor.empty()) base = outer;
        m_bases[&schema] = base;
        if (anchor.empty()) m_resources.emplace(base, Resource{&schema, base});
        if (!anchor.empty()) m_anchors.emplace(full, Resource{&schema, base});
    }
    for_each_subschema(schema, [&](const json::Value& sub, std::string_view, const std::string&) { index(sub, base); });
    const json::Value* definitions = json::find(schema, "definitions");
    if (definitions == nullptr || !definitions->IsObject()) return;
    for (const auto& member : definitions->GetObject()) index(member.value, base);
}

const Resources::Resource& Resources::resource(const std::string& url) {
    if (const auto found = m_resources.find(url); found != m_resources.end()) return found->second;
    const json::Value* document = m_store.find(url);
    if (document == nullptr) throw UnusableSchema("it refers to " + url + ", and no schema is known by that URL");
    const Resource result{document, url};
    index(*document, url);
    return m_resources.insert_or_assign(url, result).first->second;
}

LocatedSchema Resources::locate(const std::string& url) {
    const std::string document(without_fragment(url));
    const std::string_view fragment = fragment_of(url);
    const Resource& from = resource(document);
    const auto own_base = m_bases.find(from.schema);
    const Resource start{from.schema, own_base == m_bases.end() ? from.base : own_base->second};
    if (fragment.empty()) return {start.schema, start.base, document + "#"};
    if (fragment.front() == '/') {
        const auto pointer = percent_decode(fragment);
        if (!pointer) throw UnusableSchema("the reference " + url + " has a broken percent-escape");
        return descend(start, document, *pointer);
    }
    const auto anchor = m_anchors.find(url);
    if (anchor == m_anchors.end())
        throw UnusableSchema("nothing in " + document + " is named #" + std::string(fragment));
    return {anchor->second.schema, anchor->second.base, url};
}

LocatedSchema Resources::descend(const Resource& from, const std::string& url, std::string_view pointer) {
    const json::Value* schema = from.schema;
    std::string base = from.base;
    for (const std::string& token : json::tokens(pointer)) {
        schema = step(*schema, token);
        if (schema == nullptr) throw UnusableSchema("there is no " + std::string(pointer) + " in " + url);
        if (const auto changed = m_bases.find(schema); changed != m_bases.end()) base = changed->second;
    }
    return {schema, base, url + "#" + std::string(pointer)};
}

}  // namespace cairn::validate
