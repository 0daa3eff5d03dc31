#include "builder/shards/tree_part_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <system_error>
#include <utility>

#include "builder/shards/faults.hpp"
#include "builder/shards/shard_set.hpp"

namespace cairn {

namespace {

/// Why a part is none of this plan; empty: it is one.
std::string why_other(const TreePartHeader& found, const PlanFolder& plan, const std::string& file) {
    if (const std::string catalog = catalog_of(plan.head().inputs); found.catalog != catalog)
        return fmt::format("foreign: '{}' is of another catalog ({}): leave it out", file, found.catalog);
    if (found.plan != plan.id())
        return fmt::format("stale: '{}' is of the plan {}, and this is {}: make it again, or leave it out", file,
                           found.plan, plan.id());
    return {};
}

std::string name_of_all(const std::string& folder) { return "the parts of the tree in '" + folder + "'"; }

}  // namespace

TreePartSet::TreePartSet(const std::string& folder, const PlanFolder& plan) : m_folder(folder) {
    Faults faults;
    for (const std::string& path : files_with_ending({folder}, ".tree")) {
        try {
            auto file = std::make_unique<TreePartFile>(path);
            const TreePartHeader& header = file->header();
            if (const std::string why = why_other(header, plan, path); !why.empty()) {
                faults.add(why);
                continue;
            }
            if (m_files.empty()) m_files.resize(header.of);
            if (header.of != m_files.size()) {
                faults.add(fmt::format("foreign: '{}' is part {} of {}, and others are of {}: leave it out", path,
                                       header.part, header.of, m_files.size()));
            } else if (auto& known = m_files[header.part - 1]; known) {
                faults.add(fmt::format("duplicate: '{}' and '{}' are both part {}: leave one out", known->path(), path,
                                       header.part));
            } else {
                known = std::move(file);
            }
        } catch (const FramesDamaged& error) {
            faults.add(fmt::format("damaged: {}: make it again", error.what()));
        } catch (const std::system_error& error) {
            faults.add(fmt::format("missing: {}", error.what()));
        }
    }
    if (m_files.empty())
        faults.add(fmt::format("missing: all parts: cairn assemble {} SHARDS --part I/N --out OUT --parts {}",
                               plan.path(), folder));
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        if (m_files[i]) continue;
        faults.add(fmt::format("missing: part {0} ({1}): cairn assemble {2} SHARDS --part {0}/{3} --out OUT --parts {4}",
                               i + 1,
                               tree_part_name(static_cast<std::uint32_t>(i + 1),
                                              static_cast<std::uint32_t>(m_files.size())),
                               plan.path(), m_files.size(), folder));
    }
    faults.refuse_any(name_of_all(folder));
}

void TreePartSet::refuse_others(std::uint64_t made_of) const {
    Faults faults;
    for (const auto& file : m_files) {
        if (file->header().made_of == made_of) continue;
        faults.add(fmt::format("stale: '{}' was made of other shards, for another OUT, with another state, ledger or "
                               "version of cairn, or with other variables CAIRN_*: make it again",
                               file->path()));
    }
    faults.refuse_any(name_of_all(m_folder));
}

std::vector<WrittenCollection> TreePartSet::collections(const std::vector<std::string>& ids) const {
    std::vector<WrittenCollection> all;
    try {
        for (const auto& file : m_files) std::ranges::move(file->collections(), std::back_inserter(all));
    } catch (const FramesDamaged& error) {
        throw ShardsRefused(fmt::format("damaged: {}: make it again; nothing was published", error.what()));
    }
    std::ranges::sort(all, {}, &WrittenCollection::id);
    if (!std::ranges::equal(all, ids, {}, &WrittenCollection::id))
        throw ShardsRefused("stale: the parts in '" + m_folder +
                            "' do not have the Collections that the shards have: make them again; nothing was published");
    return all;
}

void TreePartSet::documents(
    const ParallelFor& parallel,
    const std::function<void(const std::string& path, std::string_view bytes)>& take) const {
    std::vector<std::pair<const TreePartFile*, std::size_t>> batches;
    for (const auto& file : m_files) {
        for (std::size_t i = 0; i < file->batches(); ++i) batches.emplace_back(file.get(), i);
    }
    parallel(batches.size(), [&](std::size_t i) {
        try {
            batches[i].first->documents(batches[i].second, take);
        } catch (const FramesDamaged& error) {
            throw ShardsRefused(fmt::format("damaged: {}: make it again; nothing was published", error.what()));
        }
    });
}

}  // namespace cairn
