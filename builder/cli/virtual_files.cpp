#include "builder/cli/virtual_files.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>

#include "base/codecs/zstd.hpp"
#include "builder/config/defaults.hpp"
#include "builder/probe/formats.hpp"
#include "builder/virtual/kerchunk_json.hpp"
#include "builder/virtual/kerchunk_parquet.hpp"

namespace cairn {

namespace {

/// An empty file or folder is what a script makes to have a name.
bool may_be_replaced(const std::string& path, PathKind kind) {
    if (kind == PathKind::folder)
        return std::filesystem::is_empty(path) || format_of_folder(path) == Format::kerchunk_parquet;
    if (kind != PathKind::file) return false;
    if (std::filesystem::is_empty(path) || form_by_name(path) == ReferenceForm::packed_json) return true;
    std::string head(64, ' ');
    std::ifstream(path, std::ios::binary).read(head.data(), static_cast<std::streamsize>(head.size()));
    return head.starts_with(R"({"version")") || head.find(R"("refs")") != std::string::npos;
}

void write_json(const virtualize::VirtualStore& store, const std::string& path, Filesystem& filesystem) {
    const std::unique_ptr<OutputFile> file = filesystem.create(path);
    write_kerchunk_json(store, [&](std::string_view bytes) { file->append(bytes); });
    file->close();
}

/// One frame: readers of streams often end with the first.
void write_packed(const virtualize::VirtualStore& store, const std::string& path, Filesystem& filesystem) {
    std::string text;
    write_kerchunk_json(store, [&](std::string_view bytes) { text += bytes; });
    std::string packed;
    codecs::ZstdPacker(3).pack(text, packed);
    const std::unique_ptr<OutputFile> file = filesystem.create(path);
    file->append(packed);
    file->close();
}

void write_parquet(const virtualize::VirtualStore& store, const std::string& path, std::uint64_t record_size,
                   Filesystem& filesystem) {
    filesystem.create_folders(path);
    std::string last_folder;
    write_kerchunk_parquet(store, record_size, [&](const std::string& name, std::string_view bytes) {
        const std::string whole = path + '/' + name;
        if (const std::string folder = folder_of(whole); folder != last_folder) {
            filesystem.create_folders(folder);
            last_folder = folder;
        }
        const std::unique_ptr<OutputFile> file = filesystem.create(whole);
        file->append(bytes);
        file->close();
    });
}

}  // namespace

ReferenceForm form_by_name(const std::string& path) {
    if (path.ends_with(".json")) return ReferenceForm::json;
    return path.ends_with(".json.zst") ? ReferenceForm::packed_json : ReferenceForm::parquet;
}

void write_virtual_files(const virtualize::VirtualStore& store, const std::string& path, std::uint64_t record_size,
                         Filesystem& filesystem) {
    const std::string whole = absolute_path(path);
    const PathKind kind = filesystem.kind_of(whole);
    if (kind != PathKind::absent && !may_be_replaced(whole, kind))
        throw std::invalid_argument("'" + path + "' exists and is no reference set: it would be lost; name another");
    const std::string beside = whole + '.' + std::to_string(::getpid()) + ".partial";
    try {
        switch (form_by_name(whole)) {
            case ReferenceForm::json:
                write_json(store, beside, filesystem);
                break;
            case ReferenceForm::packed_json:
                write_packed(store, beside, filesystem);
                break;
            case ReferenceForm::parquet:
                write_parquet(store, beside, record_size, filesystem);
                if (kind == PathKind::folder) filesystem.remove_all(whole);
                break;
        }
        filesystem.rename(beside, whole);
    } catch (...) {
        filesystem.remove_all(beside);
        throw;
    }
}

}  // namespace cairn
