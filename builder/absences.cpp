#include "builder/absences.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace cairn {

namespace {

constexpr std::string_view k_folder_code = "discover/unreadable-folder";

/// A file under such a problem is there, but it is none of the sources.
constexpr std::array<std::string_view, 5> k_file_codes{"discover/unreadable-file", "discover/empty-file",
                                                       "discover/unknown-format", "discover/dangling-link",
                                                       "discover/link-loop"};

bool is_among(const std::vector<BlockOfKeys>& blocks, const KnownSources& known, const std::string& relative) {
    const auto& sources = blocks[known.block_of(relative)].sources;
    return std::ranges::binary_search(sources, relative, {}, &KnownSource::relative);
}

}  // namespace

Absences::Absences(const Config& config, const Scan& scan, std::span<const Source> sources,
                   std::span<const Source> waiting, std::span<const Source> offline,
                   const std::vector<Problem>& problems)
    : m_config(config), m_waiting(waiting), m_offline(offline) {
    for (std::size_t archive = 0; archive < config.archives.size(); ++archive) {
        m_selections.emplace_back(config.archives[archive]);
        const auto of_archive = std::ranges::equal_range(sources, archive, {}, &Source::archive);
        m_sources.emplace_back(of_archive.begin(), of_archive.end());
        m_new.push_back(new_contents(scan.known(archive), archive));
    }
    for (const Problem& problem : problems) {
        if (!is_of_unreadable(problem)) continue;
        m_unreadable.insert(problem.path);
        if (problem.code == k_folder_code) m_unreadable_folders.insert(problem.path);
    }
}

bool Absences::is_of_unreadable(const Problem& problem) {
    return problem.code == k_folder_code || std::ranges::find(k_file_codes, problem.code) != k_file_codes.end();
}

std::set<Absences::Contents> Absences::new_contents(const KnownSources& known, std::size_t archive) const {
    std::set<Contents> contents;
    if (known.blocks().empty()) return contents;
    for (const Source& source : m_sources[archive]) {
        if (!is_among(known.blocks(), known, source.relative)) contents.insert(contents_of(source.stamp));
    }
    return contents;
}

const Source* Absences::find(std::size_t archive, const std::string& relative) const {
    const std::span<const Source> sources = m_sources[archive];
    const auto at = std::ranges::lower_bound(sources, relative, {}, &Source::relative);
    return at != sources.end() && at->relative == relative ? &*at : nullptr;
}

std::optional<Absent> Absences::of(std::size_t archive, const std::string& relative, const FileStamp& stamp) const {
    if (is_there(archive, relative)) return std::nullopt;
    const Selection& selection = m_selections[archive];
    const bool is_folder = stamp.size_bytes == 0;
    if (is_folder ? !selection.takes_store(relative) : !selection.takes_file(relative)) return std::nullopt;
    const auto key = [](const Source& source) { return std::tie(source.archive, source.relative); };
    if (std::ranges::binary_search(m_waiting, std::tie(archive, relative), {}, key)) return Absent::waiting;
    if (std::ranges::binary_search(m_offline, std::tie(archive, relative), {}, key)) return Absent::offline;
    const std::string& root = m_config.archives[archive].root;
    return is_unreadable(to_utf8(relative == "." ? root : root + '/' + relative)) ? Absent::unreadable
                                                                                  : Absent::removed;
}

std::optional<Absent> Absences::of_known(std::size_t archive, const std::string& relative,
                                         const FileStamp& stamp) const {
    const std::optional<Absent> why = of(archive, relative, stamp);
    return why == Absent::removed && m_new[archive].contains(contents_of(stamp)) ? std::nullopt : why;
}

bool Absences::is_unreadable(const std::string& path) const {
    if (m_unreadable.contains(path)) return true;
    if (m_unreadable_folders.empty()) return false;
    for (std::size_t at = path.rfind('/'); at != std::string::npos && at > 0; at = path.rfind('/', at - 1)) {
        if (m_unreadable_folders.contains(path.substr(0, at))) return true;
    }
    return false;
}

}  // namespace cairn
