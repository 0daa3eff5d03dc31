// What many entries share (cubes, outlines, facets, descriptions), once, beside the packed entries that refer to it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "builder/facts/byte_codec.hpp"
#include "builder/tables/spool.hpp"

namespace cairn {

/// Memory: bounded, however many parts there are. Of those that were met lately a part is known by its address, or by
/// its place, and is one object; one that was forgotten is written, or decoded, once more. Throws BrokenEnvironment
/// when the disk fails. Threads: any number may put, or any number may ask, but not both at once.
class PartStore : public facts::PartSink {
  public:
    std::uint64_t place_of(const std::shared_ptr<const void>& part,
                           const std::function<std::string()>& encode) override;

    /// The part that was put at `place`; `decode` makes it of its bytes. nullptr: it cannot.
    template <class Part, class Decode>
    std::shared_ptr<const Part> at(std::uint64_t place, Decode decode) {
        Shard& shard = m_shards[place % k_shards];
        {
            const std::lock_guard lock(shard.mutex);
            if (const auto known = shard.decoded.find(place); known != shard.decoded.end())
                return std::static_pointer_cast<const Part>(known->second);
        }
        std::shared_ptr<const Part> part = decode(std::string_view(bytes_at(place)));
        if (!part) return nullptr;
        const std::lock_guard lock(shard.mutex);
        if (shard.decoded.size() >= k_most_known / k_shards) shard.decoded.clear();
        return std::static_pointer_cast<const Part>(shard.decoded.try_emplace(place, part).first->second);
    }

    static constexpr bool k_are_apart = true;  ///< for facts::get

  private:
    std::string bytes_at(std::uint64_t place) const;

    static constexpr std::size_t k_most_known = 20'000;
    static constexpr std::size_t k_shards = 61;

    struct Known {
        std::shared_ptr<const void> part;  ///< held, so that no address is used again
        std::uint64_t place = 0;
    };
    struct Shard {
        std::mutex mutex;  ///< guards decoded
        std::unordered_map<std::uint64_t, std::shared_ptr<const void>> decoded;
    };

    std::mutex m_mutex;  ///< guards the next three
    std::unordered_map<const void*, Known> m_known;
    tables::Spool m_spool;
    std::vector<std::string> m_large;  ///< whose size has no room in a place
    std::array<Shard, k_shards> m_shards;
};

}  // namespace cairn
