// How a sample is taken of an archive, wherever it is: level by level, evenly.
#pragma once

#include <optional>
#include <vector>

#include "base/parallel.hpp"
#include "base/storage/storage.hpp"
#include "builder/discover/findings.hpp"
#include "builder/discover/folder_trail.hpp"
#include "builder/init/sample.hpp"

namespace cairn {

struct SampledFolder {
    ArchivePath at;
    FolderTrail::Place above = nullptr;  ///< those around it, where the place needs them
};

struct SampledFile {
    ArchivePath at;
    ObjectStat stat;  ///< as far as a listing tells it
};

/// What stands in a folder, sorted by path.
struct SampledMembers {
    std::optional<Format> store;  ///< the folder is a store: nothing else is listed
    std::vector<SampledFile> files;
    std::vector<SampledFolder> folders;
};

/// Threads: those of `parallel`.
class SampledPlace {
  public:
    virtual ~SampledPlace() = default;
    virtual SampledMembers list(const SampledFolder& folder, Findings& found) = 0;
    virtual void look_at(const SampledFile& file, Findings& found) = 0;
    virtual void take_store(const SampledFolder& folder, Format format, Findings& found) = 0;
    virtual ParallelFor parallel() const = 0;
};

Sample sample_of(SampledPlace& place, SampledFolder root, const SampleBounds& bounds, const std::atomic<bool>& stop);

}  // namespace cairn
