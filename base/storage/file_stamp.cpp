#include "base/storage/file_stamp.hpp"

#include <sys/stat.h>

#include <algorithm>

#include "base/storage/file_bytes.hpp"

namespace cairn {

FileStamp stamp_of(const struct stat& status) {
    struct stat changed = status;
    changed.st_mtim = status.st_ctim;
    return {static_cast<std::uint64_t>(status.st_size), modified_ns_of(status), modified_ns_of(changed),
            std::uint64_t{status.st_ino}};
}

bool is_settled(const FileStamp& stamp, std::int64_t now_ns) {
    constexpr std::int64_t k_second_ns = 1'000'000'000;
    constexpr std::int64_t k_fine_tick_ns = 20'000'000;
    const bool has_fractions = stamp.modified_ns % k_second_ns != 0 || stamp.changed_ns % k_second_ns != 0;
    const std::int64_t tick_ns = has_fractions ? k_fine_tick_ns : 2 * k_second_ns;
    return std::max(stamp.modified_ns, stamp.changed_ns) < now_ns - tick_ns;
}

}  // namespace cairn
