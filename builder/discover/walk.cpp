#include "builder/discover/walk.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <boost/filesystem.hpp>
#include <cerrno>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <stdexcept>
#include <system_error>
#include <tuple>
#include <utility>

#include "builder/discover/finding_tasks.hpp"
#include "builder/discover/look.hpp"
#include "builder/discover/other_files.hpp"
#include "builder/discover/selection.hpp"
#include "builder/probe/zarr/pyramid.hpp"

namespace cairn {

namespace {

bool is_at_or_below(std::string_view relative, std::string_view folder) {
    return folder.empty() || relative == folder ||
           (relative.starts_with(folder) && relative.substr(folder.size()).starts_with('/'));
}

constexpr auto by_path = [](const auto& a, const auto& b) {
    return std::tie(a.at.relative, a.at.path) < std::tie(b.at.relative, b.at.path);
};

/// The walk goes in rounds, so that no race decides: folders that are reached without links first; then, each round,
/// the folders behind the links found so far, claimed in the order of the links' paths before any is entered. A link to
/// a folder that was entered already is followed a second time ("alias") only when the globs left something out below
/// that folder, since they may take it on this path. What is reached so, and what file links lead to, are candidates:
/// looked at last, and only when no better path was.
class Walk {
  public:
    Walk(const Archive& archive, std::size_t archive_index, TaskRunner& tasks, const std::atomic<bool>& stop,
         const WalkRules& rules)
        : m_root{archive.root, ""},
          m_archive(archive_index),
          m_selection(archive),
          m_tasks(tasks, stop),
          m_stop(stop),
          m_hidden(rules.hidden),
          m_other_files(rules.other_files),
          m_wants_checksum_lists(rules.wants_checksum_lists),
          m_known{rules.recollection, rules.is_offline},
          m_silent(rules.silent),
          m_patiently(rules.patiently) {}

    WalkResult run() {
        struct stat status {};
        if (::stat(m_root.path.c_str(), &status) != 0) {
            throw std::runtime_error("the archive '" + m_root.path + "' cannot be read (" +
                                     std::generic_category().message(errno) + "): check its path");
        }
        if (!S_ISDIR(status.st_mode)) {
            throw std::runtime_error("the archive '" + m_root.path + "' is not a folder: name the folder it is in");
        }
        m_entered.emplace(id_of(status), "");
        add_folder({m_root, Visit::claimed});
        finish_round();
        while (!m_stop && (claim_links() || revisit())) finish_round();
        take_candidates();
        return result();
    }

  private:
    /// claimed: the id is in m_entered already; alias: entered before on another path.
    enum class Visit { first, claimed, alias };
    struct Folder {
        ArchivePath at;
        Visit visit;
    };
    /// What a look into a folder finds, and what is to be looked at next.
    struct Inside {
        Findings found;
        std::vector<Folder> folders;
        std::vector<ArchivePath> files;
    };

    void add_folder(Folder folder) {
        m_tasks.add([this, folder = std::move(folder)](Findings& found) {
            const auto inside = std::make_shared<Inside>();
            if (!patiently(folder.at.path, [this, folder, inside] { enter(folder, *inside); }))
                return report_silent(folder.at, found);
            found = std::move(inside->found);
            for (Folder& child : inside->folders) add_folder(std::move(child));
            add_files(std::move(inside->files));
        });
    }

    bool patiently(const std::string& path, const std::function<void()>& work) const {
        if (m_patiently) return m_patiently(path, work);
        work();
        return true;
    }

    /// A folder of 100,000 files is many tasks.
    void add_files(std::vector<ArchivePath> files) {
        constexpr std::size_t k_files_per_task = 256;
        for (std::size_t begin = 0; begin < files.size(); begin += k_files_per_task) {
            const auto first = files.begin() + static_cast<std::ptrdiff_t>(begin);
            const auto count = static_cast<std::ptrdiff_t>(std::min(k_files_per_task, files.size() - begin));
            std::vector<ArchivePath> part(std::make_move_iterator(first), std::make_move_iterator(first + count));
            m_tasks.add([this, part = std::move(part)](Findings& found) { look_at(part, found); });
        }
    }

