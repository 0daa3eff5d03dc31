// The table of kinds of files that hold no data that cairn reads: an archive's report says what it has beside its
// catalog. A new kind is a row.
#pragma once

#include <string_view>

#include "builder/model/other_file.hpp"

namespace cairn {

/// FileKind::name of lists of checksums.
inline constexpr std::string_view k_kind_of_checksums = "checksums";

inline constexpr std::size_t k_signature_bytes = 8;  ///< that kind_of_file wants to see

/// "GRIB", "TIFF", "PDF" and the like by the first bytes; else by the ending of the name: "CSV", "text" (README, .txt,
/// .md), "checksums", ...; "other" when neither says it.
FileKind kind_of_file(std::string_view file_name, std::string_view first_bytes);

/// FileKind::name of what neither tells.
inline constexpr std::string_view k_unknown_kind = "other";

/// Whether name and first bytes are those of one format that has a signature: such a file is whole, although its name
/// may also be that of a format that cairn reads (HDF4 and HDF5 are both ".hdf").
bool is_sound_other_format(std::string_view file_name, std::string_view first_bytes);

}  // namespace cairn
