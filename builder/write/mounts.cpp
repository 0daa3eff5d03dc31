#include "builder/write/mounts.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>

namespace cairn {

namespace {

/// Blanks and backslashes of paths are written as \ooo.
std::string unescaped(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_octal =
            text[i] == '\\' && i + 3 < text.size() &&
            std::all_of(text.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                        text.begin() + static_cast<std::ptrdiff_t>(i) + 4, [](char c) { return c >= '0' && c <= '7'; });
        if (!is_octal) {
            result += text[i];
            continue;
        }
        result += static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0'));
        i += 3;
    }
    return result;
}

std::string contents_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

bool shows(const Mount& mount, const Place& place) {
    return mount.device == place.device && is_at_or_below(mount.root, place.path);
}

}  // namespace

bool is_at_or_below(std::string_view path, std::string_view folder) {
    if (folder == "/") return path.starts_with('/');
    return path == folder || (path.starts_with(folder) && path.substr(folder.size()).starts_with('/'));
}

std::vector<Mount> parse_mountinfo(std::string_view text) {
    std::vector<Mount> mounts;
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream fields(line);
        std::string id, parent, device, root, point;
        if (fields >> id >> parent >> device >> root >> point) {
            mounts.push_back({device, unescaped(root), unescaped(point)});
        }
    }
    return mounts;
}

namespace {

std::vector<Mount> own_mounts() {
    std::vector<Mount> own = parse_mountinfo(contents_of("/proc/self/mountinfo"));
    if (own.empty()) {
        throw std::system_error(ENOENT, std::generic_category(),
                                "cannot read /proc/self/mountinfo, which says where other file systems begin");
    }
    return own;
}

}  // namespace

Mounts read_mounts() { return Mounts(own_mounts()); }

bool Mounts::has_point(std::string_view path) const {
    return std::any_of(m_own.begin(), m_own.end(), [&](const Mount& mount) { return mount.point == path; });
}

bool Mounts::has_point_below(std::string_view folder) const {
    return std::any_of(m_own.begin(), m_own.end(), [&](const Mount& mount) {
        return mount.point != folder && is_at_or_below(mount.point, folder);
    });
}

std::vector<std::string> Mounts::points_below(std::string_view folder) const {
    std::vector<std::string> points;
    for (const Mount& mount : m_own)
        if (mount.point != folder && is_at_or_below(mount.point, folder)) points.push_back(mount.point);
    return points;
}

/// The last of several mounts at one point hides the others.
Place Mounts::place_of(std::string_view path) const {
    const Mount* nearest = nullptr;
    for (const Mount& mount : m_own) {
        if (!is_at_or_below(path, mount.point)) continue;
        if (nearest == nullptr || mount.point.size() >= nearest->point.size()) nearest = &mount;
    }
    if (nearest == nullptr) return {"", std::string(path)};
    std::string rest(path.substr(nearest->point == "/" ? 0 : nearest->point.size()));
    if (nearest->root != "/") return {nearest->device, nearest->root + (rest == "/" ? "" : rest)};
    return {nearest->device, rest.empty() ? "/" : rest};
}

std::vector<std::string> Mounts::points_of(std::string_view folder) const {
    const Place place = place_of(folder);
    std::vector<std::string> points;
    for (const Mount& mount : m_own) {
        if (shows(mount, place)) points.push_back(mount.point);
    }
    return points;
}

}  // namespace cairn
