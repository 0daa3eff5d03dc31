// Where the hrefs of a tree's documents lead.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "validator/record.hpp"
#include "validator/tree_files.hpp"

namespace cairn::validate {

enum class Where {
    inside,     ///< a path below the tree
    outside,    ///< relative, but above the tree (an archive beside the catalog): not looked at
    elsewhere,  ///< an absolute URL that is not the catalog's own, or a relative one of a document without a place
};

struct Target {
    Where where = Where::elsewhere;
    std::string path;  ///< below the tree, when inside; "" is the tree's folder itself
};

/// "a/b/../c.json" -> "a/c.json"; nullopt when it leaves the top.
std::optional<std::string> normal_path(std::string_view path);

/// "a/b.json" -> "a/"; "b.json" -> "".
std::string folder_of(std::string_view path);

/// Threads: const access from any number of threads.
class Resolver {
  public:
    /// `files` must outlive it. `root`: nullptr when there is none. `records`: of those that are known, sorted by path.
    Resolver(const TreeFiles& files, const Record* root, const std::vector<Record>& records);

    /// Absolute URLs below the root's own `self`, and below where the tree is served, are the tree's, however they are
    /// spelt (RFC 3986, section 6).
    Target resolve(const std::string& from, std::string_view href) const;

  private:
    /// A path that leaves the tree's folder, "/stac/a.json" or "../stac/a.json", and may come back by its URL.
    Target back_inside(const std::string& from, std::string_view path) const;

    const TreeFiles* m_files;
    std::vector<std::string> m_base_urls;  ///< normal ones, each ends with '/'
};

}  // namespace cairn::validate
