// What kind of file a path of the tree is, for those who serve it: content types, and how long caches keep it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::publish {

struct FileKind {
    std::string_view name;           ///< "documents", "tables", "page", "own": what --cache-control calls it
    std::string_view cache_control;  ///< unless the user has another
    std::string_view meaning;        ///< for the help
};

const std::vector<FileKind>& file_kinds();

/// The kind of a path below the root of the tree; a ".gz" at its end does not count.
const FileKind& kind_of(std::string_view path);

/// "application/geo+json", ...; of "x.json.gz" "application/gzip".
std::string_view content_type_of(std::string_view path);

/// Cache-Control by the name of the kind: what the user wants instead.
using CacheRules = std::map<std::string, std::string, std::less<>>;
std::string cache_control_of(std::string_view path, const CacheRules& rules);

}  // namespace cairn::publish
