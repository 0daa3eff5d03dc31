#include "validator/folder_names.hpp"

#include <dirent.h>

#include <algorithm>
#include <utility>

namespace cairn::validate {

namespace {

/// Names that are kept at once: some 100 MB. Past it the oldest are read again when they are asked for.
constexpr std::size_t k_most = 1'000'000;

}  // namespace

std::shared_ptr<const FolderNames::Names> FolderNames::names_in(std::string_view folder) const {
    const std::scoped_lock lock(m_mutex);
    const auto [place, fresh] = m_folders.try_emplace(std::string(folder));
    if (!fresh) return place->second;
    auto names = std::make_shared<Names>();
    const std::string path = folder.empty() ? m_top : m_top + "/" + std::string(folder);
    if (DIR* const stream = ::opendir(path.c_str())) {
        while (const dirent* entry = ::readdir(stream)) names->insert(entry->d_name);
        ::closedir(stream);
    } else {
        names = nullptr;  // it cannot be listed, or is none: whoever asks has to look
    }
    m_count += names == nullptr ? 1 : names->size() + 1;
    if (m_count > k_most) {
        m_folders.clear();
        m_count = 0;
        return names;
    }
    place->second = names;
    return names;
}

bool FolderNames::may_have(std::string_view path) const {
    for (std::size_t begin = 0; begin < path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const auto names = names_in(path.substr(0, begin == 0 ? 0 : begin - 1));
        if (names == nullptr) return true;
        if (names->count(std::string(path.substr(begin, end - begin))) == 0) return false;
        begin = end + 1;
    }
    return true;
}

}  // namespace cairn::validate
