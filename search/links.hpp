// From references in documents to keys of the storage, and to addresses for whoever reads the results.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "base/storage/storage.hpp"

namespace cairn::search {

/// Resolves references of the documents of one tree. Threads: const use is safe.
class Links {
  public:
    explicit Links(const Storage& storage);

    /// Absolute links below this URL (where the tree says that it is published) are those of the tree, too.
    void set_published_root(std::string url) { m_published_root = std::move(url); }

    /// The key that a reference in the document `base` leads to; nullopt: it leads out of the tree.
    std::optional<std::string> key_of(const std::string& base, std::string_view reference) const;
    /// The reference as seen from where the reader of the results is: a URL, or a path that is percent-encoded.
    std::string href_of(const std::string& base, std::string_view reference) const;

  private:
    std::string m_root;  ///< URL or encoded path, with a final '/' unless it is empty
    bool m_is_remote = false;
    std::string m_published_root;
};

/// Targets of the links of a document with one of these relations, in their order.
std::vector<std::string_view> link_targets(const json::Value& document, std::initializer_list<std::string_view> rels);

/// Makes `href`, `links[].href`, `assets{}.href` of an entry (of the document `base`) readable from elsewhere.
void resolve_hrefs(json::Value& entry, const std::string& base, const Links& links);

/// "a/./b/../c" -> "a/c"; ".." that lead above the beginning stay.
std::string normalised_path(std::string_view path);

}  // namespace cairn::search
