#include "builder/write/path_names.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>

#include "base/letters.hpp"

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
    const std::string stem = in_small_letters(std::string(name.substr(0, name.find('.'))));
    constexpr std::array<std::string_view, 4> k_devices{"con", "prn", "aux", "nul"};
    if (std::find(k_devices.begin(), k_devices.end(), stem) != k_devices.end()) return true;
    return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && stem[3] >= '0' && stem[3] <= '9';
}

/// The id with all replaced that no path should have.
std::string cleaned(std::string_view id) {
    std::string name(id);
    std::replace_if(
        name.begin(), name.end(), [](char c) { return !stays(c); }, '_');
    if (name.empty() || name.front() == '.' || is_device(name)) name.replace(0, 1, "_");
    return name;
}

std::string hashed_name(std::string_view id, std::uint64_t seed) {
    std::string name = cleaned(id);
    name.resize(std::min(name.size(), k_longest_name - k_hash_digits - 1));
    return name + '-' + fmt::format("{:016x}", XXH64(id.data(), id.size(), seed)).substr(0, k_hash_digits);
}

}  // namespace

std::string path_name(std::string_view id) {
    const std::string name = cleaned(id);
    if (name == id && name.size() <= k_longest_name && name.back() != '.' && !ends_like_a_hash(name)) return name;
    return hashed_name(id, 0);
}

std::string lone_path_name(std::string_view id) {
    std::string name = path_name(id);
    return name == in_small_letters(name) ? name : hashed_name(id, 0);
}

std::vector<std::string> path_names(const std::vector<std::string>& ids) {
    std::vector<std::string> names;
    std::unordered_map<std::string, std::size_t> counts;  // by the name in small letters
    for (const std::string& id : ids) {
        names.push_back(path_name(id));
        ++counts[in_small_letters(names.back())];
    }
    std::vector<std::size_t> colliding;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const std::string folded = in_small_letters(names[i]);
        if (counts[folded] > 1 && names[i] != folded) colliding.push_back(i);
    }
    // In the order of the ids, so that neighbours in another order have the same names.
    std::sort(colliding.begin(), colliding.end(), [&](std::size_t a, std::size_t b) { return ids[a] < ids[b]; });
    for (const std::size_t i : colliding) {
        --counts[in_small_letters(names[i])];
        std::uint64_t seed = 0;
        do names[i] = hashed_name(ids[i], seed++);
        while (counts[in_small_letters(names[i])] > 0);
        ++counts[in_small_letters(names[i])];
    }
    return names;
}

}  // namespace cairn
