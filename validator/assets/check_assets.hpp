// The documents of a tree against the data that they describe.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "validator/reach.hpp"
#include "validator/rules/rule.hpp"
#include "validator/tree.hpp"
#include "validator/validate.hpp"

namespace cairn::validate {

/// Reads all documents again and looks at their assets, some at once, as far as Options::check_assets says; documents
/// and assets are forgotten batch by batch. Returns what could not be looked at, by reason. Throws Interrupted when
/// `stop` is set.
std::vector<NotChecked> check_assets(const Tree& tree, const std::vector<Reached>& reached, const std::string& base,
                                     const Options& options, const ParallelFor& parallel, const std::atomic<bool>& stop,
                                     Findings& out);

}  // namespace cairn::validate
