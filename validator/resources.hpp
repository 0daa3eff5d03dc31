// Where a URL with a fragment leads among the schema documents that are known.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/json/value.hpp"
#include "validator/schemas.hpp"

namespace cairn::validate {

/// A schema within a document, with what its relative references resolve against.
struct LocatedSchema {
    const json::Value* schema = nullptr;
    std::string base;
    std::string origin;  ///< URL and pointer, for messages
};

/// Loads documents of the store as they are needed and indexes their `$id` (base URLs and anchors).
class Resources {
  public:
    Resources(const json::Value& root, std::string_view url, const SchemaStore& store);

    /// Throws UnusableSchema when there is no such document or no such place in it.
    LocatedSchema locate(const std::string& url);

  private:
    struct Resource {
        const json::Value* schema;
        std::string base;
    };

    void index(const json::Value& schema, const std::string& base);
    const Resource& resource(const std::string& url);
    LocatedSchema descend(const Resource& from, const std::string& url, std::string_view pointer);

    const SchemaStore& m_store;
    std::map<std::string, Resource, std::less<>> m_resources;  ///< by URL without fragment
    std::map<std::string, Resource, std::less<>> m_anchors;    ///< by URL with fragment
    std::map<const json::Value*, std::string> m_bases;         ///< schemas that change the base URL
};

}  // namespace cairn::validate
