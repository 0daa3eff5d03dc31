#include "builder/probe/formats.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/letters.hpp"
#include "builder/probe/cdf/cdf.hpp"
#include "builder/probe/cdf/manifest.hpp"
#include "builder/probe/cdf/signature.hpp"
#include "builder/probe/hdf5/hdf5.hpp"
#include "builder/probe/hdf5/manifest.hpp"
#include "builder/probe/hdf5/signature.hpp"
#include "builder/probe/icechunk/icechunk.hpp"
#include "builder/probe/icechunk/signature.hpp"
#include "builder/probe/references/kerchunk_parquet.hpp"
#include "builder/probe/references/references.hpp"
#include "builder/probe/references/signature.hpp"
#include "builder/probe/zarr/open_store.hpp"
#include "builder/probe/zarr/pyramid.hpp"
#include "builder/probe/zarr/signature.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_head_bytes = 4096;

template <references::SetReader* read>
Outcome<Dataset> read_references(const Source& source, const ReadLimits& limits, const references::Reachable& reachable,
                                 const zarr::PartWork* parts) {
    return references::read_references_at(read, source, limits, reachable, parts);
}

std::vector<FormatRow> make_rows() {
    return {
        {.reader = "native-cdf",
         .formats = {Format::cdf1, Format::cdf2, Format::cdf5},
         .endings = {".nc", ".nc3", ".cdf", ".netcdf"},
         .folders = {},
         .format_of_file = cdf::format_of_file,
         .read_file = read_cdf_file,
         .read_manifest = cdf::read_manifest,
         .is_known_to_libnetcdf = true},
        {.reader = "native-hdf5",
         .formats = {Format::hdf5},
         .endings = {".nc4", ".h5", ".he5", ".hdf5", ".hdf", ".nh5"},
         .folders = {},
         .format_of_file = hdf5::format_of_file,
         .read_file = read_hdf5_file,
         .read_manifest = hdf5::read_manifest,
         .is_known_to_libnetcdf = true},
        {.reader = "native-references",
         .formats = {Format::kerchunk_json},
         .endings = {},
         .shared_endings = {".json", ".json.zst", ".json.zstd", ".zst"},
         .folders = {},
         .format_of_file = references::format_of_file,
         .read_store = read_references<references::read_json_set_at>},
        {.reader = "native-references",
         .formats = {Format::kerchunk_parquet},
         .endings = {},
         .folders = {{".zmetadata", Format::kerchunk_parquet, references::is_parquet_set}},
         .read_store = read_references<references::read_parquet_set>},
        {.reader = "native-zarr",
         .formats = {Format::zarr2, Format::zarr3},
         .endings = {".zarr", ".zarr.zip"},
         .folders = {{"zarr.json", Format::zarr3},
                     {".zgroup", Format::zarr2},
                     {".zarray", Format::zarr2},
                     {".zmetadata", Format::zarr2},
                     {"0.zarr", Format::zarr2, zarr::is_pyramid_of_v2, FolderMark::Kind::folder},
                     {"0.zarr", Format::zarr3, zarr::is_pyramid_of_v3, FolderMark::Kind::folder},
                     {"0.link", Format::zarr2, zarr::is_pyramid_of_v2},
                     {"0.link", Format::zarr3, zarr::is_pyramid_of_v3}},
         .format_of_file = zarr::format_of_file,
         .read_store =
             [](const Source& source, const ReadLimits& limits, const references::Reachable& reachable,
                const zarr::PartWork* parts) {
                 const auto& archives = reachable.archives;
                 return zarr::read_store_at(source, limits,
                                            source.archive < archives.size() ? archives[source.archive] : "",
                                            reachable.web, parts);
             }},
        {.reader = "native-references",
         .formats = {Format::icechunk},
         .endings = {},
         .folders = {{"repo", Format::icechunk, icechunk::is_version_2},
                     {"snapshots", Format::icechunk, icechunk::is_version_1, FolderMark::Kind::folder}},
         .read_store = read_references<icechunk::read_repository>},
    };
}

bool has_member(const FolderLook& folder, const FolderMark& mark) {
    return mark.kind == FolderMark::Kind::file ? folder.has_file(mark.member) : folder.has_folder(mark.member);
}

/// Whether the name has one of the endings that this column of the table lists.
bool has_ending(std::string_view file_name, std::vector<std::string_view> FormatRow::*endings) {
    const std::string name = in_small_letters(file_name);
    const auto& rows = format_rows();
    return std::any_of(rows.begin(), rows.end(), [&](const FormatRow& row) {
        return std::any_of((row.*endings).begin(), (row.*endings).end(),
                           [&](std::string_view ending) { return name.ends_with(ending); });
    });
}

}  // namespace

const std::vector<FormatRow>& format_rows() {
    static const std::vector<FormatRow> k_rows = make_rows();
    return k_rows;
}

const FormatRow& row_of(Format format) {
    for (const FormatRow& row : format_rows()) {
        if (std::find(row.formats.begin(), row.formats.end(), format) != row.formats.end()) return row;
    }
    throw std::logic_error("a format has no row in the table of formats");
}

std::optional<Format> format_of(const ByteAccess& file) {
    const std::string head = file.read(0, k_head_bytes);
    for (const FormatRow& row : format_rows()) {
        if (row.format_of_file == nullptr) continue;
        if (const auto format = row.format_of_file(file, head)) return format;
    }
    return std::nullopt;
}

std::optional<Format> format_of_folder(const FolderLook& folder) {
    for (const FormatRow& row : format_rows()) {
        for (const FolderMark& mark : row.folders) {
            if (has_member(folder, mark) && (mark.fits == nullptr || mark.fits(folder))) return mark.format;
        }
    }
    return std::nullopt;
}

std::optional<Format> format_of_folder(const std::string& path) { return format_of_folder(DiskFolder(path)); }

bool marks_a_store(std::string_view member) {
    const auto& rows = format_rows();
    return std::any_of(rows.begin(), rows.end(), [&](const FormatRow& row) {
        return std::any_of(row.folders.begin(), row.folders.end(),
                           [&](const FolderMark& mark) { return member == mark.member; });
    });
}

bool claims_to_be_data(std::string_view file_name) { return has_ending(file_name, &FormatRow::endings); }

bool may_be_data(std::string_view file_name) {
    return claims_to_be_data(file_name) || has_ending(file_name, &FormatRow::shared_endings);
}

}  // namespace cairn
