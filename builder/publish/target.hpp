// Where a copy of the tree goes.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/storage/storage.hpp"

namespace cairn::publish {

/// A file to be put: its bytes, or, when it is large, where they lie on this machine.
struct Upload {
    std::string path;  ///< below the target
    std::string bytes;
    std::string large_file = {};  ///< not empty: `bytes` are of this file, which is too large to hold
    std::string content_type;
    std::string cache_control;
};

/// What the target holds at a path.
struct Standing {
    std::uint64_t size_bytes = 0;
    std::string etag;              ///< empty: this target has none
    std::int64_t modified_ns = 0;  ///< by the clock of the target, since 1970; 0: it does not say
};

using Standings = std::map<std::string, Standing>;

/// A step under way: waits for its end, once. The fault when it failed.
using Step = std::function<std::optional<StorageFault>()>;

/// Paths are below the target, '/' separated. Threads: one, but steps may be under way.
class Target {
  public:
    virtual ~Target() = default;

    virtual std::string place() const = 0;  ///< for people
    virtual Answer<std::string> read(const std::string& path, std::uint64_t max_bytes) = 0;
    /// All that the target holds, also what is not cairn's.
    virtual Answer<Standings> list() = 0;
    /// What stands at some paths, and nothing for those at which nothing does. `held`: how many files the target is
    /// known to hold, by which an implementation chooses the way that costs the fewest requests.
    virtual Answer<Standings> standings(const std::vector<std::string>& paths, std::size_t held) = 0;
    /// Whether it holds anything at all: one request where `list` may cost thousands.
    virtual Answer<bool> is_empty() = 0;
    /// Whether what stands there has these bytes; false also when nobody can tell.
    virtual bool is_same(const std::string& path, const Standing& standing, std::string_view bytes) = 0;
    /// Replaces what is there in one moment: readers see the old bytes or the new ones.
    virtual Step begin_put(Upload upload) = 0;
    /// What is not there is no fault.
    virtual Step begin_remove(const std::string& path) = 0;
    /// All steps that ended have happened, and are there to stay, also when the machine loses its power now. Throws
    /// std::system_error.
    virtual void settle() = 0;

    virtual std::size_t steps_at_once() const = 0;
    virtual Traffic traffic() const = 0;
};

}  // namespace cairn::publish
