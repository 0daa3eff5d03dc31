// The files of a store (keys and bytes) for tests: from one text, into folders and zip archives.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/temp_folder.hpp"

namespace cairn::test {

using StoreFiles = std::map<std::string, std::string, std::less<>>;

/// A line "-- KEY --" begins a file, which ends before the next such line; its last newline is not part of it.
StoreFiles files_of_text(std::string_view text);

/// Writes each file below `folder` of a temporary folder; returns the folder's path.
std::string write_files(const TempFolder& where, const std::string& folder, const StoreFiles& files);

struct ZipMember {
    std::string name;
    std::string bytes;
    bool deflated = false;
    // What an archive may say beside the truth:
    std::uint16_t flags = 0;
    std::uint16_t method = 0xFFFF;    ///< 0xFFFF: the true one
    std::uint32_t size = 0xFFFFFFFF;  ///< unpacked; 0xFFFFFFFF: the true one
};

/// A zip archive, without zip64.
std::string zip_of(const std::vector<ZipMember>& members, std::string_view comment = {});
std::string zip_of(const StoreFiles& files, const std::string& prefix = {}, bool deflated = false);

}  // namespace cairn::test
