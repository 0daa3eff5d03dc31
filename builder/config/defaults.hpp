// What is used where the operator says nothing.
#pragma once

#include <string>
#include <string_view>

#include "builder/config/config.hpp"

namespace cairn {

/// The last component of a path or URL as UTF-8, of a URL without a path its host; "archive" for "/".
std::string name_of_folder(const std::string& path);

/// A text as an id: letters, digits, '.', '_' and '-' stay, runs of anything else become one '-'. "archive" when
/// nothing stays.
std::string slug(std::string_view text);

/// Absolute, without "." and "..", without a final '/'. A relative path is below `base`; empty: below the current
/// folder.
std::string absolute_path(const std::string& path, const std::string& base = {});

/// The root of an archive: a URL without its final slashes, or what absolute_path makes of a path.
std::string absolute_root(const std::string& root, const std::string& base = {});

/// Where the root is a catalog of THREDDS, it becomes the folder of the files, and the catalog its listing.
void take_catalog_as_listing(Archive& archive);

/// A URL without its final slashes.
std::string without_final_slash(std::string href);

/// A list of records with its default name.
RecordList record_list(std::string file, const std::string& href);

/// The rule that takes every file and makes Collections and Items from the folders: its templates are empty.
CollectionRule default_rule();

}  // namespace cairn
