// What somebody probably meant by a value that does not fit, for the end of a message.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/json/value.hpp"

namespace cairn::validate {

/// "; did you mean "2021-05-01T00:00:00Z"?", "; there is no day 2021-02-30"; empty when nothing better is known.
std::string hint_of_format(std::string_view text, std::string_view format);

/// Whether the schema in question takes a value.
using Fits = std::function<bool(const json::Value& value)>;

/// "; did you mean ["data"]?" of "data", where a list of it is what fits; likewise 10 for "10" and "35" for 35. Empty
/// when none of these fits.
std::string hint_of_type(const json::Value& found, const Fits& fits);

}  // namespace cairn::validate
