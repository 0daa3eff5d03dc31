// Ids from the path of a file below its archive's root and its own name: no other file has a say in them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "builder/group/file_dates.hpp"

namespace cairn {

/// Whether files that differ in dates only are one series, or each is a whole: a store.
enum class Unit { series, store };

/// What is known of a file beside its path.
struct NamedFile {
    std::string_view relative;  ///< below the archive's root
    std::string_view archive_name;
    Unit unit = Unit::series;
    Numbering numbering = Numbering::none;
};

/// A path, read (docs/ids.md is the rule):
///
/// - Folders that say when, or in which run (FolderReading::left_out), are left out.
/// - The Collection is the last folder that is a project of ESGF ("CMIP6"); without one the first folder; without any
///   the archive's name.
/// - The Item is the folders below that, joined with '.', and those '_'-separated parts of the name without its dates
///   that are not among them. An empty id becomes the name of the last folder, or of the archive. Of a store the whole
///   name counts, with its dates.
/// - The asset is the file name. Where folders were left out that the dates of the name do not say, they stand in
/// front:
///   "1979-01_t2m.nc" (of a store: at the end of the Item's id).
struct PathReading {
    std::vector<std::string_view> folders;  ///< that are kept
    std::vector<std::string_view> left_out;
    std::size_t item_begin = 0;      ///< the first folder of the Item
    bool is_project = false;         ///< a project of ESGF is the Collection
    bool says_left_out = true;       ///< the name says what the folders left out do
    std::string series;              ///< the name without its dates; of a store, the name
    std::vector<std::string> dates;  ///< of the name
};

/// `prefix`: for a rule with a Collection id of its own, the folders at the start of its glob: they, and those up to a
/// project, say nothing about the Item. nullptr: the Collection is made from the path.
PathReading read_path(const NamedFile& file, const std::string* prefix = nullptr);

struct DefaultIds {
    std::string collection;
    std::string item;
    std::size_t item_folders = 0;  ///< how many bytes at the beginning of `item` are its folders
    std::string asset;
};
DefaultIds default_ids(const NamedFile& file, const PathReading& path);
DefaultIds default_ids(const NamedFile& file);

/// What was decided and why, a line each.
std::vector<std::string> reasons_of(const PathReading& path);

}  // namespace cairn
