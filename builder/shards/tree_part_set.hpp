// All parts of a tree, of one plan.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/parallel.hpp"
#include "builder/shards/plan.hpp"
#include "builder/shards/tree_part.hpp"

namespace cairn {

/// Threads: any number.
class TreePartSet {
  public:
    /// `folder`: with files "*.tree", which say how many parts there are. Throws ShardsRefused, which names the parts
    /// that are missing, damaged, of another plan or there twice; then nothing was done.
    TreePartSet(const std::string& folder, const PlanFolder& plan);

    /// Throws ShardsRefused, which names the parts that were made of anything else.
    void refuse_others(std::uint64_t made_of) const;
    /// What is left to say of all Collections, in the order of their ids. Throws ShardsRefused when these are not `ids`.
    std::vector<WrittenCollection> collections(const std::vector<std::string>& ids) const;
    /// All documents, in no order. Throws ShardsRefused when a part turns out to be damaged.
    void documents(const ParallelFor& parallel,
                   const std::function<void(const std::string& path, std::string_view bytes)>& take) const;

  private:
    std::string m_folder;
    std::vector<std::unique_ptr<TreePartFile>> m_files;  ///< of each part
};

}  // namespace cairn
