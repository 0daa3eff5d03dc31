#include "builder/facts/codec.hpp"

#include <xxhash.h>

#include <algorithm>
#include <array>

#include "builder/facts/specials.hpp"

namespace cairn {

namespace {

/// Parts of one type. Equal bytes are told by their hash of 128 bits.
template <class T>
class PartTable {
  public:
    template <class Make>
    std::shared_ptr<const T> find_or(std::string_view bytes, Make make) {
        const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
        Shard& shard = m_shards[hash.low64 % k_shards];
        const std::pair<std::uint64_t, std::uint64_t> key(hash.high64, hash.low64);
        {
            const std::lock_guard lock(shard.mutex);
            if (const auto known = shard.parts.find(key); known != shard.parts.end()) return known->second;
        }
        auto made = make();
        if (!made) return nullptr;
        const std::lock_guard lock(shard.mutex);
        if (shard.parts.size() >= k_most_known) shard.parts.clear();
        return shard.parts.try_emplace(key, std::move(made)).first->second;
    }

  private:
    struct LowHalf {
        std::size_t operator()(const std::pair<std::uint64_t, std::uint64_t>& key) const { return key.second; }
    };
    struct Shard {
        std::mutex mutex;  ///< guards parts
        std::unordered_map<std::pair<std::uint64_t, std::uint64_t>, std::shared_ptr<const T>, LowHalf> parts;
    };
    static constexpr std::size_t k_shards = 61;
    static constexpr std::size_t k_most_known = 1000;  ///< of a shard: more are forgotten, and decoded once more
    std::array<Shard, k_shards> m_shards;
};

/// Whether every index of a temporal extent is one of a dimension.
bool fits(const std::shared_ptr<const Cube>& cube, const std::vector<TemporalExtent>& temporal) {
    const std::size_t dimensions = cube ? cube->dimensions.size() : 0;
    return std::ranges::all_of(temporal, [&](const TemporalExtent& one) { return one.dimension < dimensions; });
}

bool is_sound(const Granule& granule) {
    const StorePart* store = granule.store();
    return fits(granule.cube, granule.temporal) &&
           (store == nullptr || std::ranges::all_of(store->groups, [](const StoreGroup& group) {
                return fits(group.cube, group.temporal);
            }));
}

}  // namespace

bool is_sound(const Facts& facts) { return !facts.understood || is_sound(facts.understood->granule); }

struct SharedParts::Tables {
    static constexpr bool k_are_apart = false;  ///< they stand in the bytes of what shares them
    std::tuple<PartTable<Cube>, PartTable<Outline>, PartTable<Projection>, PartTable<Description>,
               PartTable<OpenArguments>>
        tables;

    template <class T, class Make>
    std::shared_ptr<const T> find_or(std::string_view bytes, Make make) {
        // Each source has its own coverage, which stores that refer to it share only as pointers (attach_sources).
        if constexpr (std::same_as<T, SourceCoverage>) {
            return make();
        } else {
            return std::get<PartTable<T>>(tables).find_or(bytes, make);
        }
    }
};

SharedParts::SharedParts() : m_tables(std::make_unique<Tables>()) {}

SharedParts::~SharedParts() = default;

std::string encode(const Facts& facts) {
    facts::Writer writer;
    facts::put(writer, facts);
    return writer.take();
}

std::string encode(const Facts& facts, facts::EncodedParts& known) {
    facts::Writer writer(known);
    facts::put(writer, facts);
    return writer.take();
}

std::optional<Facts> decode(std::string_view bytes, SharedParts& parts) {
    facts::Reader reader(bytes);
    std::optional<Facts> facts(std::in_place);
    facts::get(reader, *facts, parts.tables());
    if (reader.failed() || !reader.is_at_end()) return std::nullopt;
    return is_sound(*facts) ? std::move(facts) : std::nullopt;
}

}  // namespace cairn
