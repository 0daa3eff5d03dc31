// What can be mended without asking anyone: there is one right value, and the tree says which.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "base/parallel.hpp"
#include "validator/tree.hpp"
#include "validator/validate.hpp"

namespace cairn::validate {

struct FixedDocument {
    std::string path;  ///< below the tree
    std::string before;
    std::string after;
    std::size_t changes = 0;
};

/// Mended are: links to documents of the tree without `type` or `title`, or with a slash behind the document's name;
/// rings of polygons that wind the wrong way (RFC 7946, section 3.1.6); `numberReturned` of pages. Sorted by path.
std::vector<FixedDocument> propose_fixes(const Tree& tree, const Options& options, const ParallelFor& parallel,
                                         const std::atomic<bool>& stop);

/// The edits of one text as JSON, for the tests of each. `title_of`: the title of a document of the tree, or empty.
std::size_t fix_text(const Tree& tree, const Record& record, const std::string& text, std::string& after,
                     const std::function<std::string(const Record&)>& title_of);

/// Replaces each document by a rename, so that a reader has the old or the new one. Throws std::runtime_error.
void write_fixes(const std::string& folder, const std::vector<FixedDocument>& documents);

}  // namespace cairn::validate
