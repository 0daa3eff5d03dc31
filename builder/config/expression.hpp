// Regular expressions of a configuration (RE2), bounded: what an operator pastes must not take the machine's memory.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace re2 {
class RE2;
}

namespace cairn {

/// Bytes of a regular expression, a glob, or a path pattern. Expressions of this length with every nesting and
/// repetition that RE2 takes need at most 60 MB, while nested groups of megabytes need gigabytes.
inline constexpr std::size_t k_longest_pattern = 4096;

/// Groups of an expression, whose places are kept for every file: a facet needs one.
inline constexpr std::size_t k_most_groups = 100;

/// The expression, or what is wrong with it. Threads: const use of the expression from any number of threads.
std::variant<std::unique_ptr<const re2::RE2>, std::string> compile_expression(std::string_view text);

/// The same for an expression that was checked before. Throws std::invalid_argument when it is none.
std::unique_ptr<const re2::RE2> checked_expression(std::string_view text);

}  // namespace cairn
