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

Resources::Resources(const json::Value& root, std::string_view url, const SchemaStore& store)
    : m_store(store), m_usual(dialect_of(root, {}, store)) {
    const Surroundings in{std::string(without_fragment(url)), m_usual, std::string(without_fragment(url))};
    m_resources.emplace(in.base, Resource{&root, in});
    index(root, in);
}

/// Walks the schema by its keywords and definitions, so that an "$id" inside a `const` is not taken for one.
void Resources::index(const json::Value& schema, const Surroundings& around) {
    if (!schema.IsObject()) return;
    const Surroundings in = own_surroundings(schema, around);
    index_anchors(schema, in);
    for_each_subschema(
        schema, [&in](std::string_view keyword) { return holds(keyword, in.dialect); },
        [&](const json::Value& sub, std::string_view, const std::string&) { index(sub, in); });
    for (const auto& member : schema.GetObject()) {
        if (!is_definitions(json::view(member.name), in.dialect.draft) || !member.value.IsObject()) continue;
        for (const auto& definition : member.value.GetObject()) index(definition.value, in);
    }
}

Surroundings Resources::own_surroundings(const json::Value& schema, const Surroundings& around) {
    Surroundings in = around;
    const std::string_view id = json::member_text(schema, "$id");
    const bool ignored = around.dialect.draft == Draft::draft7 && json::find(schema, "$ref") != nullptr;
    if (id.empty() || ignored) return in;
    in.dialect = dialect_of(schema, around.dialect, m_store);
    const std::string full = resolve_url(around.base, id);
    const std::string_view anchor = fragment_of(full);
    in.base = std::string(without_fragment(full));
    // A copy that kept the $id of another document must not stand in for it: the store decides what a URL names.
    const json::Value* known = m_store.find(in.base);
    if (known != nullptr && known != &schema && anchor.empty()) in.base = around.base;
    m_changes[&schema] = in;
    if (anchor.empty()) m_resources.emplace(in.base, Resource{&schema, in});
    if (!anchor.empty()) m_anchors.emplace(full, Resource{&schema, in});
    return in;
}

void Resources::index_anchors(const json::Value& schema, const Surroundings& in) {
    if (in.dialect.draft == Draft::draft7) return;
    const auto name = [&](std::string_view anchor, bool is_dynamic) {
        if (anchor.empty()) return;
        const std::string url = in.base + "#" + std::string(anchor);
        const bool fresh = m_anchors.emplace(url, Resource{&schema, in, is_dynamic}).second;
        if (fresh && is_dynamic) m_dynamic_names[in.base].emplace_back(anchor);
    };
    name(json::member_text(schema, "$anchor"), false);
    if (in.dialect.draft == Draft::draft2020) name(json::member_text(schema, "$dynamicAnchor"), true);
    if (in.dialect.draft != Draft::draft2019) return;
    const json::Value* recursive = json::find(schema, "$recursiveAnchor");
    const auto root = m_resources.find(in.base);
    const bool is_root = root != m_resources.end() && root->second.schema == &schema;
    if (recursive != nullptr && recursive->IsTrue() && is_root) name(k_recursive_name, true);
}

bool Resources::knows(std::string_view url) const {
    const std::string document(without_fragment(url));
    return m_resources.count(document) > 0 || m_store.find(document) != nullptr;
}

std::string Resources::resolve(const Surroundings& in, std::string_view reference) const {
    std::string url = resolve_url(in.base, reference);
    if (in.found_at == in.base || knows(url)) return url;
    std::string other = resolve_url(in.found_at, reference);
    return knows(other) ? other : url;
}

const Surroundings* Resources::surroundings_at(const json::Value& schema) const {
    const auto changed = m_changes.find(&schema);
    return changed == m_changes.end() ? nullptr : &changed->second;
}

const std::vector<std::string>& Resources::dynamic_names(const std::string& base) const {
    static const std::vector<std::string> k_no_names;
    const auto found = m_dynamic_names.find(base);
    return found == m_dynamic_names.end() ? k_no_names : found->second;
}

const Resources::Resource& Resources::resource(const std::string& url) {
    if (const auto found = m_resources.find(url); found != m_resources.end()) return found->second;
    const json::Value* document = m_store.find(url);
    if (document == nullptr) throw UnusableSchema("it refers to " + url + ", and no schema is known by that URL");
    const Surroundings in{url, dialect_of(*document, m_usual, m_store), url};
    const auto added = m_resources.insert_or_assign(url, Resource{document, in}).first;
    index(*document, in);
    return added->second;
}

LocatedSchema Resources::locate(const std::string& url) {
    const std::string document(without_fragment(url));
    const std::string_view fragment = fragment_of(url);
    const Resource& from = resource(document);
    const Surroundings* own = surroundings_at(*from.schema);
    const Resource start{from.schema, own == nullptr ? from.in : *own};
    if (fragment.empty()) return {start.schema, start.in, document + "#"};
    if (fragment.front() == '/') {
        const auto pointer = percent_decode(fragment);
        if (!pointer) throw UnusableSchema("the reference " + url + " has a broken percent-escape");
        return descend(start, document, *pointer);
    }
    // An anchor belongs to the URL that the document has for itself; what it was asked for by may be another.
    auto anchor = m_anchors.find(url);
    if (anchor == m_anchors.end()) anchor = m_anchors.find(start.in.base + "#" + std::string(fragment));
    if (anchor == m_anchors.end())
        throw UnusableSchema("nothing in " + document + " is named #" + std::string(fragment));
    const Resource& found = anchor->second;
    return {found.schema, found.in, url, found.is_dynamic ? std::string(fragment) : std::string()};
}

LocatedSchema Resources::descend(const Resource& from, const std::string& url, std::string_view pointer) {
    const json::Value* schema = from.schema;
    Surroundings in = from.in;
    for (const std::string& token : json::tokens(pointer)) {
        schema = step(*schema, token);
        if (schema == nullptr) throw UnusableSchema("there is no " + std::string(pointer) + " in " + url);
        if (const Surroundings* changed = surroundings_at(*schema)) in = *changed;
    }
    return {schema, in, url + "#" + std::string(pointer)};
}

}  // namespace cairn::validate
