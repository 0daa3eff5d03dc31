// Manual pages of a program and its verbs, in the form of man(7).
#pragma once

#include <string>

#include "base/usage/shape.hpp"

namespace cairn::usage {

/// The page of one verb, or of a program without verbs. `program`: that of the options which go with every verb. The
/// footer's "Example:" and "Exit codes:" become sections of their own.
std::string manual_page(const VerbShape& program, const VerbShape& verb, const std::string& version);

}  // namespace cairn::usage
