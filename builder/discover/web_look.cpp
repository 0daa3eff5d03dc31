#include "builder/discover/web_look.hpp"

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

#include "base/storage/object_stamp.hpp"
#include "base/storage/storage_error.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "builder/discover/look.hpp"
#include "builder/discover/other_files.hpp"
#include "builder/probe/folder_look.hpp"
#include "builder/probe/formats.hpp"

namespace cairn {

namespace {

using Kind = StorageFault::Kind;

constexpr std::size_t k_small_look = 4 << 10;  // what tells most formats, where nothing more would be kept

std::string below(const std::string& folder, std::string_view name) {
    return folder.empty() ? std::string(name) : folder + '/' + std::string(name);
}

std::string_view name_of(const ArchiveObject& file) {
    return std::string_view(file.at.path).substr(file.at.path.rfind('/') + 1);
}

ObjectStat stat_of(const ObjectPlace& place) {
    Answer<ObjectStat> answer = place.storage->stat(place.key);
    if (auto* fault = std::get_if<StorageFault>(&answer)) throw StorageError(std::move(*fault));
    return std::get<ObjectStat>(answer);
}

/// By its name: "0.12.3", or "0", a folder where chunks lie in folders.
bool is_chunk(const FolderMember& member) {
    return member.name.find_first_not_of("0123456789.") == std::string::npos;
}

void report_unreadable(const ArchiveObject& file, const StorageFault& fault, Findings& found) {
    if (fault.kind == Kind::missing)
        return found.add_problem("discover/vanished", file.at.path,
                                 "the file was listed, but was gone when it was to be read: it is not catalogued",
                                 Severity::warning);
    found.add_problem("discover/unreadable-file", file.at.path,
                      "the file cannot be read (" + fault.message + "): try again, or exclude it",
                      may_be_data(name_of(file)) ? Severity::error : Severity::warning);
}

}  // namespace

WebLook::WebLook(const Archive& archive, std::size_t archive_index, ObjectPlace root, WebStorages& web,
                 const Recollection* recollection)
    : m_archive(archive),
      m_index(archive_index),
      m_root(std::move(root)),
      m_hides_names(scheme_of(archive.root) != "s3" && archive.listing.empty()),
      m_web(web),
      m_recollection(recollection) {}

ArchivePath WebLook::place_of(const std::string& below_root) const {
    return {below_root.empty() ? m_archive.root : m_archive.root + '/' + below_root, to_utf8(below_root)};
}

std::string WebLook::key_of(const std::string& below_root) const {
    return below_root.empty() ? m_root.key : below(m_root.key, below_root);
}

ObjectPlace WebLook::object_at(std::string key) const {
    ObjectPlace place = m_root;
    place.key = std::move(key);
    return place;
}

Answer<ListedFolder> WebLook::list(const std::string& folder) const {
    const std::string key = key_of(folder);
    Answer<ListedFolder> answer = list_where_it_is(*m_root.storage, key);
    auto* listed = std::get_if<ListedFolder>(&answer);
    if (listed == nullptr) return answer;
    const std::string above = m_root.key.empty() ? std::string() : m_root.key + '/';
    const bool is_elsewhere = listed->folder != key && listed->folder.starts_with(above);
    listed->folder = is_elsewhere ? listed->folder.substr(above.size()) : folder;
    return answer;
}

std::optional<Format> WebLook::store_in(const std::string& folder, std::vector<FolderMember>& members) const {
    if (m_hides_names && may_hide_a_store(folder, members)) add_hidden(folder, members);
    const bool may_be_store =
        std::ranges::any_of(members, [](const FolderMember& member) { return marks_a_store(member.name); });
    if (!may_be_store) return std::nullopt;
    return format_of_folder(ObjectFolder(object_at(key_of(folder)), place_of(folder).path, members));
}

std::optional<Format> WebLook::store_unlisted() const {
    return format_of_folder(ObjectFolder(m_root, m_archive.root, std::nullopt));
}

/// Where everything in sight is a folder or a chunk of an array ("0.12.3").
bool WebLook::may_hide_a_store(const std::string& folder, const std::vector<FolderMember>& members) const {
    const auto is_hidden = [](const FolderMember& member) { return member.name.starts_with('.'); };
    if (std::ranges::any_of(members, is_hidden)) return false;  // this server shows them
    return folder.ends_with(".zarr") || std::ranges::all_of(members, [](const FolderMember& member) {
               return member.is_folder || is_chunk(member);
           });
}

/// Looks for the files by which Zarr v2 and references in Parquet are told. What has no chunks, in files or in folders
/// with numbers for names, is no array.
void WebLook::add_hidden(const std::string& folder, std::vector<FolderMember>& members) const {
    const bool may_be_array = members.empty() || std::ranges::any_of(members, is_chunk);
    std::vector<std::string_view> names{".zgroup", ".zmetadata"};
    if (may_be_array) names.insert(names.begin(), ".zarray");
    std::vector<std::unique_ptr<PendingRanges>> pending;
    for (const std::string_view name : names)
        pending.push_back(m_root.storage->begin_ranges(below(key_of(folder), name), {{0, 1}}, ""));
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool is_there = std::holds_alternative<SeenRanges>(pending[i]->take());
        if (is_there) members.push_back({std::string(names[i]), false, {}});
    }
    std::ranges::sort(members, {}, &FolderMember::name);
}

void WebLook::take_store(const std::string& folder, Format format, Findings& found) const {
    ++found.files_seen;
    const ArchivePath at = place_of(folder);
    found.sources.push_back({at.path, folder.empty() ? "." : at.relative, m_index, format, FileStamp{}});
}

void WebLook::look_at(ArchiveObject file, Findings& found) const {
    ++found.files_seen;
    try {
        look_at_listed(file, found);
    } catch (const StorageError& error) {
        report_unreadable(file, error.fault(), found);
    }
}

void WebLook::look_at_listed(ArchiveObject& file, Findings& found) const {
    const ObjectPlace place = object_at(file.key);
    if (!tells_changes(file.stat)) file.stat = stat_of(place);
    const FileStamp stamp = stamp_of(file.stat);
    const auto known = m_recollection == nullptr ? std::nullopt : m_recollection->format_of(file.at.relative, stamp);
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
    std::unique_ptr<ObjectBytes> bytes = ObjectBytes::open(place, is_kept ? ObjectBytes::k_first_read : k_small_look);
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

}  // namespace cairn
