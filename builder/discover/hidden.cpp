#include "builder/discover/hidden.hpp"

#include <algorithm>
#include <boost/filesystem.hpp>

namespace cairn {

bool Hidden::has(FileId id) const { return std::find(ids.begin(), ids.end(), id) != ids.end(); }

bool Hidden::is_behind(const std::string& link) const {
    if (paths.empty()) return false;
    boost::system::error_code error;
    const std::string target = boost::filesystem::canonical(link, error).string();
    if (error) return false;
    return std::any_of(paths.begin(), paths.end(), [&](const std::string& path) {
        return target == path || (target.starts_with(path) && target[path.size()] == '/');
    });
}

}  // namespace cairn
