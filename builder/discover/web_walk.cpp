#include "builder/discover/web_walk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>
#include <span>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "base/storage/object_stamp.hpp"
#include "base/storage/storage_error.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "builder/discover/finding_tasks.hpp"
#include "builder/discover/folder_trail.hpp"
#include "builder/discover/look.hpp"
#include "builder/discover/other_files.hpp"
#include "builder/discover/selection.hpp"
#include "builder/probe/folder_look.hpp"
#include "builder/probe/formats.hpp"

namespace cairn {

namespace {

using Kind = StorageFault::Kind;

constexpr std::size_t k_small_look = 4 << 10;  // what tells most formats, where nothing more would be kept

std::string below(const std::string& folder, std::string_view name) {
    return folder.empty() ? std::string(name) : folder + '/' + std::string(name);
}

/// An object of the archive, as its listing has it.
struct Listed {
    ArchivePath at;
    std::string key;  ///< in its storage
    ObjectStat stat;
};

class WebWalk {
  public:
    WebWalk(const Archive& archive, std::size_t archive_index, const ObjectPlace& root, WebStorages& web,
            TaskRunner& tasks, const std::atomic<bool>& stop, const WalkRules& rules)
        : m_archive(archive),
          m_index(archive_index),
          m_root(root),
          m_hides_names(scheme_of(archive.root) != "s3" && archive.listing.empty()),
          m_web(web),
          m_selection(archive),
          m_tasks(tasks, stop),
          m_rules(rules) {}

    WalkResult run() {
        m_tasks.add([this](Findings& found) { enter_root(found); });
        m_tasks.wait();
        return result();
    }

  private:
    /// Paths below the archive's root; empty: the root.
    ArchivePath place_of(const std::string& below_root) const {
        return {below_root.empty() ? m_archive.root : m_archive.root + '/' + below_root, to_utf8(below_root)};
    }
    std::string key_of(const std::string& below_root) const {
        return below_root.empty() ? m_root.key : below(m_root.key, below_root);
    }
    ObjectPlace object_at(std::string key) const {
        ObjectPlace place = m_root;
        place.key = std::move(key);
        return place;
    }

    void enter_root(Findings& found) {
        Answer<std::vector<FolderMember>> members = m_root.storage->list(m_root.key);
        if (auto* listed = std::get_if<std::vector<FolderMember>>(&members); listed != nullptr && !listed->empty())
            return take_members("", nullptr, std::move(*listed), found);
        // A server that lists nothing may have a store where the names of its members are known.
        if (const auto format = format_of_folder(ObjectFolder(m_root, m_archive.root, std::nullopt)))
            return take_folder("", *format, found);
        const auto* fault = std::get_if<StorageFault>(&members);
        throw std::runtime_error(fmt::format(
            "the archive '{}' cannot be listed ({}): check its address; a server that lists no folders needs a file "
            "with a list of them (`listing`)",
            m_archive.root, fault == nullptr ? "there is nothing in it" : fault->message));
    }

    void enter(const std::string& folder, const FolderTrail::Place& above, Findings& found) {
        Answer<std::vector<FolderMember>> members = m_root.storage->list(key_of(folder));
        if (auto* listed = std::get_if<std::vector<FolderMember>>(&members))
            return take_members(folder, above, std::move(*listed), found);
        const auto& fault = std::get<StorageFault>(members);
        if (fault.kind == Kind::missing)
            return found.add_problem("discover/vanished", place_of(folder).path,
                                     "the folder was listed, but was gone when it was to be read: nothing in it is "
                                     "catalogued",
                                     Severity::warning);
        found.add_problem("discover/unreadable-folder", place_of(folder).path,
                          "the folder cannot be listed (" + fault.message +
                              "): nothing in it is catalogued; try again, or exclude it");
    }

