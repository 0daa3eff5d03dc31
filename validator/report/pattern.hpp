// What messages of one kind have in common.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cairn::validate {

/// The message with "…" in the place of quoted names and of paths, and N in that of numbers: 22,568 lines about the
/// files of one folder have one pattern. Quoted words of letters alone stay, since `child` and `item` are two matters.
std::string pattern_of(std::string_view message);

/// The same of messages with one pattern, where what all of them have in common stays as it is.
std::string common_pattern(const std::vector<std::string_view>& messages);

}  // namespace cairn::validate