    void look_at(const std::vector<ArchivePath>& files, Findings& found) {
        const auto look = [this](std::span<const ArchivePath> some, Findings& into) {
            for (const ArchivePath& file : some) {
                if (m_stop) return;
                look_at_file(file, m_archive, m_known, into);
            }
            keep_wanted(into.other_files, into);
        };
        const auto seen = std::make_shared<Findings>();
        if (patiently(files.front().path, [look, seen, files] { look(files, *seen); })) {
            found = std::move(*seen);
            return;
        }
        // One of them does not answer: the others may.
        for (std::size_t i = 0; i < files.size() && !m_stop; ++i) {
            const auto of_file = std::make_shared<Findings>();
            if (patiently(files[i].path, [look, of_file, file = files[i]] { look({&file, 1}, *of_file); })) {
                found.append(std::move(*of_file));
            } else {
                report_silent_file(files[i], found);
            }
        }
    }

    /// A million files that nobody asked for need no memory.
    void keep_wanted(std::vector<OtherFile>& files, Findings& found) const {
        for (const OtherFile& file : files) {
            if (m_wants_checksum_lists && file.kind.name == k_kind_of_checksums)
                found.checksum_lists.push_back(file.source);
        }
        if (m_other_files == OtherFiles::count) files.clear();
        for (const OtherFile& file : files) warn_about_name(file.source.path, found);
    }

    void enter(const Folder& folder, Inside& inside) {
        Findings& found = inside.found;
        if (std::ranges::find(m_silent, folder.at.path) != m_silent.end()) return report_silent(folder.at, found);
        struct stat status {};
        const bool is_there = ::stat(folder.at.path.c_str(), &status) == 0;
        if (is_there && m_hidden.has(id_of(status))) return;
        if (is_there && folder.visit == Visit::first) {
            if (m_entered.count(id_of(status)) > 0) return;
            found.entered.emplace_back(id_of(status), folder.at.relative);
        }
        Listing listing = list_folder(folder.at, m_selection, m_known.is_offline, m_silent, found);
        if (listing.is_offline_store) return enter_offline_store(folder, id_of(status), found);
        if (listing.store) return enter_store(folder, *listing.store, id_of(status), found);
        if (folder.visit == Visit::alias) {
            if (m_entered.count(id_of(status)) > 0) found.problems.clear();  // said on the first visit
            return enter_alias(std::move(listing), inside);
        }
        if (folder.at.path.ends_with(".zarr") && !listing.is_unreadable) found.hollow.push_back(folder.at);
        found.files_seen += listing.files_left_out;
        found.files_excluded += listing.files_left_out;
        if (listing.something_left_out) found.left_out.push_back(folder.at.relative);
        for (ArchivePath& child : listing.folders) inside.folders.push_back({std::move(child), Visit::first});
        found.folder_links = std::move(listing.folder_links);
        found.candidates = std::move(listing.file_links);
        keep_out_of_hidden(found);
        inside.files = std::move(listing.files);
    }

    static void report_silent(const ArchivePath& folder, Findings& found) {
        found.add_problem(
            "discover/unreadable-folder", folder.path,
            "what is mounted there does not answer: its server is down, or its mount hangs; nothing in it "
            "was looked at");
    }

    static void report_silent_file(const ArchivePath& file, Findings& found) {
        ++found.files_seen;
        found.add_problem("discover/unreadable-file", file.path,
                          "it does not answer: its server is down, or its mount hangs; it was not looked at");
    }

    void enter_store(const Folder& folder, Format format, FileId id, Findings& found) {
        const bool taken = folder.at.relative.empty() || m_selection.takes_store(folder.at.relative);
        if (taken && folder.visit == Visit::alias) {
            found.candidates.push_back({folder.at, id, format});
        } else if (taken) {
            take_store(folder.at, format, m_archive, found);
        } else if (folder.visit != Visit::alias) {
            ++found.files_seen;
            ++found.files_excluded;
            found.left_out.push_back(folder.at.relative);
        }
    }

