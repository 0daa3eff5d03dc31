// Dates in the names of files and folders: what a name says beside the time that it covers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "builder/group/numbered_files.hpp"

namespace cairn {

/// A file name without its extension; "air.2m.gauss.1979.nc" -> "air.2m.gauss.1979". What follows the last dot is an
/// extension when it has at most 6 letters and digits, begins with a letter, and is not all there is.
std::string_view stem_of(std::string_view file_name);

/// What one name alone says.
struct NameReading {
    std::string series;              ///< the name without extension and without dates: that of all files of one series
    std::vector<std::string> dates;  ///< what was left out, as written, in the order of the name
};

/// "pr_30min_CPC_cmorph_r1i1p1_201609020000-201609020030.nc" -> "pr_30min_CPC_cmorph_r1i1p1", "95031800_sao.cdf" ->
/// "sao", "control-1950_r1_gn_195001.nc" -> "control-1950_r1_gn". Dates are parts between '_' and '.', or behind a '-'
/// in them, that the grammars take (name_parts.hpp); other digits stay ("etopo20", "v20210719", "_0016", "2.4"), but
/// the number of a file where `numbering` says that the model which wrote it numbers its files.
NameReading read_name(std::string_view file_name, Numbering numbering = Numbering::none);

/// NameReading::series. Empty when the name is nothing but dates.
std::string series_stem(std::string_view file_name, Numbering numbering = Numbering::none);

struct FolderReading {
    std::vector<std::string_view> kept;
    /// Those that say when or in which run: dates ("2016", "201609", "2016-09-02", "09" and "02" below "2016"), and
    /// payu's "output012".
    std::vector<std::string_view> left_out;
};
FolderReading read_folders(const std::vector<std::string_view>& folders);

}  // namespace cairn
