#include "builder/discover/look.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <boost/filesystem.hpp>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "base/text.hpp"
#include "builder/discover/other_files.hpp"
#include "builder/probe/formats.hpp"

namespace cairn {

namespace {

namespace fs = boost::filesystem;

std::string error_text(int error) { return std::generic_category().message(error); }

std::string_view name_of_path(std::string_view path) { return path.substr(path.rfind('/') + 1); }

void report_unreadable_file(int error, const std::string& path, Findings& found) {
    if (error == ENOENT) {
        found.add_problem("discover/vanished", path,
                          "the file was listed, but was gone when it was to be read: it is not catalogued",
                          Severity::warning);
        return;
    }
    const bool is_data = may_be_data(name_of_path(path));
    found.add_problem("discover/unreadable-file", path,
                      "the file cannot be read (" + error_text(error) + "): check its permissions, or exclude it",
                      is_data ? Severity::error : Severity::warning);
}

void report_unreadable_folder(int error, const std::string& path, Findings& found) {
    if (error == ENOENT) {
        found.add_problem("discover/vanished", path,
                          "the folder was listed, but was gone when it was to be read: nothing in it is catalogued",
                          Severity::warning);
        return;
    }
    found.add_problem("discover/unreadable-folder", path,
                      "the folder cannot be read (" + error_text(error) +
                          "): nothing in it is catalogued; check its permissions, or exclude it");
}

std::string as_hexadecimal(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) text += fmt::format("{}{:02X}", text.empty() ? "" : " ", static_cast<unsigned char>(c));
    return text;
}

void take_other(const ArchivePath& at, std::size_t archive_index, const FileStamp& stamp, FileKind kind,
                Findings& found) {
    ++found.other_kinds[kind.name];
    found.other_files.push_back({{at.path, at.relative, archive_index, {}, stamp}, kind});
}

/// Sorts one member of a folder into the listing.
class Member {
  public:
    Member(const ArchivePath& folder, const fs::path& path, const Selection& selection, Listing& listing,
           Findings& found)
        : m_name(path.filename().string()),
          m_at{folder.path + (folder.path.back() == '/' ? "" : "/") + m_name,
               (folder.relative.empty() ? "" : folder.relative + "/") + to_utf8(m_name)},
          m_selection(selection),
          m_listing(listing),
          m_found(found) {}

    void add_file() {
        if (m_selection.takes_file(m_at.relative)) {
            m_listing.files.push_back(std::move(m_at));
        } else {
            leave_out_file();
        }
    }

    void add_folder() {
        if (!m_selection.enters_folder(m_at.relative)) {
            m_listing.something_left_out = true;
            return;
        }
        warn_about_name(m_at.path, m_found);
        m_listing.folders.push_back(std::move(m_at));
    }

    void add_link() {
        const bool may_be_file = m_selection.takes_file(m_at.relative);
        const bool may_be_folder = m_selection.enters_folder(m_at.relative);
        struct stat target {};
        if (!may_be_file && !may_be_folder) {
            m_listing.something_left_out = true;
        } else if (::stat(m_at.path.c_str(), &target) != 0) {
            report_broken_link(errno);
        } else if (S_ISDIR(target.st_mode) && may_be_folder) {
            m_listing.folder_links.push_back({std::move(m_at), id_of(target), false});
        } else if (S_ISREG(target.st_mode) && may_be_file) {
            m_listing.file_links.push_back({std::move(m_at), id_of(target), std::nullopt});
        } else if (S_ISREG(target.st_mode) || S_ISDIR(target.st_mode)) {
            m_listing.something_left_out = true;
        }
    }

    /// The kind of a member is not known: it went, or the disk does not say.
    void add_unknown(int error) { report_unreadable_file(error, m_at.path, m_found); }

  private:
    void leave_out_file() {
        ++m_listing.files_left_out;
        m_listing.something_left_out = true;
    }

    void report_broken_link(int error) {
        if (error == ELOOP) {
            m_found.add_problem("discover/link-loop", m_at.path,
                                "the symbolic link leads back to itself: nothing can be read behind it; remove it");
        } else if (error == ENOENT || error == ENOTDIR) {
            boost::system::error_code ignored;
            const std::string target = fs::read_symlink(m_at.path, ignored).string();
            m_found.add_problem("discover/dangling-link", m_at.path,
                                "the symbolic link leads to '" + to_utf8(target) +
                                    "', where there is nothing: remove the link, or restore what it names");
        } else {
            report_unreadable_file(error, m_at.path, m_found);
        }
    }

