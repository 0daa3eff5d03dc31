#include "builder/group/facets.hpp"

#include "builder/group/file_dates.hpp"

namespace cairn {

Facets builtin_values(const Source& source, const std::string& archive_name) {
    const std::string_view relative = source.relative;
    const std::size_t slash = relative.rfind('/');
    const std::string_view folder = slash == std::string_view::npos ? std::string_view() : relative.substr(0, slash);
    const std::string_view file_name = relative.substr(slash + 1);
    Facets values{
        {"archive", archive_name}, {"filename", std::string(file_name)}, {"stem", std::string(stem_of(file_name))}};
    const std::string series = series_stem(file_name);
    values["series"] = series.empty() ? values["stem"] : series;
    if (!folder.empty()) {
        values["folder"] = std::string(folder);
        values["parent"] = std::string(folder.substr(folder.rfind('/') + 1));
    }
    return values;
}

}  // namespace cairn