    /// Its chunks are not looked at, and what format it has is not known.
    void enter_offline_store(const Folder& folder, FileId id, Findings& found) {
        const bool taken = folder.at.relative.empty() || m_selection.takes_store(folder.at.relative);
        if (!taken || folder.visit == Visit::alias) return enter_store(folder, Format::zarr2, id, found);
        take_store(folder.at, Format::zarr2, m_archive, found);
        found.offline.push_back(std::move(found.sources.back()));
        found.sources.pop_back();
    }

    void enter_alias(Listing listing, Inside& inside) {
        Findings& found = inside.found;
        for (ArchivePath& child : listing.folders) inside.folders.push_back({std::move(child), Visit::alias});
        found.folder_links = std::move(listing.folder_links);
        for (FolderLink& link : found.folder_links) link.from_alias = true;
        found.candidates = std::move(listing.file_links);
        keep_out_of_hidden(found);
        for (ArchivePath& file : listing.files) {
            struct stat status {};
            if (::stat(file.path.c_str(), &status) == 0) {
                found.candidates.push_back({std::move(file), id_of(status), std::nullopt});
            }
        }
    }

    /// Takes the links away that lead to what is hidden.
    void keep_out_of_hidden(Findings& found) const {
        std::erase_if(found.folder_links, [&](const FolderLink& link) { return m_hidden.is_behind(link.at.path); });
        std::erase_if(found.candidates, [&](const Candidate& link) { return m_hidden.is_behind(link.at.path); });
    }

    void finish_round() {
        m_tasks.wait();
        Findings& found = m_tasks.all();
        for (auto& [id, relative] : found.entered) {
            const auto [known, is_new] = m_entered.emplace(id, relative);
            if (!is_new && relative < known->second) known->second = relative;  // mounted twice
        }
        found.entered.clear();
        std::sort(found.left_out.begin(), found.left_out.end());
    }

    /// Enters the folders that the new links lead to for the first time; false when there is none. All are claimed
    /// before a task begins.
    bool claim_links() {
        Findings& all = m_tasks.all();
        std::vector<FolderLink> links = std::exchange(all.folder_links, {});
        std::sort(links.begin(), links.end(), by_path);
        std::vector<Folder> claimed;
        for (FolderLink& link : links) {
            const auto [known, is_new] = m_entered.emplace(link.target, link.at.relative);
            if (is_new) {
                warn_about_name(link.at.path, all);
                claimed.push_back({std::move(link.at), Visit::claimed});
            } else if (link.from_alias) {
                continue;
            } else if (is_at_or_below(link.at.relative, known->second)) {
                report_loop(link.at);
            } else {
                m_revisits.push_back(std::move(link));
            }
        }
        return add_folders(std::move(claimed));
    }

    bool add_folders(std::vector<Folder> folders) {
        for (Folder& folder : folders) add_folder(std::move(folder));
        return !folders.empty();
    }

    void report_loop(const ArchivePath& link) {
        m_tasks.all().add_problem("discover/link-loop", link.path,
                                  "the symbolic link leads to a folder that it is in itself: it is not followed, since "
                                  "all of that folder is looked at anyway",
                                  Severity::warning);
    }

    /// Enters the folders that were entered before, but where the globs may take more on the path of a link; false when
    /// there is none.
    bool revisit() {
        std::vector<Folder> aliases;
        for (FolderLink& link : std::exchange(m_revisits, {})) {
            if (has_left_out(m_entered.at(link.target))) aliases.push_back({std::move(link.at), Visit::alias});
        }
        return add_folders(std::move(aliases));
    }

    bool has_left_out(const std::string& folder) {
        const std::vector<std::string>& all = m_tasks.all().left_out;
        if (folder.empty()) return !all.empty();
        if (std::binary_search(all.begin(), all.end(), folder)) return true;
        const auto below = std::lower_bound(all.begin(), all.end(), folder + '/');
        return below != all.end() && is_at_or_below(*below, folder);
    }

