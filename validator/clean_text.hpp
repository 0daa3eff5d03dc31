// Texts from documents and file names, made safe to show.
#pragma once

#include <string>
#include <string_view>

namespace cairn::validate {

/// Each byte that is not part of a UTF-8 character becomes U+FFFD.
std::string valid_utf8(std::string_view text);

/// valid_utf8, and control characters become '?': a name must not be able to steer the terminal.
std::string for_terminal(std::string_view text);

}  // namespace cairn::validate
