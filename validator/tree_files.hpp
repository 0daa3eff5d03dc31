// Where the documents of a catalog are: in a folder, on a web server, in one file of lines. The one seam of all
// sources.
#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "validator/read_file.hpp"
#include "validator/walk_tree.hpp"

namespace cairn::validate {

/// What a path of the tree stands for at its source. `not_known`: the source cannot tell, as lines cannot of files that
/// are no documents.
enum class OnDisk { nothing, file_or_folder, special, outside, not_known };

/// A new source is a class beside those in sources/, and a row in sources/open_source.cpp. Paths are below the tree,
/// with
/// '/'. Threads: const access from any number of threads.
class TreeFiles {
  public:
    virtual ~TreeFiles() = default;

    /// The documents that are known from the start, sorted, and what is wrong with folders. Others are found by links.
    virtual FoundFiles list(const std::atomic<bool>& stop) const = 0;
    virtual FileText read(const std::string& path, std::size_t largest_bytes, const std::atomic<bool>& stop) const = 0;
    virtual OnDisk look(const std::string& path) const = 0;
    /// Whether a link may lead to a document here; a server is not asked, since the read will tell.
    virtual bool is_file(const std::string& path) const = 0;
    /// The path without symbolic links, below the tree; nullopt when there is nothing or it leaves the tree.
    virtual std::optional<std::string> real_path(const std::string& path) const = 0;

    /// The document that the catalog begins with; empty: catalog.json, else collection.json.
    virtual std::string root() const { return {}; }
    /// Where the tree's folder is served, with a final '/'; empty: only the root's own `self` says so.
    virtual std::string base_url() const { return {}; }
    /// Whether relative links of this document can be resolved: a line without `self` lies nowhere.
    virtual bool has_place(const std::string& /*path*/) const { return true; }
    /// The most documents that are read, which bounds what a server can make of one root.
    virtual std::size_t most_documents() const { return SIZE_MAX; }
};

}  // namespace cairn::validate
