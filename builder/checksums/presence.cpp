#include "builder/checksums/presence.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/path_parts.hpp"
#include "base/web_place.hpp"

namespace cairn::checksums {

Presence::Presence(const Config& config, std::vector<FileKey> walked, const std::vector<std::string>& silent)
    : m_walked(std::move(walked)), m_silent(silent) {
    for (const Archive& archive : config.archives) m_roots.push_back(archive.root);
    std::ranges::sort(m_walked);
}

bool Presence::is_missing(const NamedFile& file, const FileKey& key) const {
    if (std::ranges::binary_search(m_walked, key)) return false;
    const std::string& root = m_roots[file.archive];
    if (is_web(root)) return false;
    const std::string path = root + '/' + file.below;
    if (is_in_any(path, m_silent)) return false;
    struct stat status {};
    return ::stat(path.c_str(), &status) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

}  // namespace cairn::checksums
