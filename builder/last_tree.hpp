// The tree that stands in OUT, as the last run left it, for what may be kept of it.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "builder/write/filesystem.hpp"
#include "builder/write/manifest.hpp"
#include "builder/write/staging.hpp"

namespace cairn {

/// Threads: any number, while nobody writes.
struct LastTree {
    /// The digest of a file that has the bytes of the last run; nullopt: it was none of its files, or was changed
    /// since.
    std::function<std::optional<Digest>(const std::string& path)> digest_of;
    std::function<std::string(const std::string& path)> read;  ///< empty when there is no such file
    bool tells_case = true;                                    ///< the disk has "T" and "t" as two files
};

/// Both of what they are given, which has to outlive them. Of `staging`: what it can keep; of a dry run, which has
/// none: what stands in OUT, by its bytes.
LastTree last_tree(const Staging& staging, const Filesystem& filesystem);
LastTree last_tree(const Filesystem& filesystem, const std::string& out);

}  // namespace cairn
