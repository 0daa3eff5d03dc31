// What messages of one kind have in common.
#pragma once

#include <string>
#include <string_view>

namespace cairn::validate {

/// The message with "…" in the place of quoted names and of paths, and N in that of numbers: 22,568 lines about the
/// files of one folder have one pattern. Quoted words of letters alone stay, since `child` and `item` are two matters.
std::string pattern_of(std::string_view message);

}  // namespace cairn::validate
