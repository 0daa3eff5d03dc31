// From the documents that a source lists to all that they link to.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "validator/tree.hpp"

namespace cairn::validate {

struct Crawled {
    std::vector<Record> records;  ///< in no order
    Aliases aliases;
    std::size_t left_unread = 0;  ///< documents past TreeFiles::most_documents()
};

/// Reads documents, whose paths are sorted; `is_first`: those that the source listed.
using ReadDocuments = std::function<std::vector<Record>(std::vector<std::string> paths, bool is_first)>;

/// Follows links of document rels generation by generation; each document's links are looked at once. A file is what it
/// is by its path without symbolic links: by the paths that are written in links, one link to `.` would make a new
/// document of each at every look. Files of one inode stay apart: their relative links differ. Throws Interrupted when
/// `stop` is set.
Crawled crawl(const TreeFiles& files, std::vector<std::string> listed, const ReadDocuments& read,
              const std::atomic<bool>& stop);

}  // namespace cairn::validate
