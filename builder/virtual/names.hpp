// Which names of variables and groups can be parts of a store's keys, and of the paths of its files.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "builder/virtual/virtual_store.hpp"

namespace cairn::virtualize {

constexpr std::size_t k_longest_name_bytes = 255;   ///< of one file or folder (NAME_MAX)
constexpr std::size_t k_longest_path_bytes = 1000;  ///< objects of S3 have keys of 1,024, "/refs.N.parq" among them

/// Why a name cannot be one part of a path; empty: it can. Names that differ in nothing but the case of letters are
/// different.
std::string_view fault_of_name(std::string_view name);

/// The same of "forecast/tas": each part, and the length of all.
std::string_view fault_of_names(std::string_view path);

/// The path of an array that another has in other letters alone ("T" beside "t"); empty: there is none.
std::string alike_in_small_letters(const VirtualStore& store);

}  // namespace cairn::virtualize