    void take_members(const std::string& folder, const FolderTrail::Place& above, std::vector<FolderMember> members,
                      Findings& found) {
        const FolderTrail::Place here = FolderTrail::step(above, folder, members);
        if (is_in_itself(*here)) return report_loop(folder, found);
        if (m_hides_names && may_hide_a_store(folder, members)) add_hidden(folder, members);
        const bool may_be_store =
            std::ranges::any_of(members, [](const FolderMember& member) { return marks_a_store(member.name); });
        if (may_be_store) {
            const auto format =
                format_of_folder(ObjectFolder(object_at(key_of(folder)), place_of(folder).path, members));
            if (format) return enter_store(folder, *format, found);
        }
        if (place_of(folder).path.ends_with(".zarr")) found.hollow.push_back(place_of(folder));
        std::vector<Listed> files;
        for (FolderMember& member : members) add_member(folder, here, member, files, found);
        add_files(std::move(files));
    }

    /// On a server a symbolic link to a folder looks as a folder does.
    bool is_in_itself(const FolderTrail& here) const {
        return here.is_in_itself([this](const std::string& path) -> std::optional<std::vector<FolderMember>> {
            Answer<std::vector<FolderMember>> members = m_root.storage->list(key_of(path));
            if (auto* listed = std::get_if<std::vector<FolderMember>>(&members)) return std::move(*listed);
            return std::nullopt;
        });
    }

