#include "validator/prepare.hpp"

#include <algorithm>
#include <map>

#include "base/url.hpp"
#include "validator/keywords.hpp"
#include "validator/resources.hpp"

namespace cairn::validate {

namespace {

constexpr std::size_t k_most_definitions = 100'000;
constexpr int k_longest_reference_chain = 1000;

class Bundler {
  public:
    Bundler(const json::Value& schema, std::string_view url, const SchemaStore& store)
        : m_resources(schema, url, store) {
        index_of(std::string(without_fragment(url)));
    }

    PreparedSchema run() {
        for (std::size_t i = 0; i < m_located.size(); ++i) {  // rewriting appends what it meets
            const LocatedSchema from = m_located[i];
            json::Value copy = json::clone(*from.schema);
            rewrite(copy, from.base, from.origin);
            m_prepared.definitions.push_back({std::move(copy), from.origin});
        }
        return std::move(m_prepared);
    }

  private:
    std::size_t index_of(const std::string& url) {
        LocatedSchema target = m_resources.locate(url);
        for (int hops = 0;; ++hops) {
            const json::Value* next = json::find(*target.schema, "$ref");
            if (next == nullptr || !next->IsString()) break;
            if (hops == k_longest_reference_chain)
                throw UnusableSchema("the reference " + url + " only leads to itself");
            target = m_resources.locate(resolve_url(target.base, json::view(*next)));
        }
        const auto [known, fresh] = m_indexes.emplace(target.schema, m_located.size());
        if (fresh) m_located.push_back(std::move(target));
        if (m_located.size() > k_most_definitions) throw UnusableSchema("it refers to too many schemas");
        return known->second;
    }

    /// `top`: `base` includes the schema's own $id already; resolving that twice would double a relative path.
    void rewrite(json::Value& schema, std::string base, const std::string& origin, bool top = true) {
        if (schema.IsBool()) return;
        if (!schema.IsObject()) {
            throw UnusableSchema(origin + ": found " + std::string(json::kind_name(schema)) +
                                 ", expected a schema: an object or a boolean");
        }
        if (const json::Value* reference = json::find(schema, "$ref"); reference != nullptr && reference->IsString()) {
            const std::size_t index = index_of(resolve_url(base, json::view(*reference)));
            schema = json::object();
            json::set(schema, "$ref", json::integer(static_cast<std::int64_t>(index)));
            return;
        }
        const std::string_view id = json::member_text(schema, "$id");
        if (!top && !id.empty()) base = std::string(without_fragment(resolve_url(base, id)));
        keep_known_keywords(schema);
        for_each_subschema(schema, [&](json::Value& sub, std::string_view, const std::string& place) {
            rewrite(sub, base, origin + place, false);
        });
    }

    static void keep_known_keywords(json::Value& schema) {
        json::Value kept = json::object();
        for_each_member(schema, [&kept](std::string_view name, json::Value& value) {
            const bool is_description = name == "description" && value.IsString();
            if (is_description || (name != "$ref" && holds(name))) json::set(kept, name, std::move(value));
        });
        schema = std::move(kept);
    }

    Resources m_resources;
    std::map<const json::Value*, std::size_t> m_indexes;
    std::vector<LocatedSchema> m_located;
    PreparedSchema m_prepared;
};

/// Definitions that a definition reaches without going into the value.
void in_place_references(const json::Value& schema, std::vector<std::size_t>& out) {
    if (const std::size_t index = reference_of(schema); index != k_no_reference) {
        out.push_back(index);
        return;
    }
    for_each_subschema(schema, [&](const json::Value& sub, std::string_view keyword, const std::string&) {
        if (applies_in_place(keyword)) in_place_references(sub, out);
    });
}

/// Without this check, {"allOf": [{"$ref": "#"}]} would end the program in endless recursion. Depth first, without
/// recursion.
void refuse_endless_references(const PreparedSchema& prepared) {
    enum class State : char { unseen, open, done };
    const std::size_t count = prepared.definitions.size();
    std::vector<State> states(count, State::unseen);
    std::vector<std::vector<std::size_t>> edges(count);
    for (std::size_t i = 0; i < count; ++i) in_place_references(prepared.definitions[i].schema, edges[i]);
    for (std::size_t start = 0; start < count; ++start) {
        std::vector<std::size_t> path;
        if (states[start] == State::unseen) path.push_back(start);
        while (!path.empty()) {
            const std::size_t node = path.back();
            states[node] = State::open;
            if (edges[node].empty()) {
                states[node] = State::done;
                path.pop_back();
                continue;
            }
            const std::size_t next = edges[node].back();
            edges[node].pop_back();
            if (states[next] == State::open) {
                throw UnusableSchema(prepared.definitions[next].origin + ": refers to itself without end");
            }
            if (states[next] == State::unseen) path.push_back(next);
        }
    }
}

}  // namespace

std::size_t reference_of(const json::Value& schema) {
    const json::Value* reference = json::find(schema, "$ref");
    return reference == nullptr || !reference->IsInt64() ? k_no_reference
                                                         : static_cast<std::size_t>(reference->GetInt64());
}

PreparedSchema prepare(const json::Value& schema, std::string_view url, const SchemaStore& store) {
    PreparedSchema prepared = Bundler(schema, url, store).run();
    refuse_endless_references(prepared);
    return prepared;
}

}  // namespace cairn::validate
