// Which lists of checksums there are, and which files their names mean.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"
#include "base/storage/file_stamp.hpp"
#include "builder/config/config.hpp"
#include "builder/model/source.hpp"

namespace cairn::checksums {

/// A list that is to be read.
struct ListFile {
    std::string path;         ///< on the disk
    std::size_t archive = 0;  ///< of what its names are: index into Config::archives
    std::string folder;       ///< where relative names begin, below the root of the archive; empty: at the root
    std::string root;         ///< what absolute names call the root of the archive; empty: as an archive does
    FileStamp stamp;
};

/// The lists that the configuration names, those of folders in the order of their paths, and behind them those that a
/// walk found. `silent`: mounts that do not answer, and lists and folders of lists on such (BuildOptions::silent):
/// nobody looks into them. `problems` gets "discover/checksum-list" for each list and each folder that cannot be read.
std::vector<ListFile> list_files(const Config& config, std::span<const Source> found,
                                 std::span<const std::string> silent, std::vector<Problem>& problems);

/// A file of an archive.
struct NamedFile {
    std::size_t archive = 0;
    std::string below;  ///< path below the root, raw bytes
};

/// What a name in a list means. nullopt: nothing in an archive. `roots`: of the archives.
std::optional<NamedFile> named_file(const ListFile& list, std::string_view name, std::span<const std::string> roots);

}  // namespace cairn::checksums
