#include "base/storage/storage.hpp"

#include <algorithm>

namespace cairn {

std::string_view name_of(StorageFault::Kind kind) {
    switch (kind) {
        case StorageFault::Kind::missing:
            return "missing";
        case StorageFault::Kind::denied:
            return "denied";
        case StorageFault::Kind::failed:
            return "failed";
        case StorageFault::Kind::timed_out:
            return "timed-out";
        case StorageFault::Kind::too_large:
            return "too-large";
        case StorageFault::Kind::changed:
            return "changed";
        case StorageFault::Kind::refused:
            return "refused";
        case StorageFault::Kind::over_budget:
            return "over-budget";
    }
    return "failed";
}

bool is_storage_key(std::string_view key) {
    constexpr std::size_t k_longest = 16'384;
    if (key.empty() || key.size() > k_longest || key.find('\0') != std::string_view::npos) return false;
    for (std::size_t begin = 0; begin <= key.size();) {
        const std::size_t end = std::min(key.find('/', begin), key.size());
        const std::string_view name = key.substr(begin, end - begin);
        if (name.empty() || name == "." || name == "..") return false;
        begin = end + 1;
    }
    return true;
}

}  // namespace cairn
