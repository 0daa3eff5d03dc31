// The first pass: one document by itself. JSON, schemas, and the record that the link rules work on.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "validator/engine.hpp"
#include "validator/record.hpp"
#include "validator/tree_files.hpp"
#include "validator/validate.hpp"

namespace cairn::validate {

/// What documents are judged with.
struct Judging {
    const Engine& engine;
    const Options& options;
    const std::atomic<bool>& stop;
};

/// Reads and judges a file of the tree. Throws nothing for anything in the file; Interrupted
/// when the run is asked to stop. Threads: safe.
Record check_file(const TreeFiles& files, const std::string& path, const Judging& with);

/// The same for a text that is already there.
Record check_text(std::string text, const std::string& path, const Judging& with);

/// The same for a text that its writer made of a value, which is not parsed again.
Record check_made(const json::Value& document, std::string_view text, const std::string& path, const Judging& with);

/// Deeper than any document of a catalog, and shallow enough for the recursion of the schema engines on the stacks of
/// threads (test_hostile.cpp).
inline constexpr std::size_t k_deepest_nesting = 1000;

}  // namespace cairn::validate
