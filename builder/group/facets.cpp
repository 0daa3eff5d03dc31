#include "builder/group/facets.hpp"

#include <utility>

#include "builder/group/file_dates.hpp"

namespace cairn {

std::optional<std::string> builtin_value(std::string_view name, const Source& source, std::string_view archive_name) {
    const std::string_view relative = source.relative;
    const std::size_t slash = relative.rfind('/');
    const std::string_view folder = slash == std::string_view::npos ? std::string_view() : relative.substr(0, slash);
    const std::string_view file_name = relative.substr(slash + 1);
    if (name == "archive") return std::string(archive_name);
    if (name == "filename") return std::string(file_name);
    if (name == "stem") return std::string(stem_of(file_name));
    if (name == "series") {
        std::string series = series_stem(file_name);
        return series.empty() ? std::string(stem_of(file_name)) : std::move(series);
    }
    if (folder.empty()) return std::nullopt;
    if (name == "folder") return std::string(folder);
    if (name == "parent") return std::string(folder.substr(folder.rfind('/') + 1));
    return std::nullopt;
}

}  // namespace cairn
