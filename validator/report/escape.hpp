// Texts from documents within markup.
#pragma once

#include <string>
#include <string_view>

namespace cairn::validate {

/// For XML 1.0 and HTML, in texts and in attributes: `<>&"'` as entities, control characters as '?', bytes that are no
/// UTF-8 as U+FFFD.
std::string for_markup(std::string_view text);

}  // namespace cairn::validate
