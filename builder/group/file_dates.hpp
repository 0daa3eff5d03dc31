// Dates in the names of files and folders: what a name says beside the time that it covers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// A file name without its extension; "air.2m.gauss.1979.nc" -> "air.2m.gauss.1979". What follows the last dot is an
/// extension when it has at most 6 letters and digits, begins with a letter, and is not all there is.
std::string_view stem_of(std::string_view file_name);

/// A file name without extension and without dates: the same for all files of one series.
/// "pr_30min_CPC_cmorph_r1i1p1_201609020000-201609020030.nc" -> "pr_30min_CPC_cmorph_r1i1p1", "95031800_sao.cdf" ->
/// "sao". Dates are parts between '_' and '.' (at the end of a part: after '-') that are plausible as such: years alone
/// from 1500 to 2999; YYYYMM, yymmdd, YYYYDDD, YYYYMMDD, yymmddhh, and on to seconds; with '-' and 'T'; ranges of two
/// of the same form; a time after a date. Digits that are attached to letters ("etopo20", "v20210719", "d20190807") are
/// names. Empty when the name is nothing but dates.
std::string series_stem(std::string_view file_name);

/// The folders that are not dates: "2016", "201609", "2016-09-02", and "09" and "02" below "2016".
std::vector<std::string_view> without_date_folders(const std::vector<std::string_view>& folders);

}  // namespace cairn
