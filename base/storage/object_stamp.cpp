#include "base/storage/object_stamp.hpp"

#include <xxhash.h>

#include <limits>

namespace cairn {

FileStamp stamp_of(const ObjectStat& stat) {
    const std::uint64_t version =
        stat.version.empty() ? 0 : XXH3_64bits(stat.version.data(), stat.version.size());
    const bool is_dated = !stat.version.empty() || stat.modified_ns != 0;
    return {stat.size_bytes == ObjectStat::k_unknown_size ? 0 : stat.size_bytes, stat.modified_ns,
            is_dated ? stat.modified_ns + stat.tick_ns : std::numeric_limits<std::int64_t>::max(), version};
}

bool tells_changes(const ObjectStat& stat) {
    return stat.size_bytes != ObjectStat::k_unknown_size && (!stat.version.empty() || stat.modified_ns != 0);
}

}  // namespace cairn
