// What a source needs of a scan that many processes share.
#pragma once

#include <cstdint>

namespace cairn {

enum class Need : std::uint8_t {
    reading,
    nothing,  ///< the state has its Facts, and they hold
    waiting,  ///< it is in quarantine, and the ledger says what is wrong with it
    summing   ///< reading, and a checksum of all its bytes: no list states one
};

/// Whether a shard has something to do.
constexpr bool is_for_shards(Need need) { return need == Need::reading || need == Need::summing; }

}  // namespace cairn
