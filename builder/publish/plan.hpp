// What is to be done until the target holds the tree.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "builder/publish/local_files.hpp"
#include "builder/write/path_map.hpp"
#include "builder/write/retired.hpp"

namespace cairn::publish {

/// What is known of the target before.
struct Published {
    PathMap<std::optional<Digest>> files;  ///< what is there; nullopt: in bytes that nobody knows
    PathMap<Digest> own;                   ///< what cairn put there, or may have: the rest is somebody else's
    Retired retired;                       ///< of `own`, what nothing links to any more
};

/// Steps in groups: those of a group may be done in any order and at once, a group after the one before it.
using Groups = std::vector<std::vector<std::string>>;

struct Plan {
    Groups added;     ///< names that nothing published has yet; children first, the root catalog last
    Groups changed;   ///< likewise
    Groups removed;   ///< parents first
    Retired retired;  ///< what stays, and what is removed, with the times from which on nothing links to it
    Retired left;     ///< what is retired when all is done
    std::size_t unchanged = 0;

    /// Whether the target's files stay as they are.
    bool is_empty() const { return added.empty() && changed.empty() && removed.empty(); }
};

/// A pure function. What is not wanted any more stays for `grace_s` seconds.
Plan plan_publication(const WantedFiles& wanted, const Published& published, std::int64_t now_s, std::int64_t grace_s);

}  // namespace cairn::publish
