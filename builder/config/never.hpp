// Patterns that no path of an archive can ever fit: a slip that would cost a run before anybody sees it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "builder/config/config.hpp"

namespace cairn {

/// Why no path fits a glob or a path pattern; nullopt: some may. Paths are relative to the root of their archive,
/// without empty components, "." and "..". `config`: whose archives they are of.
std::optional<std::string> why_never_fits(std::string_view pattern, const Config& config);

/// Why a regular expression is found in no path.
std::optional<std::string> why_never_matches(const std::string& expression);

/// Why no path that one of the globs takes fits a path pattern: their first folders differ.
std::optional<std::string> why_never_together(const std::vector<std::string>& globs, std::string_view pattern);

/// The rule before a rule that takes every file that it could take: its index. nullopt: there is none.
std::optional<std::size_t> rule_in_the_way(const std::vector<CollectionRule>& rules, std::size_t index);

}  // namespace cairn
