// What a target holds before a run.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <string_view>

#include "builder/publish/local_files.hpp"
#include "builder/publish/plan.hpp"
#include "builder/publish/target.hpp"

namespace cairn::publish {

/// Where the target keeps what it holds; as in OUT (docs/output.md), but for the marker of a run that did not end.
inline constexpr const char* k_target_manifest = ".cairn/manifest";
inline constexpr const char* k_target_retired = ".cairn/retired";
inline constexpr const char* k_publishing = ".cairn/publishing";  ///< the manifest that is coming

struct LookOptions {
    bool adopt = false;   ///< a tree that cairn did not publish may be taken over
    bool verify = false;  ///< the files themselves are looked at, not only what the manifest says of them
    bool force = false;   ///< nothing is believed to be as it should
};

struct Look {
    Published published;
    bool is_unfinished = false;  ///< a run before this one did not end
    std::string manifest_text;   ///< as the target has it; empty: it has none
    std::string retired_text;
};

/// Costs three reads, a look at each name that is new, and a listing where the manifest cannot be believed: after a run
/// that did not end, with `verify`, and where there is none but something else. Throws std::invalid_argument when files of others stand where ours are
/// to be and may not be replaced, or when what says whose they are is damaged; std::runtime_error when the target does
/// not answer.
Look look_at(Target& target, const WantedFiles& wanted, const LocalFiles& local, const LookOptions& options,
             const std::atomic<bool>& stop);

/// Throws std::runtime_error with the place, what was done, and why it failed.
[[noreturn]] void fail(const Target& target, std::string_view action, const std::string& path,
                       const StorageFault& fault);

}  // namespace cairn::publish
