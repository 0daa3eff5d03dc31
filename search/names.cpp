#include "search/names.hpp"

#include <fmt/format.h>
#include <xxhash.h>

namespace cairn::search {

namespace {

constexpr std::size_t k_longest_name = 200;
constexpr std::size_t k_hash_digits = 15;

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("._-+=,@").find(c) != std::string_view::npos;
}

}  // namespace

std::optional<std::set<std::string>> names_of(const std::set<std::string>& ids) {
    std::set<std::string> names;
    for (const std::string& id : ids) {
        if (id.empty() || id.size() > k_longest_name || id.front() == '.' || id.back() == '.') return std::nullopt;
        std::string name = id;
        for (char& c : name) c = is_plain(c) ? c : '_';
        names.insert(name);
        const std::string hash = fmt::format("{:016x}", XXH64(id.data(), id.size(), 0));
        names.insert(name + "-" + hash.substr(0, k_hash_digits));
    }
    return names;
}

bool can_lead_to(const std::set<std::string>& names, std::string_view key) {
    const std::size_t slash = key.rfind('/');
    const std::string_view folder = key.substr(0, slash == std::string_view::npos ? 0 : slash);
    if (slash == std::string_view::npos || key.substr(slash + 1) == "catalog.json") return true;
    return names.count(std::string(folder.substr(folder.rfind('/') + 1))) != 0;
}

}  // namespace cairn::search