    std::string m_name;
    ArchivePath m_at;
    const Selection& m_selection;
    Listing& m_listing;
    Findings& m_found;
};

void add_member(Member member, const fs::directory_entry& entry) {
    boost::system::error_code error;
    switch (entry.symlink_status(error).type()) {
        case fs::regular_file:
            return member.add_file();
        case fs::directory_file:
            return member.add_folder();
        case fs::symlink_file:
            return member.add_link();
        case fs::file_not_found:
        case fs::status_error:
            return member.add_unknown(error ? error.value() : ENOENT);
        default:
            return;  // sockets, FIFOs and devices hold no data
    }
}

/// A file that is on tape only. What it is its name tells, as far as that goes.
void take_offline(const ArchivePath& at, std::size_t archive_index, const struct stat& status, Findings& found) {
    found.taken.push_back(id_of(status));
    warn_about_name(at.path, found);
    const std::string_view name = name_of_path(at.path);
    if (!may_be_data(name)) ++found.other_kinds[kind_of_file(name, {}).name];
    found.offline.push_back({at.path, at.relative, archive_index, {}, stamp_of(status)});
}

/// A file that is on tape only, or that an earlier run saw, if it is as it was.
bool take_known(const ArchivePath& at, std::size_t archive_index, const KnownWithoutOpening& known, Findings& found) {
    struct stat status {};
    if (::stat(at.path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return false;
    if (known.is_offline && known.is_offline(at.path, status)) {
        take_offline(at, archive_index, status, found);
        return true;
    }
    if (known.recollection == nullptr) return false;
    const FileStamp stamp = stamp_of(status);
    const std::optional<Format> format = known.recollection->format_of(at.relative, stamp);
    if (!format) return false;
    found.taken.push_back(id_of(status));
    warn_about_name(at.path, found);
    found.sources.push_back({at.path, at.relative, archive_index, *format, stamp});
    return true;
}

}  // namespace

void warn_about_name(const std::string& path, Findings& found) {
    if (is_utf8(name_of_path(path))) return;
    found.add_problem(
        "discover/not-utf8-name", path,
        "the name is not UTF-8: it is catalogued with the other bytes written as \\xHH; rename it so that "
        "its URL is plain",
        Severity::warning);
}

void look_at_file(const ArchivePath& at, std::size_t archive_index, const KnownWithoutOpening& known, Findings& found) {
    ++found.files_seen;
    const bool may_be_known = known.recollection != nullptr || known.is_offline;
    if (may_be_known && take_known(at, archive_index, known, found)) return;
    FileBytes file(at.path);
    if (file.error() != 0) return report_unreadable_file(file.error(), at.path, found);
    if (!file.is_regular()) return;
    found.taken.push_back(file.id());
    const std::optional<Format> format = format_of(file.access());
    if (file.error() != 0) return report_unreadable_file(file.error(), at.path, found);
    take_file(at, archive_index, {file.stamp(), format, format ? std::string() : file.read(0, k_signature_bytes)}, found);
}

void take_file(const ArchivePath& at, std::size_t archive_index, const LookedAt& file, Findings& found) {
    const std::string_view name = name_of_path(at.path);
    if (file.format) {
        warn_about_name(at.path, found);
        found.sources.push_back({at.path, at.relative, archive_index, *file.format, file.stamp});
    } else if (!claims_to_be_data(name) || is_sound_other_format(name, file.first_bytes)) {
        take_other(at, archive_index, file.stamp, kind_of_file(name, file.first_bytes), found);
    } else if (file.stamp.size_bytes == 0) {
        found.add_problem("discover/empty-file", at.path,
                          "the file is empty, its name promises data: write it again, or remove it");
    } else {
        found.add_problem(
            "discover/unknown-format", at.path,
            "the name promises data, but the file begins with the bytes " + as_hexadecimal(file.first_bytes) +
                ": expected netCDF (\"CDF\" and 1, 2 or 5), HDF5, Zarr or kerchunk references; convert it, "
                "or exclude it");
    }
}

void take_store(const ArchivePath& folder, Format format, std::size_t archive_index, Findings& found) {
    struct stat status {};
    if (::stat(folder.path.c_str(), &status) != 0) return report_unreadable_folder(errno, folder.path, found);
    ++found.files_seen;
    found.taken.push_back(id_of(status));
    const std::string relative = folder.relative.empty() ? "." : folder.relative;
    FileStamp stamp = stamp_of(status);
    stamp.size_bytes = 0;
    found.sources.push_back({folder.path, relative, archive_index, format, stamp});
}

Listing list_folder(const ArchivePath& folder, const Selection& selection, const IsOffline& is_offline,
                    const std::vector<std::string>& silent, Findings& found) {
    Listing listing;
    const NoRecall no_recall(is_offline);
    Findings found_here;
    boost::system::error_code error;
    fs::directory_iterator at(folder.path, error);
    for (; !error && at != fs::directory_iterator(); at.increment(error)) {
        if (marks_a_store(name_of_path(at->path().native()))) {
            Listing as_store;
            as_store.store = format_of_folder(folder.path);
            as_store.is_offline_store = !no_recall.refused().empty();
            if (as_store.store || as_store.is_offline_store)
                return as_store;  // its chunks, which may be a million, are not listed
        }
        Member member(folder, at->path(), selection, listing, found_here);
        if (std::find(silent.begin(), silent.end(), at->path().native()) != silent.end()) {
            member.add_folder();
        } else {
            add_member(std::move(member), *at);
        }
    }
    listing.is_unreadable = static_cast<bool>(error);
    if (error) report_unreadable_folder(error.value(), folder.path, found_here);
    found.append(std::move(found_here));
    return listing;
}

}  // namespace cairn
