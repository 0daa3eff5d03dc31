// Numbers as people read them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cairn {

/// "1 file", "2 files": with an 's' where no word for many is given.
std::string counted(std::uint64_t count, std::string_view one, std::string_view many);
std::string counted(std::uint64_t count, std::string_view one);

/// "999 bytes", "1.5 MB": units of a thousand, as what is paid for is counted in.
std::string size_text(std::uint64_t bytes);

}  // namespace cairn
