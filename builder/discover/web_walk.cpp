#include "builder/discover/web_walk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <mutex>
#include <set>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "base/url.hpp"
#include "builder/discover/finding_tasks.hpp"
#include "builder/discover/folder_trail.hpp"
#include "builder/discover/look.hpp"
#include "builder/discover/other_files.hpp"
#include "builder/discover/selection.hpp"
#include "builder/discover/web_look.hpp"

namespace cairn {

namespace {

using Kind = StorageFault::Kind;

class WebWalk {
  public:
    WebWalk(const Archive& archive, std::size_t archive_index, const ObjectPlace& root, WebStorages& web,
            TaskRunner& tasks, const std::atomic<bool>& stop, const WalkRules& rules)
        : m_archive(archive),
          m_look(archive, archive_index, root, web, rules.recollection),
          m_is_told_by_pages(scheme_of(archive.root) != "s3" && archive.listing.empty()),
          m_selection(archive),
          m_tasks(tasks, stop),
          m_rules(rules) {}

    WalkResult run() {
        m_tasks.add([this](Findings& found) { enter_root(found); });
        do m_tasks.wait();
        while (enter_redirected());
        return result();
    }

  private:
    /// A folder from which the server sends to another one of the archive.
    struct Redirected {
        std::string folder;
        std::string target;
        FolderTrail::Place above;
    };

    void enter_root(Findings& found) {
        Answer<ListedFolder> members = m_look.list({});
        if (auto* listed = std::get_if<ListedFolder>(&members); listed != nullptr && !listed->members.empty())
            return take_members("", nullptr, std::move(listed->members), found);
        // A server that lists nothing may have a store where the names of its members are known.
        if (const auto format = m_look.store_unlisted()) return m_look.take_store({}, *format, found);
        const auto* fault = std::get_if<StorageFault>(&members);
        throw std::runtime_error(fmt::format(
            "the archive '{}' cannot be listed ({}): check its address; a server that lists no folders needs a file "
            "with a list of them (`listing`)",
            m_archive.root, fault == nullptr ? "there is nothing in it" : fault->message));
    }

    enum class Redirects { wait, are_entered };

    void enter(const std::string& folder, const FolderTrail::Place& above, Redirects redirects, Findings& found) {
        Answer<ListedFolder> members = m_look.list(folder);
        if (auto* listed = std::get_if<ListedFolder>(&members)) {
            if (redirects == Redirects::are_entered || !waits_for_target(folder, above, listed->folder))
                take_members(folder, above, std::move(listed->members), found);
            return;
        }
        const auto& fault = std::get<StorageFault>(members);
        if (fault.kind == Kind::missing)
            return found.add_problem("discover/vanished", m_look.place_of(folder).path,
                                     "the folder was listed, but was gone when it was to be read: nothing in it is "
                                     "catalogued",
                                     Severity::warning);
        found.add_problem("discover/unreadable-folder", m_look.place_of(folder).path,
                          "the folder cannot be listed (" + fault.message +
                              "): nothing in it is catalogued; try again, or exclude it");
    }

    /// What is looked at in one place is not to be looked at in another one; whether it is, is known at the end.
    bool waits_for_target(const std::string& folder, const FolderTrail::Place& above, const std::string& target) {
        const std::scoped_lock lock(m_mutex);
        if (target == folder) {
            m_entered.insert(folder);
            return false;
        }
        m_redirected.push_back({folder, target, above});
        return true;
    }

    /// Enters folders that led to others which no way through the archive led to, one for each of these. False: all was
    /// entered that is to be.
    bool enter_redirected() {
        std::vector<Redirected> redirected = std::exchange(m_redirected, {});
        std::ranges::sort(redirected, {}, &Redirected::folder);
        for (const Redirected& one : redirected) {
            if (one.target.empty() || !m_entered.insert(one.target).second) {
                m_tasks.add([this, one](Findings& found) { report_redirect(one, found); });
            } else {
                m_tasks.add([this, one](Findings& found) { enter(one.folder, one.above, Redirects::are_entered, found); });
            }
        }
        return !redirected.empty();
    }

    void report_redirect(const Redirected& one, Findings& found) const {
        found.add_problem("discover/redirected", m_look.place_of(one.folder).path,
                          fmt::format("the server sends from this folder to '{}': what is in it is catalogued there, and "
                                      "not a second time here",
                                      m_look.place_of(one.target).path),
                          Severity::warning);
    }

    void take_members(const std::string& folder, const FolderTrail::Place& above, std::vector<FolderMember> members,
                      Findings& found) {
        const FolderTrail::Place here = FolderTrail::step(above, folder, members);
        if (is_in_itself(*here)) return report_loop(folder, found);
        if (const auto format = m_look.store_in(folder, members)) return enter_store(folder, *format, found);
        const ArchivePath at = m_look.place_of(folder);
        if (at.path.ends_with(".zarr")) found.hollow.push_back(at);
        if (const auto evidence = here->evidence()) found.listings.emplace_back(*evidence, at);
        std::vector<ArchiveObject> files;
        for (FolderMember& member : members) add_member(folder, here, member, files, found);
        add_files(std::move(files));
    }

    /// On a server a symbolic link to a folder looks as a folder does.
    bool is_in_itself(const FolderTrail& here) const {
        return here.is_in_itself([this](const std::string& path) -> std::optional<std::vector<FolderMember>> {
            Answer<ListedFolder> members = m_look.list(path);
            if (auto* listed = std::get_if<ListedFolder>(&members)) return std::move(listed->members);
            return std::nullopt;
        });
    }

