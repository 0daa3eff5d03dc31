#include "builder/discover/signature.hpp"

#include <algorithm>
#include <array>
#include <boost/filesystem.hpp>

#include "builder/discover/file_bytes.hpp"
#include "builder/discover/json_keys.hpp"
#include "builder/discover/zip_directory.hpp"

namespace cairn {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t k_head_bytes = 4096;
constexpr std::size_t k_json_bytes = 64 << 10;
constexpr std::size_t k_zmetadata_bytes = 16 << 20;

constexpr std::string_view k_hdf5_signature = "\x89HDF\r\n\x1A\n"sv;
constexpr std::string_view k_zip_entry_signature = "PK\x03\x04"sv;

/// A tar whose first member is an HDF5 file has that member's signature at 512, where HDF5 allows a user block to end.
bool is_tar(std::string_view head) { return head.size() > 262 && head.substr(257, 5) == "ustar"; }

bool is_hdf5(const ByteAccess& file, std::string_view head) {
    if (head.starts_with(k_hdf5_signature)) return true;
    if (is_tar(head)) return false;
    const std::size_t length = k_hdf5_signature.size();
    // Doubling ends after some 50 probes even on the largest file there can be.
    for (std::uint64_t offset = 512; file.size_bytes >= length && offset <= file.size_bytes - length; offset *= 2) {
        const bool in_head = offset + length <= head.size();
        if ((in_head ? std::string(head.substr(offset, length)) : file.read(offset, length)) == k_hdf5_signature) {
            return true;
        }
        if (offset > file.size_bytes / 2) break;
    }
    return false;
}

bool is_kerchunk_json(const ByteAccess& file, std::string_view head) {
    const std::size_t begin = head.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    if (begin == std::string_view::npos || head[begin] != '{') return false;
    return is_kerchunk_text(file.read(0, k_json_bytes), file.size_bytes <= k_json_bytes);
}

template <char version>
bool is_cdf(const ByteAccess&, std::string_view head) {
    return head.starts_with("CDF") && head.size() > 3 && head[3] == version;
}

struct FileRow {
    Format format;
    bool (*fits)(const ByteAccess& file, std::string_view head);
};

constexpr std::array<FileRow, 5> k_file_formats{{
    {Format::cdf1, is_cdf<1>},
    {Format::cdf2, is_cdf<2>},
    {Format::cdf5, is_cdf<5>},
    {Format::hdf5, is_hdf5},
    {Format::kerchunk_json, is_kerchunk_json},
}};

bool any_folder(const std::string&) { return true; }

/// fsspec writes the references of all arrays to Parquet, and their metadata to one .zmetadata with the number of
/// references a file.
bool is_parquet_references(const std::string& folder) {
    FileBytes file(folder + "/.zmetadata");
    bool found = false;
    for_each_key(file.read(0, k_zmetadata_bytes), [&found](const JsonKey& key) {
        found |= key.depth == 1 && key.name == "record_size";
        return !found;
    });
    return found;
}

struct FolderRow {
    const char* member;  ///< a regular file of this name is in the folder, and
    bool (*fits)(const std::string& folder);
    Format format;
};

constexpr std::array<FolderRow, 5> k_folder_formats{{
    {"zarr.json", any_folder, Format::zarr3},
    {".zgroup", any_folder, Format::zarr2},
    {".zarray", any_folder, Format::zarr2},
    {".zmetadata", is_parquet_references, Format::kerchunk_parquet},
    {".zmetadata", any_folder, Format::zarr2},
}};

constexpr std::array<std::string_view, 11> k_data_endings{".nc",  ".nc3",  ".nc4", ".cdf", ".netcdf", ".h5",
                                                          ".he5", ".hdf5", ".hdf", ".nh5", ".zarr"};

}  // namespace

std::optional<Format> format_of(const ByteAccess& file) {
    const std::string head = file.read(0, k_head_bytes);
    if (head.starts_with(k_zip_entry_signature)) return format_of_zip(file);  // what it holds is at its end
    const auto row = std::find_if(k_file_formats.begin(), k_file_formats.end(),
                                  [&](const FileRow& candidate) { return candidate.fits(file, head); });
    return row == k_file_formats.end() ? std::nullopt : std::optional(row->format);
}

std::optional<Format> format_of_folder(const std::string& path) {
    for (const FolderRow& row : k_folder_formats) {
        boost::system::error_code ignored;
        if (boost::filesystem::is_regular_file(path + '/' + row.member, ignored) && row.fits(path)) return row.format;
    }
    return std::nullopt;
}

bool marks_a_store(std::string_view file_name) {
    return std::any_of(k_folder_formats.begin(), k_folder_formats.end(),
                       [&](const FolderRow& row) { return file_name == row.member; });
}

bool claims_to_be_data(std::string_view file_name) {
    std::string name(file_name);
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (name.ends_with(".zarr.zip")) return true;
    const std::size_t dot = name.rfind('.');
    if (dot == std::string::npos) return false;
    return std::find(k_data_endings.begin(), k_data_endings.end(), name.substr(dot)) != k_data_endings.end();
}

}  // namespace cairn
