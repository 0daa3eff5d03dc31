#include "validator/assets/asset_journal.hpp"

#include <cstdlib>
#include <stdexcept>

namespace cairn::validate {

namespace {

constexpr const char* k_head = "cairn-assets 1";

}  // namespace

AssetJournal::AssetJournal(const std::string& path) {
    if (path.empty()) return;
    std::ifstream before(path);
    std::string line;
    const bool is_there = static_cast<bool>(std::getline(before, line));
    if (is_there && line != k_head)
        throw std::runtime_error(path + ": is no journal of assets of this version, expected \"" + k_head +
                                 "\": name another file");
    while (std::getline(before, line)) {
        if (line.size() == 16)
            m_known.insert(std::strtoull(line.c_str(), nullptr, 16));  // a cut line counts for nothing
    }
    m_file.open(path, std::ios::app);
    if (!is_there) m_file << k_head << "\n" << std::flush;
    if (!m_file) throw std::runtime_error(path + ": the journal of assets cannot be written");
}

void AssetJournal::add(std::uint64_t digest) {
    if (!m_file.is_open()) return;
    char text[18];
    std::snprintf(text, sizeof text, "%016llx\n", static_cast<unsigned long long>(digest));
    const std::scoped_lock lock(m_mutex);
    m_file << text << std::flush;
}

}  // namespace cairn::validate
