// What a user names: a folder, a document, a file of lines, a table, standard input, or a URL of any of these.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "base/parallel.hpp"
#include "base/storage/positioned.hpp"
#include "validator/tree_files.hpp"
#include "validator/validate.hpp"

namespace cairn::validate {

/// Many documents, or the text of one that is judged alone.
struct Source {
    std::unique_ptr<TreeFiles> files;       ///< nullptr: one document
    std::string name;                       ///< of the document
    std::unique_ptr<PositionedFile> bytes;  ///< likewise
    std::string alone_because;              ///< why its links were not followed
    std::string base;                       ///< what stands before the paths of `files`, for people and machines

    std::string text() const;
};

/// "-" is standard input. gzip and Zstandard are unpacked. What is read once, or is unpacked, lies in a temporary file
/// meanwhile. Throws std::runtime_error when it cannot be read at all, and Interrupted when `stop` is set.
Source open_source(const std::string& place, const Options& options, const ParallelFor& parallel,
                   const std::atomic<bool>& stop);

}  // namespace cairn::validate
