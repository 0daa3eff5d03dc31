// Bytes from files and file names, made fit for JSON and for people.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

bool is_utf8(std::string_view bytes);

/// The text itself when it is UTF-8, else with every byte that is not written as \xHH (reversible for the eye, never
/// lossy).
std::string to_utf8(std::string_view bytes);

}  // namespace cairn
