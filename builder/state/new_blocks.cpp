#include "builder/state/new_blocks.hpp"

#include <algorithm>
#include <utility>

#include "builder/state/facts_block.hpp"

namespace cairn {

std::vector<NewBlock> in_blocks(std::vector<KnownSource> keys, std::vector<std::string> encoded) {
    std::vector<NewBlock> blocks;
    const std::size_t size = keys.size() <= k_most_sources_of_block ? keys.size() : k_sources_of_block;
    for (std::size_t begin = 0; begin < keys.size(); begin += size) {
        NewBlock& block = blocks.emplace_back();
        for (std::size_t i = begin; i < std::min(begin + size, keys.size()); ++i) {
            block.sources.push_back(std::move(keys[i]));
            block.facts.push_back(std::move(encoded[i]));
        }
    }
    return blocks;
}

}  // namespace cairn
