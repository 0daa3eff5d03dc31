// Equal cubes, outlines, projections and facets are kept once: an archive of a million files mostly has a few thousand
// distinct ones. It may have a million: then those that were met long ago are forgotten.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "builder/model/identity.hpp"

namespace cairn {

/// Returns one shared instance for identical values. Threads: safe, and they rarely wait for each other: a value's hash
/// chooses one of many shards, and the lock of a shard is held for one look-up.
template <class T>
class Interner {
  public:
    /// A value that is identical to this one and was met lately; this one itself when there is none.
    std::shared_ptr<const T> intern(std::shared_ptr<const T> value) {
        const std::uint64_t hash = identity_hash(*value);
        return m_shards[hash % k_shards].intern(hash, std::move(value));
    }

  private:
    struct Shard {
        std::shared_ptr<const T> intern(std::uint64_t hash, std::shared_ptr<const T> value) {
            const std::lock_guard lock(mutex);
            const auto [begin, end] = known.equal_range(hash);
            for (auto it = begin; it != end; ++it) {
                if (identical(*it->second, *value)) return it->second;
            }
            if (known.size() >= k_most_known) known.clear();
            return known.emplace(hash, std::move(value))->second;
        }

        std::mutex mutex;  ///< guards known
        /// By the hash of all that makes a value: what is found under one is identical as good as always.
        std::unordered_multimap<std::uint64_t, std::shared_ptr<const T>> known;
    };

    /// 61 because it is a prime that no growing table has for its size, and many times the threads of a machine.
    static constexpr std::size_t k_shards = 61;
    static constexpr std::size_t k_most_known = 1000;  ///< of a shard
    std::array<Shard, k_shards> m_shards;
};

}  // namespace cairn
