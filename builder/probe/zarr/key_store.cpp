#include "builder/probe/zarr/key_store.hpp"

namespace cairn::zarr {

namespace {

constexpr std::size_t k_longest_key = 4096;

}  // namespace

bool is_confined(std::string_view key) {
    if (key.size() > k_longest_key || key.find('\0') != std::string_view::npos) return false;
    for (;;) {
        const std::size_t slash = key.find('/');
        const std::string_view component = key.substr(0, slash);
        if (component.empty() || component == "." || component == "..") return false;
        if (slash == std::string_view::npos) return true;
        key.remove_prefix(slash + 1);
    }
}

std::string joined(std::string_view prefix, std::string_view name) {
    std::string key;
    key.reserve(prefix.size() + name.size() + 1);
    key += prefix;
    if (!prefix.empty()) key += '/';
    key += name;
    return key;
}

}  // namespace cairn::zarr
