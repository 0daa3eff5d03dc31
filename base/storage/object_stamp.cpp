#include "base/storage/object_stamp.hpp"

#include <xxhash.h>

namespace cairn {

FileStamp stamp_of(const ObjectStat& stat) {
    const std::uint64_t version =
        stat.version.empty() ? 0 : XXH3_64bits(stat.version.data(), stat.version.size());
    return {stat.size_bytes == ObjectStat::k_unknown_size ? 0 : stat.size_bytes, stat.modified_ns,
            stat.modified_ns + stat.tick_ns, version};
}

bool tells_changes(const ObjectStat& stat) {
    return stat.size_bytes != ObjectStat::k_unknown_size && (!stat.version.empty() || stat.modified_ns != 0);
}

}  // namespace cairn
