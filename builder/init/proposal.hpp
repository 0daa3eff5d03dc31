// What `cairn init` found out of an archive, and what it proposes.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "builder/init/recognition.hpp"
#include "builder/init/sample.hpp"
#include "builder/init/shape.hpp"
#include "builder/planned.hpp"

namespace cairn {

/// A file or folder that cannot be catalogued.
struct Exclusion {
    std::string glob;
    std::string reason;
};

struct Proposal {
    std::string root;     ///< absolute path, or URL
    std::string archive;  ///< its name in the configuration
    std::string href;     ///< URL of `root`; empty: not known, or that of `root` itself
    std::string listing;  ///< of a data server of THREDDS, its catalog; else empty
    Sample sample;
    std::size_t read = 0;    ///< files whose headers were read
    std::size_t failed = 0;  ///< files that should have been, and could not
    std::vector<Recognised> presets;
    std::vector<Shape> shapes;  ///< of files that no preset takes
    bool has_others = false;    ///< there are, or may be, files that neither takes
    std::vector<Exclusion> excluded;
    std::uint64_t max_problems = 0;  ///< errors that stay although all is excluded that is known to fail
    /// What it makes: of the whole archive where that was looked at (`is_exact`), else of the files that were read.
    Planned planned;
    bool is_exact = false;
};

struct InitOptions {
    std::string root;
    std::string href;
    std::string name;  ///< of the configuration, for messages
    std::size_t jobs = 1;
    SampleBounds bounds;
    std::size_t most_read = 400;     ///< headers that are read to tell the convention
    std::size_t most_built = 2'000;  ///< an archive of at most so many sources is built once, without writing
};

/// Looks at the archive and works out a configuration (draft.hpp) that builds without edits. Throws
/// std::runtime_error when `root` is no folder, or cannot be listed. Without any source the proposal has none in its sample.
Proposal propose(const InitOptions& options, const std::atomic<bool>& stop);

}  // namespace cairn
