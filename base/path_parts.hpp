// Parts of paths and keys with '/' between their members, as texts: no disk is asked.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cairn {

/// "a/b" of "a/b/c"; empty where there is no '/', or only one in front.
std::string_view folder_part(std::string_view path);

/// "c" of "a/b/c".
std::string_view name_part(std::string_view path);

/// "b/c" of "a/b/c" for the folder "a"; nullopt: the path is not below the folder, or is the folder itself. Neither ends
/// with '/', but for the folder "/".
std::optional<std::string_view> path_below(std::string_view path, std::string_view folder);

/// Whether a path is one of the folders, or below one.
bool is_in_any(std::string_view path, std::span<const std::string> folders);

}  // namespace cairn
