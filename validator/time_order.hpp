// Intervals that end before they begin: no schema can say it.
#pragma once

#include <string>
#include <vector>

#include "base/json/value.hpp"

namespace cairn::validate {

/// JSON pointers of the `end_datetime` of Items, of features of a page, and of inline assets that lie before their
/// `start_datetime`.
std::vector<std::string> reversed_intervals(const json::Value& document);

}  // namespace cairn::validate
