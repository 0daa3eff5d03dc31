// The table of formats: how each is recognised, and what reads it. A new format is a folder beside this file, a row
// here, and its Format with its names in model/source.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"
#include "base/storage/byte_access.hpp"
#include "base/storage/positioned.hpp"
#include "builder/model/dataset.hpp"
#include "builder/model/source.hpp"
#include "builder/probe/folder_look.hpp"
#include "builder/probe/manifest_result.hpp"
#include "builder/probe/native_result.hpp"
#include "builder/probe/reader.hpp"
#include "builder/probe/references/locations.hpp"
#include "builder/probe/zarr/part_reader.hpp"

namespace cairn {

/// A folder with this member may be a store of this format.
struct FolderMark {
    enum class Kind { file, folder };

    std::string_view member;  ///< a regular file, or a folder, of this name
    Format format = Format::zarr2;
    bool (*fits)(const FolderLook& folder) = nullptr;  ///< asked when the member is there; null: the member is enough
    Kind kind = Kind::file;
};

/// Reads one file: a dataset, or the statement that libnetcdf should be asked. Problems have no path. Throws
/// std::system_error when the disk fails.
using FileReader = Outcome<NativeResult> (*)(PositionedBytes& file, WindowedBytes& windows, const ReadLimits& limits);

/// Reads a store, or references that stand for one; nothing else can. Problems have paths. Never throws for the disk.
/// `parts`: what is done with its arrays beside; null: nothing.
using StoreReader = Outcome<Dataset> (*)(const Source& source, const ReadLimits& limits,
                                         const references::Reachable& reachable, const zarr::PartWork* parts);

/// Where the values of one file's variables are. Problems have no path. Throws std::system_error when the disk fails.
using ManifestReader = Outcome<ManifestResult> (*)(PositionedBytes& file, WindowedBytes& windows,
                                                   const ReadLimits& limits,
                                                   const DimensionOfFiles& dimension_of_files);

/// What cairn knows of the formats that one reader reads.
struct FormatRow {
    std::string_view reader;                            ///< Dataset::reader
    std::vector<Format> formats;                        ///< that it reads
    std::vector<std::string_view> endings;              ///< of names that claim to be of them, in lower case
    std::vector<std::string_view> shared_endings = {};  ///< of names that files of no concern have, too
    std::vector<FolderMark> folders;                    ///< the first that fits decides, over all rows in order
    /// The format of a file, of which `head` are the first 4096 bytes; null: it is never one file.
    std::optional<Format> (*format_of_file)(const ByteAccess& file, std::string_view head) = nullptr;
    FileReader read_file = nullptr;  ///< exactly one of both readers is there
    StoreReader read_store = nullptr;
    ManifestReader read_manifest = nullptr;  ///< null: no references can be made into it
    bool is_known_to_libnetcdf = false;      ///< it can read what read_file declines
};

/// All rows. Each Format is in exactly one.
const std::vector<FormatRow>& format_rows();

const FormatRow& row_of(Format format);

/// The format of a file by the first row that recognises it; nullopt when none does.
std::optional<Format> format_of(const ByteAccess& file);

/// The format of a folder, or nullopt for a plain one.
std::optional<Format> format_of_folder(const FolderLook& folder);
/// The same of a folder of this machine.
std::optional<Format> format_of_folder(const std::string& path);

/// Whether a member of this name may make its folder a store: a quick test before `format_of_folder`.
bool marks_a_store(std::string_view member);

/// Whether a name claims to be data (".nc", ".nc4", ".cdf", ".h5", ".hdf5", ".he5", ".zarr", ".zarr.zip", ...): then
/// bytes that say nothing are a problem, not a file of no concern.
bool claims_to_be_data(std::string_view file_name);

/// Whether a name claims to be data, or is like those of reference sets (".json", ...), which other files have, too:
/// where such a file cannot be read, an Item may be lost.
bool may_be_data(std::string_view file_name);

}  // namespace cairn