    void take_candidates() {
        Findings& found = m_tasks.all();
        std::vector<FileId> taken = std::move(found.taken);
        std::sort(taken.begin(), taken.end());
        std::vector<Candidate> candidates = std::move(found.candidates);
        std::sort(candidates.begin(), candidates.end(), by_path);
        std::vector<ArchivePath> files;
        std::set<FileId> seen;
        for (Candidate& candidate : candidates) {
            const bool known = std::binary_search(taken.begin(), taken.end(), candidate.target);
            if (known || !seen.insert(candidate.target).second) continue;
            if (candidate.store) {
                take_store(candidate.at, *candidate.store, m_archive, found);
            } else {
                files.push_back(std::move(candidate.at));
            }
        }
        add_files(std::move(files));
        m_tasks.wait();
    }

    /// A store that is the finest level of a pyramid elsewhere ("0.link") is described there.
    static void drop_linked_levels(std::vector<Source>& sources) {
        std::set<std::string> bases;
        for (const Source& source : sources) {
            if (source.format != Format::zarr2 && source.format != Format::zarr3) continue;
            if (auto base = zarr::base_of_pyramid(source.path)) bases.insert(*std::move(base));
        }
        if (bases.empty()) return;
        std::erase_if(sources, [&](const Source& source) {
            boost::system::error_code error;
            return is_store(source.format) && bases.contains(boost::filesystem::canonical(source.path, error).string());
        });
    }

    /// Folders called *.zarr that are no store, unless something was found in them. `found.sources` is sorted.
    void report_hollow(Findings& found) const {
        for (const ArchivePath& folder : found.hollow) {
            const auto below =
                std::lower_bound(found.sources.begin(), found.sources.end(),
                                 folder.relative.empty() ? std::string() : folder.relative + '/',
                                 [](const Source& source, const std::string& key) { return source.relative < key; });
            const bool holds_sources = below != found.sources.end() && is_at_or_below(below->relative, folder.relative);
            if (holds_sources || !m_selection.takes_store(folder.relative)) continue;
            found.add_problem("discover/unknown-format", folder.path, std::string(k_hollow_store));
        }
    }

    WalkResult result() {
        Findings& found = m_tasks.all();
        std::sort(found.sources.begin(), found.sources.end(), [](const Source& a, const Source& b) {
            return std::tie(a.relative, a.path) < std::tie(b.relative, b.path);
        });
        std::sort(found.other_files.begin(), found.other_files.end(), [](const OtherFile& a, const OtherFile& b) {
            return std::tie(a.source.relative, a.source.path) < std::tie(b.source.relative, b.source.path);
        });
        for (std::vector<Source>* sources : {&found.offline, &found.checksum_lists}) {
            std::sort(sources->begin(), sources->end(), [](const Source& a, const Source& b) {
                return std::tie(a.relative, a.path) < std::tie(b.relative, b.path);
            });
        }
        report_hollow(found);
        drop_linked_levels(found.sources);
        std::sort(found.problems.begin(), found.problems.end(), [](const Problem& a, const Problem& b) {
            return std::tie(a.path, a.code, a.message) < std::tie(b.path, b.code, b.message);
        });
        return {std::move(found.sources),     std::move(found.offline),
                std::move(found.problems),    found.files_seen,
                found.files_excluded,         std::move(found.other_kinds),
                std::move(found.other_files), std::move(found.checksum_lists)};
    }

    ArchivePath m_root;
    std::size_t m_archive;
    Selection m_selection;
    FindingTasks m_tasks;
    const std::atomic<bool>& m_stop;
    const Hidden& m_hidden;
    OtherFiles m_other_files;
    bool m_wants_checksum_lists;
    KnownWithoutOpening m_known;
    const std::vector<std::string>& m_silent;
    decltype(WalkRules::patiently) m_patiently;
    std::map<FileId, std::string> m_entered;  ///< by id, the relative path; tasks only read it
    std::vector<FolderLink> m_revisits;
};

}  // namespace

WalkResult walk(const Archive& archive, std::size_t archive_index, TaskRunner& tasks, const std::atomic<bool>& stop,
                const WalkRules& rules) {
    return Walk(archive, archive_index, tasks, stop, rules).run();
}

}  // namespace cairn
