#include "builder/state/state_path.hpp"

#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

#include "builder/state/state.hpp"

namespace cairn {

namespace {

namespace fs = std::filesystem;

/// By resolved paths; what is not there yet by the folders above it.
bool is_below(const fs::path& path, const fs::path& folder) {
    std::error_code error;
    const fs::path inner = fs::weakly_canonical(path, error);
    const fs::path outer = fs::weakly_canonical(folder, error);
    const auto [in_outer, in_inner] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
    return in_outer == outer.end();
}

/// "OUT" or "the archive '...'"; empty: a state may lie there.
std::string owner_of(const fs::path& path, const StatePlace& place) {
    if (!place.out.empty() && is_below(path, place.out)) return "the output folder '" + place.out + "'";
    for (const std::string& archive : place.archives) {
        if (is_below(path, archive)) return "the archive '" + archive + "'";
    }
    return {};
}

bool can_be_written(const fs::path& file) {
    std::error_code error;
    const fs::path folder = file.parent_path();
    if (fs::exists(file, error)) return ::access(file.c_str(), R_OK | W_OK) == 0 && ::access(folder.c_str(), W_OK) == 0;
    return ::access(folder.c_str(), W_OK | X_OK) == 0;
}

std::string hex(std::uint64_t value) {
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
    return {digits.data(), end};
}

std::string why_not(const std::vector<std::string>& tried) {
    if (tried.empty()) return "neither XDG_STATE_HOME nor HOME is set";
    if (tried.size() == 1) return '\'' + tried.front() + "' cannot be written";
    return "neither '" + tried.front() + "' nor '" + tried.back() + "' can be written";
}

fs::path of_user(const StatePlace& place) {
    std::string key = place.config + '\n' + place.out;
    for (const std::string& archive : place.archives) key += '\n' + archive;
    const std::string name = fs::path(place.out).filename().string();
    return fs::path(place.state_home) / "cairn" / (name + '-' + hex(XXH3_64bits(key.data(), key.size())) + ".state");
}

}  // namespace

std::vector<std::string> places_of_state(const StatePlace& place) {
    if (!place.asked_for.empty()) {
        if (const std::string owner = owner_of(place.asked_for, place); !owner.empty()) {
            throw StateRefused("the state '" + place.asked_for + "' may not lie in " + owner +
                               ": name a file elsewhere with --state");
        }
        return {place.asked_for};
    }
    std::vector<std::string> places;
    if (!place.config.empty()) places.push_back(place.config + ".state");
    if (!place.state_home.empty()) places.push_back(of_user(place).string());
    return places;
}

std::string state_path(const StatePlace& place) {
    const std::vector<std::string> places = places_of_state(place);
    if (!place.asked_for.empty()) return places.front();
    for (const std::string& path : places) {
        if (!owner_of(path, place).empty()) continue;
        std::error_code error;
        const bool is_of_user = path != place.config + ".state";
        if (is_of_user) fs::create_directories(fs::path(path).parent_path(), error);
        if (can_be_written(path)) return path;
    }
    throw StateRefused("there is no place for the state, which makes the next run read only what changed: " +
                       why_not(places) + "; name a file with --state, or run with --no-state");
}

}  // namespace cairn
