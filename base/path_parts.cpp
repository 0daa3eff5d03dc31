#include "base/path_parts.hpp"

#include <algorithm>

namespace cairn {

std::string_view folder_part(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return path.substr(0, slash == std::string_view::npos ? 0 : slash);
}

std::string_view name_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::optional<std::string_view> path_below(std::string_view path, std::string_view folder) {
    if (folder == "/") folder = {};
    if (path.size() <= folder.size() + 1 || !path.starts_with(folder) || path[folder.size()] != '/')
        return std::nullopt;
    return path.substr(folder.size() + 1);
}

bool is_in_any(std::string_view path, std::span<const std::string> folders) {
    return std::ranges::any_of(folders, [&](const std::string& folder) {
        return path == folder || path_below(path, folder).has_value();
    });
}

}  // namespace cairn
