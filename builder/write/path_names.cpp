#include "builder/write/path_names.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <array>

namespace cairn {

namespace {

constexpr std::size_t k_hash_digits = 15;
constexpr std::size_t k_longest_name = 200;

bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool stays(char c) { return is_alphanumeric(c) || std::string_view("._-+=,@").find(c) != std::string_view::npos; }

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

bool ends_like_a_hash(std::string_view name) {
    if (name.size() <= k_hash_digits || name[name.size() - k_hash_digits - 1] != '-') return false;
    name.remove_prefix(name.size() - k_hash_digits);
    return std::all_of(name.begin(), name.end(), is_hex);
}

/// Windows reads "con", "CON" and "con.json" as the console.
bool is_device(std::string_view name) {
    std::string stem(name.substr(0, name.find('.')));
    for (char& c : stem) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    constexpr std::array<std::string_view, 4> k_devices{"con", "prn", "aux", "nul"};
    if (std::find(k_devices.begin(), k_devices.end(), stem) != k_devices.end()) return true;
    return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && stem[3] >= '0' && stem[3] <= '9';
}

std::string hash_digits(std::string_view id) {
    return fmt::format("{:016x}", XXH64(id.data(), id.size(), 0)).substr(0, k_hash_digits);
}

}  // namespace

std::string path_name(std::string_view id) {
    std::string name(id);
    std::replace_if(
        name.begin(), name.end(), [](char c) { return !stays(c); }, '_');
    if (name.empty() || name.front() == '.' || is_device(name)) name.replace(0, 1, "_");
    if (name == id && name.size() <= k_longest_name && name.back() != '.' && !ends_like_a_hash(name)) return name;
    name.resize(std::min(name.size(), k_longest_name - k_hash_digits - 1));
    return name + '-' + hash_digits(id);
}

}  // namespace cairn
