#include "builder/publish/folder_target.hpp"

#include <fmt/format.h>

#include <fstream>
#include <system_error>
#include <utility>

namespace cairn::publish {

namespace {

using Kind = StorageFault::Kind;

constexpr const char* k_parts = ".cairn/parts";
constexpr std::size_t k_parts_at_once = 1024;
constexpr std::size_t k_block = 1 << 20;

/// What a call of the file system threw, as a fault.
template <class Call>
std::optional<StorageFault> fault_of(const Call& call) {
    try {
        call();
    } catch (const std::system_error& error) {
        return StorageFault{Kind::failed, error.what()};
    }
    return std::nullopt;
}

void copy_file(const std::string& from, OutputFile& to) {
    std::ifstream file(from, std::ios::binary);
    std::string block(k_block, '\0');
    while (file.read(block.data(), static_cast<std::streamsize>(block.size())) || file.gcount() > 0)
        to.append({block.data(), static_cast<std::size_t>(file.gcount())});
    if (!file.eof()) throw std::system_error(std::make_error_code(std::errc::io_error), "cannot read " + from);
}

}  // namespace

FolderTarget::FolderTarget(Filesystem& filesystem, std::string folder)
    : m_filesystem(filesystem), m_folder(std::move(folder)) {}

Answer<std::string> FolderTarget::read(const std::string& path, std::uint64_t max_bytes) {
    ++m_traffic.requests;
    const std::optional<FileState> state = m_filesystem.state_of(at(path));
    if (!state) return StorageFault{Kind::missing, "there is no such file"};
    if (state->size_bytes > max_bytes) return StorageFault{Kind::too_large, "the file is too large"};
    std::string bytes;
    if (auto fault = fault_of([&] { bytes = m_filesystem.read(at(path)); })) return *std::move(fault);
    return bytes;
}

Answer<Standings> FolderTarget::list() {
    Standings found;
    if (!m_filesystem.exists(m_folder)) return found;
    const auto fault = fault_of([&] {
        std::vector<std::string> folders{""};
        while (!folders.empty()) {
            const std::string folder = std::move(folders.back());
            folders.pop_back();
            ++m_traffic.requests;
            for (const DiskMember& member : m_filesystem.members_of(at(folder))) {
                const std::string path = folder + member.name;
                if (member.kind == PathKind::folder) folders.push_back(path + '/');
                const auto state = member.kind == PathKind::file ? m_filesystem.state_of(at(path)) : std::nullopt;
                if (member.kind != PathKind::folder) found[path] = {state ? state->size_bytes : 0, {}, 0};
            }
        }
    });
    if (fault) return *fault;
    return found;
}

Answer<Standings> FolderTarget::standings(const std::vector<std::string>& paths, std::size_t) {
    Standings found;
    const auto fault = fault_of([&] {
        for (const std::string& path : paths) {
            ++m_traffic.requests;
            if (!m_filesystem.exists(at(path))) continue;
            const auto state = m_filesystem.state_of(at(path));
            found[path] = {state ? state->size_bytes : 0, {}, 0};
        }
    });
    if (fault) return *fault;
    return found;
}

Answer<bool> FolderTarget::is_empty() {
    bool is_empty = true;
    if (!m_filesystem.exists(m_folder)) return is_empty;
    if (auto fault = fault_of([&] { is_empty = m_filesystem.members_of(m_folder).empty(); })) return *std::move(fault);
    return is_empty;
}

bool FolderTarget::is_same(const std::string& path, const Standing& standing, std::string_view bytes) {
    if (standing.size_bytes != bytes.size() || m_filesystem.kind_of(at(path)) != PathKind::file) return false;
    const Answer<std::string> present = read(path, bytes.size());
    return std::holds_alternative<std::string>(present) && std::get<std::string>(present) == bytes;
}

Step FolderTarget::begin_put(Upload upload) {
    return [this, upload = std::move(upload)] { return fault_of([&] { put(upload); }); };
}

Step FolderTarget::begin_remove(const std::string& path) {
    return [this, path] { return fault_of([&] { remove(path); }); };
}

/// A sync for each file would be most of the time that a publication takes: many are written, synced together, and
/// then get their names.
void FolderTarget::put(const Upload& upload) {
    ++m_traffic.requests;
    if (m_waiting.empty()) m_filesystem.create_folders(at(k_parts));
    const std::string part = fmt::format("{}/{}", at(k_parts), m_waiting.size());
    write_part(upload, part);
    m_waiting.emplace_back(part, at(upload.path));
    if (m_waiting.size() == k_parts_at_once) name_parts();
}

void FolderTarget::write_part(const Upload& upload, const std::string& part) {
    const std::unique_ptr<OutputFile> file = m_filesystem.create(part);
    if (upload.large_file.empty()) {
        file->append(upload.bytes);
    } else {
        copy_file(upload.large_file, *file);
    }
    file->close();
}

void FolderTarget::name_parts() {
    if (m_waiting.empty()) return;
    std::vector<std::string> parts;
    for (const auto& [part, place] : m_waiting) parts.push_back(part);
    // A name that leads to bytes that are not on the disk would be an empty file after a power cut.
    m_filesystem.sync(m_folder, parts);
    for (const auto& [part, place] : std::exchange(m_waiting, {})) {
        const std::string folder = folder_of(place);
        if (!m_unsettled.contains(folder)) m_filesystem.create_folders(folder);
        m_filesystem.rename(part, place);
        for (std::string above = folder; above.size() >= m_folder.size(); above = folder_of(above))
            if (!m_unsettled.insert(above).second) break;
    }
}

void FolderTarget::remove(const std::string& path) {
    ++m_traffic.requests;
    m_filesystem.remove_file(at(path));
    for (std::string folder = folder_of(at(path)); folder.size() > m_folder.size(); folder = folder_of(folder))
        if (!m_filesystem.remove_folder(folder)) break;
}

void FolderTarget::settle() {
    name_parts();
    std::vector<std::string> present;
    for (const std::string& folder : m_unsettled)
        if (m_filesystem.exists(folder)) present.push_back(folder);
    m_unsettled.clear();
    if (!present.empty()) m_filesystem.sync(m_folder, present);
    if (m_filesystem.exists(at(k_parts))) m_filesystem.remove_all(at(k_parts));
}

}  // namespace cairn::publish
