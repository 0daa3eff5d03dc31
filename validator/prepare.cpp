#include "validator/prepare.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/json/object_builder.hpp"
#include "base/url.hpp"
#include "validator/keywords.hpp"
#include "validator/resources.hpp"

namespace cairn::validate {

namespace {

constexpr std::size_t k_most_definitions = 100'000;
constexpr int k_longest_reference_chain = 1000;
constexpr std::size_t k_most_scopes = 1000;  ///< a way through n resources can leave 2^n of them

/// Which schema each dynamic name means: that of the outermost resource that has it, of those that were gone through on
/// the way to a schema (draft 2020-12 core, 7.1 and 8.2.3.2). URLs with fragment, by name.
using DynamicScope = std::map<std::string, std::string>;

/// Copies all schemas that the first reaches into one table. What a dynamic reference means depends on the way to it,
/// so that a schema is copied once for each scope that it is reached in: there are few, since a name that is bound
/// stays so, and only one where no schema has dynamic names.
class Bundler {
  public:
    Bundler(const json::Value& schema, std::string_view url, const SchemaStore& store)
        : m_resources(schema, url, store) {
        index_of(m_resources.locate(std::string(without_fragment(url))), &*m_scopes.emplace().first);
    }

    PreparedSchema run() {
        for (std::size_t i = 0; i < m_wanted.size(); ++i) {  // copying appends what it meets
            const Wanted from = m_wanted[i];
            m_prepared.definitions.push_back(
                {prepared(*from.at.schema, {from.at.in, from.scope}, from.at.origin, true), from.at.origin});
        }
        return std::move(m_prepared);
    }

  private:
    struct Wanted {
        LocatedSchema at;
        const DynamicScope* scope;
    };
    struct Place {
        Surroundings in;
        const DynamicScope* scope;  ///< one of m_scopes
    };

    std::size_t index_of(LocatedSchema target, const DynamicScope* scope) {
        for (int hops = 0; target.in.dialect.draft == Draft::draft7; ++hops) {
            const json::Value* next = json::find(*target.schema, "$ref");
            if (next == nullptr || !next->IsString()) break;
            if (hops == k_longest_reference_chain)
                throw UnusableSchema("the reference " + target.origin + " only leads to itself");
            target = m_resources.locate(m_resources.resolve(target.in, json::view(*next)));
        }
        scope = entered(target.in.base, scope);
        const auto [known, fresh] = m_indexes.emplace(std::pair(target.schema, scope), m_wanted.size());
        if (fresh) m_wanted.push_back({std::move(target), scope});
        if (m_wanted.size() > k_most_definitions) throw UnusableSchema("it refers to too many schemas");
        return known->second;
    }

    /// The scope within a resource.
    const DynamicScope* entered(const std::string& base, const DynamicScope* scope) {
        const std::vector<std::string>& names = m_resources.dynamic_names(base);
        const bool adds =
            std::any_of(names.begin(), names.end(), [&](const std::string& name) { return scope->count(name) == 0; });
        if (!adds) return scope;
        DynamicScope inner = *scope;
        for (const std::string& name : names) inner.emplace(name, base + "#" + name);
        const DynamicScope* result = &*m_scopes.insert(std::move(inner)).first;
        if (m_scopes.size() > k_most_scopes) throw UnusableSchema("its dynamic references can mean too many things");
        return result;
    }

    /// `top`: a definition, which cannot be a reference itself.
    json::Value prepared(const json::Value& schema, Place place, const std::string& origin, bool top = false) {
        if (schema.IsBool()) return json::clone(schema);
        if (!schema.IsObject()) {
            throw UnusableSchema(origin + ": found " + std::string(json::kind_name(schema)) +
                                 ", expected a schema: an object or a boolean");
        }
        if (const Surroundings* changed = m_resources.surroundings_at(schema)) {
            place.in = *changed;
            place.scope = entered(place.in.base, place.scope);
        }
        const std::vector<std::size_t> references = references_of(schema, place);
        if (place.in.dialect.draft == Draft::draft7 && !references.empty()) return reference(references.front());
        json::ObjectBuilder out;
        bool constrains = false;
        for_each_member(schema, [&](std::string_view name, const json::Value& value) {
            const auto kind = holds(name, place.in.dialect);
            if (kind) out.set(name, part(value, *kind, place, origin + json::child("", name)));
            if (name == "description" && value.IsString()) out.set(name, json::clone(value));
            constrains = constrains || kind;
        });
        if (!top && !constrains && references.size() == 1) return reference(references.front());
        json::Value result = std::move(out).take();
        add_references(references, result);
        if (place.in.dialect.draft == Draft::draft2020) say_what_evaluates(result, origin);
        return result;
    }

