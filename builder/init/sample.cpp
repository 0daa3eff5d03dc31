#include "builder/init/sample.hpp"

#include <algorithm>
#include <boost/filesystem.hpp>
#include <set>
#include <stdexcept>
#include <utility>

#include "base/text.hpp"
#include "builder/discover/look.hpp"
#include "builder/init/sampling.hpp"

namespace cairn {

namespace {

namespace fs = boost::filesystem;

class SampledDisk final : public SampledPlace {
  public:
    explicit SampledDisk(const std::string& root) : m_root(fs::canonical(root).string()), m_selection(Archive{}) {}

    SampledMembers list(const SampledFolder& folder, Findings& found) override {
        Listing listing = list_folder(folder.at, m_selection, {}, {}, found);
        if (listing.store) return {listing.store, {}, {}};
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
        SampledMembers members;
        for (ArchivePath& file : listing.files) members.files.push_back({std::move(file), {}});
        for (ArchivePath& inner : listing.folders) members.folders.push_back({std::move(inner)});
        return members;
    }

    void look_at(const SampledFile& file, Findings& found) override { look_at_file(file.at, 0, {}, found); }

    void take_store(const SampledFolder& folder, Format format, Findings& found) override {
        cairn::take_store(folder.at, format, 0, found);
    }

    ParallelFor parallel() const override { return serial(); }

  private:
    /// What a link into the archive leads to is met on its own path. A place outside is entered once: loops end.
    bool leads_out(const std::string& link) {
        boost::system::error_code error;
        const std::string target = fs::canonical(link, error).string();
        const bool is_inside = target == m_root || target.starts_with(m_root + '/');
        return !error && !is_inside && m_outside.insert(target).second;
    }

    std::string m_root;
    Selection m_selection;
    std::set<std::string> m_outside;
};

}  // namespace

Sample sample_archive(const std::string& root, const SampleBounds& bounds, const std::atomic<bool>& stop) {
    boost::system::error_code error;
    if (!fs::is_directory(root, error)) throw std::runtime_error("'" + to_utf8(root) + "' is no folder");
    SampledDisk disk(root);
    return sample_of(disk, {{root, {}}}, bounds, stop);
}

}  // namespace cairn
