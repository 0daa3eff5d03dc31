// Files of formats that cairn does not read: what is known of them without opening them as data.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>

#include "builder/model/source.hpp"

namespace cairn {

/// What sort of file it is. The texts live as long as the program.
struct FileKind {
    std::string_view name;        ///< "GRIB", "text", ...; of several kinds one, as "image" of PNG and JPEG
    std::string_view media_type;  ///< IANA's, or what is used where there is none
    std::string_view role;        ///< of the asset: "data", "metadata", "overview" or "other"
};

/// How many files there are of each kind, by FileKind::name.
using FileKindCounts = std::map<std::string_view, std::uint64_t>;

struct OtherFile {
    Source source;  ///< its `format` says nothing
    FileKind kind;
};

}  // namespace cairn