    json::Value part(const json::Value& value, Holds kind, const Place& place, const std::string& origin) {
        if (kind == Holds::schema || (kind == Holds::items && !value.IsArray())) return prepared(value, place, origin);
        if ((kind == Holds::schemas || kind == Holds::items) && value.IsArray()) {
            json::Value result = json::array();
            std::size_t i = 0;
            for (const json::Value& sub : value.GetArray())
                json::push(result, prepared(sub, place, json::child(origin, i++)));
            return result;
        }
        if ((kind != Holds::named && kind != Holds::dependencies) || !value.IsObject()) return json::clone(value);
        json::ObjectBuilder result;
        for_each_member(value, [&](std::string_view name, const json::Value& sub) {
            const bool names = kind == Holds::dependencies && sub.IsArray();
            result.set(name, names ? json::clone(sub) : prepared(sub, place, json::child(origin, name)));
        });
        return std::move(result).take();
    }

    std::vector<std::size_t> references_of(const json::Value& schema, const Place& place) {
        std::vector<std::size_t> found;
        const auto target = [&](std::string_view keyword) -> std::optional<LocatedSchema> {
            const json::Value* url = json::find(schema, keyword);
            if (url == nullptr || !url->IsString()) return std::nullopt;
            return m_resources.locate(m_resources.resolve(place.in, json::view(*url)));
        };
        const auto dynamic = [&](std::string_view keyword, const auto& name_of) {
            auto at = target(keyword);
            if (!at) return;
            const auto bound = place.scope->find(name_of(*at));
            if (bound != place.scope->end()) at = m_resources.locate(bound->second);
            found.push_back(index_of(std::move(*at), place.scope));
        };
        if (auto at = target("$ref")) found.push_back(index_of(std::move(*at), place.scope));
        if (place.in.dialect.draft == Draft::draft2020)
            dynamic("$dynamicRef", [](const LocatedSchema& at) { return at.dynamic_name; });
        if (place.in.dialect.draft == Draft::draft2019) {
            dynamic("$recursiveRef", [&](const LocatedSchema& at) {
                const auto& names = m_resources.dynamic_names(at.in.base);
                const bool recursive = std::find(names.begin(), names.end(), k_recursive_name) != names.end();
                return std::string(recursive ? k_recursive_name : "");
            });
        }
        return found;
    }

    static json::Value reference(std::size_t index) {
        json::Value result = json::object();
        json::set(result, "$ref", json::integer(static_cast<std::int64_t>(index)));
        return result;
    }

    /// Behind what allOf has, so that the pointers of its own schemas stay.
    static void add_references(const std::vector<std::size_t>& references, json::Value& schema) {
        if (references.empty()) return;
        json::Value* all = json::find(schema, "allOf");
        if (all == nullptr) all = &json::set(schema, "allOf", json::array());
        if (!all->IsArray()) return;  // the compiler refuses it
        for (const std::size_t index : references) json::push(*all, reference(index));
    }

    static void say_what_evaluates(json::Value& schema, const std::string& origin) {
        if (json::find(schema, "contains") != nullptr) json::set(schema, k_contains_evaluates, json::boolean(true));
        const json::Value* items = json::find(schema, "items");
        if (items != nullptr && items->IsArray()) {
            throw UnusableSchema(origin +
                                 "/items: found an array, expected a schema: draft 2020-12 calls it prefixItems");
        }
    }

    Resources m_resources;
    std::set<DynamicScope> m_scopes;
    std::map<std::pair<const json::Value*, const DynamicScope*>, std::size_t> m_indexes;
    std::vector<Wanted> m_wanted;
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
