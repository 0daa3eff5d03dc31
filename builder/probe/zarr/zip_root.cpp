#include "builder/probe/zarr/zip_root.hpp"

#include "base/storage/zip_directory.hpp"

namespace cairn::zarr {

void ZipRootFinder::look_at(std::string_view name) {
    const auto mark = [](Seen& seen, std::string_view member) {
        if (member == "zarr.json") seen.v3 = true;
        if (member == ".zgroup" || member == ".zarray" || member == ".zmetadata") seen.v2 = true;
    };
    const std::size_t slash = name.find('/');
    if (slash == std::string_view::npos) return mark(m_at_top, name);
    const std::string_view folder = name.substr(0, slash + 1);
    if (folder == "__MACOSX/" || folder == "/") return;  // what one archiver adds for itself; an absolute path
    if (m_folder.empty()) m_folder = folder;
    if (m_folder != folder) {
        m_several_folders = true;
    } else {
        mark(m_in_folder, name.substr(slash + 1));
    }
}

std::optional<ZipStoreRoot> ZipRootFinder::found() const {
    const bool is_at_top = m_at_top.v3 || m_at_top.v2;
    const Seen& seen = is_at_top ? m_at_top : m_in_folder;
    if (!is_at_top && (m_several_folders || (!seen.v3 && !seen.v2))) return std::nullopt;
    return ZipStoreRoot{seen.v3 ? Format::zarr3 : Format::zarr2, is_at_top ? std::string() : m_folder};
}

std::optional<Format> format_of_zip(const ByteAccess& file) {
    ZipRootFinder finder;
    const std::string why_not = for_each_zip_entry(file, [&finder](const ZipEntry& entry) {
        finder.look_at(entry.name);
        return true;
    });
    const auto root = finder.found();
    return why_not.empty() && root ? std::optional(root->format) : std::nullopt;
}

}  // namespace cairn::zarr
