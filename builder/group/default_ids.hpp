// Ids from folders and file names alone, for archives without a configuration.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "builder/config/config.hpp"
#include "builder/model/source.hpp"

namespace cairn {

/// The folders that all sources of an archive share ("data/CMIP6"; folders that are dates left out), and, below them,
/// those that all sources of one default collection share, by the collection's id.
struct SharedFolders {
    std::string archive;
    std::map<std::string, std::string> collections;
};

/// One element for each archive. `sources`: of all archives, in any order.
std::vector<SharedFolders> shared_folders(const Config& config, const std::vector<Source>& sources);

/// The folders that all paths share, '/' between them; empty when there are none. The last component of a path is its
/// file name.
std::string common_folder_prefix(const std::vector<std::string>& relative_paths);

/// Whether files that differ in dates only are one series, or each is a whole: a store.
enum class Unit { series, store };

struct DefaultIds {
    std::string collection;
    std::string item;
};

/// Collection: the first folder below those that all share, or the archive's name when there is none. Item: the folders
/// below those that the collection shares, joined with '.', and the '_'-separated parts of the series stem
/// (file_dates.hpp) that are not among them. An empty item id becomes the name of the last folder, or of the archive:
/// all files of such a folder are one series. Of a store the whole name counts, with its dates; where it has none,
/// those of its folders.
DefaultIds default_ids(std::string_view relative, const SharedFolders& shared, std::string_view archive_name,
                       Unit unit = Unit::series);

/// The item id for a collection with an id of its own: folders below `prefix` (a path of folders, or the longest part
/// of it that fits), and parts of the stem as above.
std::string default_item_id(std::string_view relative, std::string_view prefix, std::string_view archive_name,
                            Unit unit = Unit::series);

}  // namespace cairn
