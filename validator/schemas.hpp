// Schemas by URL: a folder of official ones first, then those that the library carries. Nothing is ever fetched.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"

namespace cairn::validate {

/// Threads: `find` may be called from any number of threads; a schema that was found lives as long as the store.
class SchemaStore {
  public:
    /// `folder`: schemas by host and path (https://a/b.json is DIR/a/b.json); empty: the bundled ones only.
    explicit SchemaStore(std::string folder = {});

    /// The schema that a URL names (its fragment does not count, http and https are one), or nullptr. A file that is
    /// not JSON throws std::runtime_error: the folder is the user's, and a broken schema must not look like an unknown
    /// one.
    const json::Value* find(std::string_view url) const;

    /// The URLs of the bundled schemas, sorted.
    static std::vector<std::string> bundled();

  private:
    std::unique_ptr<json::Value> load(std::string_view url) const;

    std::string m_folder;
    mutable std::mutex m_mutex;                                                        ///< guards m_found
    mutable std::map<std::string, std::unique_ptr<json::Value>, std::less<>> m_found;  ///< null: known to be absent
};

inline constexpr std::size_t k_largest_schema_bytes = 64U << 20;

/// What begins the URLs of cairn's own schemas, which nobody else publishes.
inline constexpr std::string_view k_own_schemas = "https://cairn-stac.github.io/";

/// What two spellings of one schema's URL have in common, and the name of its file in a folder of schemas:
/// "stacspec.org/a/b.json".
std::string schema_key(std::string_view url);

/// Whether a key stays below the folder: a URL comes from a document.
bool is_schema_key(std::string_view key);

/// "schema/core", "schema/datacube": the rule id for a finding of the schema at this URL.
std::string rule_of_schema(std::string_view url);

}  // namespace cairn::validate
