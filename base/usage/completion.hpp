// Scripts that complete a program's command line in the shells that people use.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/usage/shape.hpp"

namespace cairn::usage {

/// "bash", "zsh", "fish".
const std::vector<std::string>& shells();

/// The script for one of `shells()`: verbs, options, and the values of those that take few. Where a file is expected,
/// the shell's own completion of files goes on.
std::string completion(const VerbShape& program, std::string_view shell);

}  // namespace cairn::usage
