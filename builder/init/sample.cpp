#include "builder/init/sample.hpp"

#include <algorithm>
#include <boost/filesystem.hpp>
#include <iterator>
#include <set>
#include <stdexcept>
#include <utility>

#include "base/text.hpp"
#include "builder/discover/look.hpp"

namespace cairn {

namespace {

namespace fs = boost::filesystem;

/// At most `wanted` of them; false when some were left.
template <class Listed>
bool thin_out(std::vector<Listed>& all, std::size_t wanted) {
    if (all.size() <= wanted) return true;
    std::vector<Listed> chosen;
    for (const std::size_t index : spread(all.size(), wanted)) chosen.push_back(std::move(all[index]));
    all = std::move(chosen);
    return false;
}

class Sampling {
  public:
    Sampling(const std::string& root, const SampleBounds& bounds, const std::atomic<bool>& stop)
        : m_root(fs::canonical(root).string()), m_bounds(bounds), m_stop(stop), m_selection(Archive{}) {}

    Sample run(const std::string& root) {
        std::vector<ArchivePath> level{{root, {}}};
        for (std::size_t depth = 0; !level.empty(); ++depth) {
            if (depth == m_bounds.levels) m_sample.is_whole = false;
            if (depth == m_bounds.levels || m_stop) break;
            level = next_level(std::move(level));
        }
        m_sample.sources = std::move(m_found.sources);
        m_sample.problems = std::move(m_found.problems);
        m_sample.other_kinds = std::move(m_found.other_kinds);
        std::ranges::sort(m_sample.sources, {}, &Source::relative);
        return std::move(m_sample);
    }

  private:
    std::vector<ArchivePath> next_level(std::vector<ArchivePath> level) {
        if (!thin_out(level, m_bounds.folders)) m_sample.is_whole = false;
        std::vector<ArchivePath> files;
        std::vector<ArchivePath> folders;
        for (const ArchivePath& folder : level) {
            if (m_stop) break;
            add_members(folder, files, folders);
        }
        m_sample.files_listed += files.size();
        if (!thin_out(files, m_bounds.files)) m_sample.is_whole = false;
        for (const ArchivePath& file : files) {
            if (m_stop) break;
            look_at_file(file, 0, {}, m_found);
        }
        m_found.taken.clear();
        m_found.other_files.clear();
        return folders;
    }

    void add_members(const ArchivePath& folder, std::vector<ArchivePath>& files, std::vector<ArchivePath>& folders) {
        ++m_sample.folders_listed;
        Listing listing = list_folder(folder, m_selection, {}, {}, m_found);
        if (listing.store) {
            ++m_sample.files_listed;
            return take_store(folder, *listing.store, 0, m_found);
        }
        std::ranges::sort(listing.folder_links, {}, [](const FolderLink& link) { return link.at.relative; });
        std::ranges::sort(listing.file_links, {}, [](const Candidate& link) { return link.at.relative; });
        for (FolderLink& link : listing.folder_links) {
            if (leads_out(link.at.path)) listing.folders.push_back(std::move(link.at));
        }
        for (Candidate& link : listing.file_links) {
            if (!leads_out(link.at.path)) continue;
            (link.store ? listing.folders : listing.files).push_back(std::move(link.at));
        }
        std::ranges::sort(listing.files, {}, &ArchivePath::relative);
        std::ranges::sort(listing.folders, {}, &ArchivePath::relative);
        std::ranges::move(listing.files, std::back_inserter(files));
        std::ranges::move(listing.folders, std::back_inserter(folders));
    }

    /// What a link into the archive leads to is met on its own path. A place outside is entered once: loops end.
    bool leads_out(const std::string& link) {
        boost::system::error_code error;
        const std::string target = fs::canonical(link, error).string();
        const bool is_inside = target == m_root || target.starts_with(m_root + '/');
        return !error && !is_inside && m_outside.insert(target).second;
    }

    std::string m_root;
    SampleBounds m_bounds;
    const std::atomic<bool>& m_stop;
    Selection m_selection;
    Findings m_found;
    Sample m_sample;
    std::set<std::string> m_outside;
};

}  // namespace

std::vector<std::size_t> spread(std::size_t count, std::size_t wanted) {
    std::vector<std::size_t> indices;
    if (wanted == 0 || count == 0) return indices;
    const std::size_t taken = std::min(count, wanted);
    for (std::size_t i = 0; i < taken; ++i) indices.push_back(taken == 1 ? 0 : i * (count - 1) / (taken - 1));
    return indices;
}

Sample sample_archive(const std::string& root, const SampleBounds& bounds, const std::atomic<bool>& stop) {
    boost::system::error_code error;
    if (!fs::is_directory(root, error)) throw std::runtime_error("'" + to_utf8(root) + "' is no folder");
    return Sampling(root, bounds, stop).run(root);
}

}  // namespace cairn