    void report_loop(const std::string& folder, Findings& found) const {
        found.add_problem("discover/link-loop", place_of(folder).path,
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

    /// Where everything in sight is a folder or a chunk of an array ("0.12.3").
    bool may_hide_a_store(const std::string& folder, const std::vector<FolderMember>& members) const {
        const auto is_hidden = [](const FolderMember& member) { return member.name.starts_with('.'); };
        if (std::ranges::any_of(members, is_hidden)) return false;  // this server shows them
        return folder.ends_with(".zarr") || std::ranges::all_of(members, [](const FolderMember& member) {
                   return member.is_folder || member.name.find_first_not_of("0123456789.") == std::string::npos;
               });
    }

    /// Looks for the files by which Zarr v2 and references in Parquet are told.
    void add_hidden(const std::string& folder, std::vector<FolderMember>& members) const {
        constexpr std::array<std::string_view, 3> k_names{".zarray", ".zgroup", ".zmetadata"};
        std::vector<std::unique_ptr<PendingRanges>> pending;
        for (const std::string_view name : k_names)
            pending.push_back(m_root.storage->begin_ranges(below(key_of(folder), name), {{0, 1}}, ""));
        for (std::size_t i = 0; i < k_names.size(); ++i) {
            const bool is_there = std::holds_alternative<SeenRanges>(pending[i]->take());
            if (is_there) members.push_back({std::string(k_names.at(i)), false, {}});
        }
        std::ranges::sort(members, {}, &FolderMember::name);
    }

    void add_member(const std::string& folder, const FolderTrail::Place& here, FolderMember& member,
                    std::vector<Listed>& files, Findings& found) {
        const std::string path = below(folder, member.name);
        const ArchivePath at = place_of(path);
        if (member.is_folder) {
            if (!m_selection.enters_folder(at.relative)) return;
            if (here->depth() == FolderTrail::k_most_levels) return report_too_deep(at.path, found);
            warn_about_name(at.path, found);
            m_tasks.add([this, path, here](Findings& deeper) { enter(path, here, deeper); });
        } else if (m_selection.takes_file(at.relative)) {
            files.push_back({at, key_of(path), std::move(member.stat)});
        } else {
            ++found.files_seen;
            ++found.files_excluded;
        }
    }

    void enter_store(const std::string& folder, Format format, Findings& found) {
        if (folder.empty() || m_selection.takes_store(place_of(folder).relative))
            return take_folder(folder, format, found);
        ++found.files_seen;
        ++found.files_excluded;
    }

    void take_folder(const std::string& folder, Format format, Findings& found) {
        ++found.files_seen;
        const ArchivePath at = place_of(folder);
        found.sources.push_back({at.path, folder.empty() ? "." : at.relative, m_index, format, FileStamp{}});
    }

    /// Each waits for its own answer: a task a file.
    void add_files(std::vector<Listed> files) {
        for (Listed& file : files)
            m_tasks.add([this, file = std::move(file)](Findings& found) { look_at(file, found); });
    }

    void look_at(Listed file, Findings& found) {
        ++found.files_seen;
        try {
            look_at_listed(file, found);
        } catch (const StorageError& error) {
            report_unreadable(file, error.fault(), found);
        }
        if (m_rules.other_files == OtherFiles::count) found.other_files.clear();
        for (const OtherFile& other : found.other_files) warn_about_name(other.source.path, found);
    }

    void look_at_listed(Listed& file, Findings& found) {
        const ObjectPlace place = object_at(file.key);
        if (!tells_changes(file.stat)) file.stat = stat_of(place);
        const FileStamp stamp = stamp_of(file.stat);
        const auto known =
            m_rules.recollection == nullptr ? std::nullopt : m_rules.recollection->format_of(file.at.relative, stamp);
        if (known) {
            warn_about_name(file.at.path, found);
            found.sources.push_back({file.at.path, file.at.relative, m_index, *known, stamp});
            return;
        }
        const std::string_view name = name_of(file);
        const bool is_told_by_name = !may_be_data(name) && kind_of_file(name, {}).name != k_unknown_kind;
        if (file.stat.size_bytes == 0 || is_told_by_name)
            return take_file(file.at, m_index, {stamp, std::nullopt, {}}, found);
        const bool is_kept = m_web.keeps_more();
        std::unique_ptr<ObjectBytes> bytes =
            ObjectBytes::open(place, is_kept ? ObjectBytes::k_first_read : k_small_look);
        const auto read = [&bytes](std::uint64_t offset, std::size_t count) {
            std::string text(count, '\0');
            text.resize(bytes->read(offset, std::as_writable_bytes(std::span(text))));
            return text;
        };
        const std::optional<Format> format = format_of({bytes->size_bytes(), read});
        // A size of zero stands for a folder in all that comes after.
        const FileStamp seen = stamp.size_bytes == 0 ? stamp_of(bytes->stat()) : stamp;
        take_file(file.at, m_index, {seen, format, format ? std::string() : read(0, k_signature_bytes)}, found);
        if (format && is_kept) m_web.keep(file.at.path, std::move(bytes));
    }

    static std::string_view name_of(const Listed& file) {
        return std::string_view(file.at.path).substr(file.at.path.rfind('/') + 1);
    }

    static ObjectStat stat_of(const ObjectPlace& place) {
        Answer<ObjectStat> answer = place.storage->stat(place.key);
        if (auto* fault = std::get_if<StorageFault>(&answer)) throw StorageError(std::move(*fault));
        return std::get<ObjectStat>(answer);
    }

    static void report_unreadable(const Listed& file, const StorageFault& fault, Findings& found) {
        if (fault.kind == Kind::missing)
            return found.add_problem("discover/vanished", file.at.path,
                                     "the file was listed, but was gone when it was to be read: it is not catalogued",
                                     Severity::warning);
        const std::string_view name = name_of(file);
        found.add_problem("discover/unreadable-file", file.at.path,
                          "the file cannot be read (" + fault.message + "): try again, or exclude it",
                          may_be_data(name) ? Severity::error : Severity::warning);
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

    WalkResult result() {
        Findings& found = m_tasks.all();
        std::ranges::sort(found.sources, {}, &Source::relative);
        std::ranges::sort(found.other_files, {},
                          [](const OtherFile& one) -> const std::string& { return one.source.relative; });
        report_hollow(found);
        std::ranges::sort(found.problems, {},
                          [](const Problem& one) { return std::tie(one.path, one.code, one.message); });
        return {std::move(found.sources),     {},
                std::move(found.problems),    found.files_seen,
                found.files_excluded,         std::move(found.other_kinds),
                std::move(found.other_files), {}};
    }

    const Archive& m_archive;
    std::size_t m_index;
    ObjectPlace m_root;
    bool m_hides_names;  ///< listings are pages of servers, which leave out names that begin with a dot
    WebStorages& m_web;
    Selection m_selection;
    FindingTasks m_tasks;
    const WalkRules& m_rules;
};

}  // namespace

WalkResult web_walk(const Archive& archive, std::size_t archive_index, WebStorages& web, TaskRunner& tasks,
                    const std::atomic<bool>& stop, const WalkRules& rules) {
    const auto root = web.find(archive.root);
    if (!root) throw std::logic_error("the archive '" + archive.root + "' has no storage");
    return WebWalk(archive, archive_index, *root, web, tasks, stop, rules).run();
}

}  // namespace cairn
