// Chains of pages that end too early, since a `next` link is missing.
#pragma once

#include <unordered_map>

#include "validator/tree.hpp"

namespace cairn::validate {

/// Pages without a `next` link that another page says it follows, by its `prev` link; and that other page.
using CutPages = std::unordered_map<const Record*, const Record*>;
CutPages cut_pages(const Tree& tree);

}  // namespace cairn::validate
