// The formats of draft-07 (7.3), and duration and uuid of draft 2019-09, that we check.
#pragma once

#include <string_view>

namespace cairn::validate {

/// Whether formats are asserted. A schema's `format` counts only for strings, and a null value never violates one.
enum class Formats { check, ignore };

/// Judges a text in time linear in its length.
using FormatCheck = bool (*)(std::string_view);

/// nullptr for a format that is not known.
FormatCheck format_check(std::string_view format);

/// True when `text` has the format, and for every format that is not known.
bool has_format(std::string_view text, std::string_view format);

/// "an absolute URI such as https://example.org/a", for messages; the bare name of the format when there is nothing
/// better.
std::string_view describe_format(std::string_view format);

}  // namespace cairn::validate
