// Titles: of files, of variables, of what has only a name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// What an attribute `title` or `long_name` says, as a heading of at most 150 bytes: prose without shouting, with
/// spaces for underscores between small letters, with a capital, without a full stop, no little word twice in a row
/// ("of the the"). Empty when nothing is said, or only the name of a file or a path.
std::string heading(std::string_view text);

/// "air_temperature" -> "air temperature": where all but the first letter is small between underscores.
std::string with_spaces(std::string_view name);

/// Whether a text says the words already, whatever their case and what stands between them; "CMIP6" says "CMIP", too.
bool says(std::string_view text, std::string_view words);

/// The parts of an id that a text does not say: divided at '.' but between digits, words of a part at '_', without
/// those that are in `said` or are said by the text. "CMIP.MPI-M.historical.day.tas" beside "MPI-ESM output for CMIP6"
/// and
/// {"tas"} -> {"MPI-M", "historical", "day"}.
std::vector<std::string> parts_unsaid(std::string_view id, std::string_view text, const std::vector<std::string>& said);

}  // namespace cairn
