#include "builder/discover/offline_files.hpp"

#include <re2/re2.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include "builder/config/expression.hpp"

namespace cairn {

OfflineFiles::OfflineFiles(const OfflineRules& rules, const std::vector<Archive>& archives) : m_rules(rules) {
    if (!rules.any()) return;
    if (!rules.value.empty()) m_value = checked_expression(rules.value);
    if (!rules.list.empty()) read_list(archives);
    m_is_offline = [this](const std::string& path, const struct stat& status) {
        if (m_rules.no_blocks && status.st_size > 0 && status.st_blocks == 0) return true;
        return m_listed.contains(path) || (!m_rules.attribute.empty() && has_attribute(path));
    };
}

OfflineFiles::~OfflineFiles() = default;

void OfflineFiles::read_list(const std::vector<Archive>& archives) {
    std::ifstream list(m_rules.list);
    for (std::string line; std::getline(list, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (line.starts_with("./")) line.erase(0, 2);
        if (line.starts_with('/')) m_listed.insert(line);
        if (line.empty() || line.starts_with('/')) continue;
        for (const Archive& archive : archives) m_listed.insert(archive.root + '/' + line);
    }
    if (list.is_open() && list.eof()) return;
    throw std::runtime_error("the list '" + m_rules.list + "' of scan.offline_files cannot be read (" +
                             std::generic_category().message(errno) +
                             "): put it back, or take it out of the configuration; without it files might be brought "
                             "back from tape");
}

/// A value that is longer than any that says this is none.
bool OfflineFiles::has_attribute(const std::string& path) const {
    std::array<char, 1024> value{};
    const ssize_t size = ::getxattr(path.c_str(), m_rules.attribute.c_str(), value.data(), value.size());
    if (size < 0) return errno == ERANGE && m_value == nullptr;
    std::size_t length = static_cast<std::size_t>(size);
    while (length > 0 && value[length - 1] == '\0') --length;
    return m_value == nullptr || re2::RE2::FullMatch(re2::StringPiece(value.data(), length), *m_value);
}

}  // namespace cairn
