#include "builder/init/sampling.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace cairn {

namespace {

/// At most `wanted` of them; false when some were left.
template <class Listed>
bool thin_out(std::vector<Listed>& all, std::size_t wanted) {
    if (all.size() <= wanted) return true;
    std::vector<Listed> chosen;
    for (const std::size_t index : spread(all.size(), wanted)) chosen.push_back(std::move(all[index]));
    all = std::move(chosen);
    return false;
}

class Sampling {
  public:
    Sampling(SampledPlace& place, const SampleBounds& bounds, const std::atomic<bool>& stop)
        : m_place(place), m_parallel(place.parallel()), m_bounds(bounds), m_stop(stop) {}

    Sample run(SampledFolder root) {
        std::vector<SampledFolder> level{std::move(root)};
        for (std::size_t depth = 0; !level.empty(); ++depth) {
            if (depth == m_bounds.levels) m_sample.is_whole = false;
            if (depth == m_bounds.levels || m_stop) break;
            level = next_level(std::move(level));
        }
        m_sample.sources = std::move(m_found.sources);
        m_sample.problems = std::move(m_found.problems);
        m_sample.other_kinds = std::move(m_found.other_kinds);
        std::ranges::sort(m_sample.sources, {}, &Source::relative);
        return std::move(m_sample);
    }

  private:
    /// Calls `body` for each index and its own findings, which are put together in the order of the indices.
    template <class Body>
    void for_each(std::size_t count, const Body& body) {
        std::vector<Findings> found(count);
        m_parallel(count, [&](std::size_t i) {
            if (!m_stop) body(i, found[i]);
        });
        for (Findings& one : found) m_found.append(std::move(one));
        m_found.taken.clear();
        m_found.other_files.clear();
    }

    std::vector<SampledFolder> next_level(std::vector<SampledFolder> level) {
        if (!thin_out(level, m_bounds.folders)) m_sample.is_whole = false;
        std::vector<SampledMembers> members(level.size());
        for_each(level.size(), [&](std::size_t i, Findings& found) {
            members[i] = m_place.list(level[i], found);
            if (members[i].store) m_place.take_store(level[i], *members[i].store, found);
        });
        m_sample.folders_listed += level.size();
        std::vector<SampledFile> files;
        std::vector<SampledFolder> folders;
        for (SampledMembers& one : members) {
            m_sample.files_listed += one.store ? 1 : one.files.size();
            std::ranges::move(one.files, std::back_inserter(files));
            std::ranges::move(one.folders, std::back_inserter(folders));
        }
        if (!thin_out(files, m_bounds.files)) m_sample.is_whole = false;
        for_each(files.size(), [&](std::size_t i, Findings& found) { m_place.look_at(files[i], found); });
        return folders;
    }

    SampledPlace& m_place;
    ParallelFor m_parallel;
    SampleBounds m_bounds;
    const std::atomic<bool>& m_stop;
    Findings m_found;
    Sample m_sample;
};

}  // namespace

std::vector<std::size_t> spread(std::size_t count, std::size_t wanted) {
    std::vector<std::size_t> indices;
    if (wanted == 0 || count == 0) return indices;
    const std::size_t taken = std::min(count, wanted);
    for (std::size_t i = 0; i < taken; ++i) indices.push_back(taken == 1 ? 0 : i * (count - 1) / (taken - 1));
    return indices;
}

Sample sample_of(SampledPlace& place, SampledFolder root, const SampleBounds& bounds, const std::atomic<bool>& stop) {
    return Sampling(place, bounds, stop).run(std::move(root));
}

}  // namespace cairn
