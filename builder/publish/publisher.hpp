// A publication: the target becomes the tree of OUT, and no reader of it meets a broken link.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

#include "builder/publish/file_kinds.hpp"
#include "builder/publish/local_files.hpp"
#include "builder/publish/plan.hpp"
#include "builder/publish/published.hpp"
#include "builder/publish/target.hpp"

namespace cairn::publish {

struct PublishOptions {
    LookOptions look;
    CacheRules cache_rules;
    std::int64_t grace_s = 86'400;
    std::int64_t now_s = 0;  ///< since 1970
};

/// What was done, or what would be.
struct PublishResult {
    Plan plan;
    bool was_unfinished = false;  ///< the run before this one did not end
    std::uint64_t bytes_put = 0;  ///< of the files of the catalog
    std::uint64_t requests = 0;
};

/// Called with each file that is there or gone.
using Advance = std::function<void()>;

/// What a publication would do. Throws as look_at.
PublishResult plan_for(Target& target, const WantedFiles& wanted, const LocalFiles& local,
                       const PublishOptions& options, const std::atomic<bool>& stop);

/// In this order: the manifest that is coming, as a mark (published.hpp); new names, children first; known names,
/// children first; what is retired; the manifest; what goes, parents first; the mark goes. Each step can be done twice,
/// so that a run after one that was killed looks at what is there and goes on. Throws as look_at, std::runtime_error
/// when the target or a file of OUT fails, Interrupted: what was done until then stays.
PublishResult publish(Target& target, const WantedFiles& wanted, const LocalFiles& local, const PublishOptions& options,
                      const Advance& advance, const std::atomic<bool>& stop);

}  // namespace cairn::publish
