// Where a URL with a fragment leads among the schema documents that are known.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "validator/dialect.hpp"
#include "validator/schemas.hpp"

namespace cairn::validate {

/// What the keywords of a schema are read by.
struct Surroundings {
    std::string base;  ///< what relative references resolve against: the URL of the resource
    Dialect dialect;
    std::string found_at = {};  ///< URL by which the document was looked up: its `$id` may be that of another
};

/// A schema within a document.
struct LocatedSchema {
    const json::Value* schema = nullptr;
    Surroundings in;
    std::string origin;             ///< URL and pointer, for messages
    std::string dynamic_name = {};  ///< of the `$dynamicAnchor` that the URL named, if it was one
};

/// What `$recursiveAnchor: true` gives to the root of its resource. No `$dynamicAnchor` can be called so.
inline constexpr std::string_view k_recursive_name = "#";

/// Loads documents of the store as they are needed and indexes their `$id` (base URLs) and anchors.
class Resources {
  public:
    Resources(const json::Value& root, std::string_view url, const SchemaStore& store);

    /// Throws UnusableSchema when there is no such document or no such place in it.
    LocatedSchema locate(const std::string& url);

    /// The absolute URL of a reference. Where there is no such document, and the one around has the `$id` of another,
    /// it is meant as seen from where that was found.
    std::string resolve(const Surroundings& in, std::string_view reference) const;

    /// A schema that begins a resource or a dialect of its own; nullptr: it is read as what is around it.
    const Surroundings* surroundings_at(const json::Value& schema) const;

    /// Names of the `$dynamicAnchor`s of a resource, and k_recursive_name; of each its schema is locate(base#name).
    const std::vector<std::string>& dynamic_names(const std::string& base) const;

  private:
    struct Resource {
        const json::Value* schema;
        Surroundings in;
        bool is_dynamic = false;  ///< of an anchor
    };

    void index(const json::Value& schema, const Surroundings& around);
    Surroundings own_surroundings(const json::Value& schema, const Surroundings& around);
    void index_anchors(const json::Value& schema, const Surroundings& in);
    bool knows(std::string_view url) const;
    const Resource& resource(const std::string& url);
    LocatedSchema descend(const Resource& from, const std::string& url, std::string_view pointer);

    const SchemaStore& m_store;
    Dialect m_usual;                                           ///< of documents that do not say theirs
    std::map<std::string, Resource, std::less<>> m_resources;  ///< by URL without fragment
    std::map<std::string, Resource, std::less<>> m_anchors;    ///< by URL with fragment
    std::map<const json::Value*, Surroundings> m_changes;
    std::map<std::string, std::vector<std::string>> m_dynamic_names;  ///< by URL without fragment
};

}  // namespace cairn::validate