    void report_loop(const std::string& folder, Findings& found) const {
        found.add_problem("discover/link-loop", m_look.place_of(folder).path,
                          "the folder lists what a folder that it is in lists, as a symbolic link to that one does: it "
                          "is not entered, since all of it is looked at anyway",
                          Severity::warning);
    }

    static void report_too_deep(const std::string& path, Findings& found) {
        found.add_problem("discover/too-deep", path,
                          fmt::format("the folder lies more than {} levels below the archive: it is not entered; where "
                                      "links lead in circles, exclude them",
                                      FolderTrail::k_most_levels));
    }

    void add_member(const std::string& folder, const FolderTrail::Place& here, FolderMember& member,
                    std::vector<ArchiveObject>& files, Findings& found) {
        const std::string path = folder.empty() ? member.name : folder + '/' + member.name;
        const ArchivePath at = m_look.place_of(path);
        if (member.is_folder) {
            if (!m_selection.enters_folder(at.relative)) return;
            if (here->depth() == FolderTrail::k_most_levels) return report_too_deep(at.path, found);
            warn_about_name(at.path, found);
            m_tasks.add([this, path, here](Findings& deeper) { enter(path, here, Redirects::wait, deeper); });
        } else if (m_selection.takes_file(at.relative)) {
            files.push_back({at, m_look.key_of(path), std::move(member.stat)});
        } else {
            ++found.files_seen;
            ++found.files_excluded;
        }
    }

    void enter_store(const std::string& folder, Format format, Findings& found) {
        if (folder.empty() || m_selection.takes_store(m_look.place_of(folder).relative))
            return m_look.take_store(folder, format, found);
        ++found.files_seen;
        ++found.files_excluded;
    }

    /// Each waits for its own answer: a task a file.
    void add_files(std::vector<ArchiveObject> files) {
        for (ArchiveObject& file : files)
            m_tasks.add([this, file = std::move(file)](Findings& found) { look_at(file, found); });
    }

    void look_at(const ArchiveObject& file, Findings& found) {
        m_look.look_at(file, found);
        if (m_rules.other_files == OtherFiles::count) found.other_files.clear();
        for (const OtherFile& other : found.other_files) warn_about_name(other.source.path, found);
    }

    /// Folders called *.zarr that are no store, unless something was found in them.
    void report_hollow(Findings& found) const {
        for (const ArchivePath& folder : found.hollow) {
            const std::string prefix = folder.relative.empty() ? std::string() : folder.relative + '/';
            const auto at = std::ranges::lower_bound(found.sources, prefix, {}, &Source::relative);
            const bool holds_sources = at != found.sources.end() && at->relative.starts_with(prefix);
            if (holds_sources || !m_selection.takes_store(folder.relative)) continue;
            found.add_problem("discover/unknown-format", folder.path, std::string(k_hollow_store));
        }
    }

    /// A symbolic link to a folder beside it cannot be told from a copy, and what differs must not be left out.
    static void report_twins(Findings& found) {
        auto& listings = found.listings;
        std::ranges::sort(listings, [](const auto& a, const auto& b) {
            return std::tie(a.first, a.second.relative) < std::tie(b.first, b.second.relative);
        });
        std::size_t first = 0;
        for (std::size_t i = 1; i < listings.size(); ++i) {
            if (listings[i].first != listings[first].first) first = i;
            if (i == first) continue;
            found.add_problem("discover/same-listing", listings[i].second.path,
                              fmt::format("the folder lists the same files as '{}', with the same sizes and times, as a "
                                          "symbolic link to that one does: what is in it is catalogued at both places; "
                                          "where it is a link, exclude it",
                                          listings[first].second.relative),
                              Severity::warning);
        }
    }

    WalkResult result() {
        Findings& found = m_tasks.all();
        std::ranges::sort(found.sources, {}, &Source::relative);
        std::ranges::sort(found.other_files, {},
                          [](const OtherFile& one) -> const std::string& { return one.source.relative; });
        report_hollow(found);
        if (m_is_told_by_pages) report_twins(found);
        std::ranges::sort(found.problems, {},
                          [](const Problem& one) { return std::tie(one.path, one.code, one.message); });
        return {std::move(found.sources),     {},
                std::move(found.problems),    found.files_seen,
                found.files_excluded,         std::move(found.other_kinds),
                std::move(found.other_files), {}};
    }

    const Archive& m_archive;
    WebLook m_look;
    bool m_is_told_by_pages;  ///< of a server, on which a link looks as what it leads to
    Selection m_selection;
    FindingTasks m_tasks;
    const WalkRules& m_rules;
    std::mutex m_mutex;  ///< guards the rest
    std::vector<Redirected> m_redirected;
    std::set<std::string> m_entered;  ///< folders, where the server lists them
};

}  // namespace

WalkResult web_walk(const Archive& archive, std::size_t archive_index, WebStorages& web, TaskRunner& tasks,
                    const std::atomic<bool>& stop, const WalkRules& rules) {
    const auto root = web.find(archive.root);
    if (!root) throw std::logic_error("the archive '" + archive.root + "' has no storage");
    return WebWalk(archive, archive_index, *root, web, tasks, stop, rules).run();
}

}  // namespace cairn
