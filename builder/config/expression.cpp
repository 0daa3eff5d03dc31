#include "builder/config/expression.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <stdexcept>
#include <utility>

namespace cairn {

std::variant<std::unique_ptr<const re2::RE2>, std::string> compile_expression(std::string_view text) {
    if (text.size() > k_longest_pattern) {
        return fmt::format("the regular expression has {} bytes, allowed: {}", text.size(), k_longest_pattern);
    }
    RE2::Options options;
    options.set_log_errors(false);
    auto regex = std::make_unique<const RE2>(re2::StringPiece(text.data(), text.size()), options);
    if (!regex->ok()) {
        return fmt::format("'{}' is not a regular expression that RE2 takes: {}", text, regex->error());
    }
    const auto groups = static_cast<std::size_t>(regex->NumberOfCapturingGroups());
    if (groups > k_most_groups) {
        return fmt::format(
            "the regular expression has {} groups, allowed: {}; (?:...) groups without keeping what is matched", groups,
            k_most_groups);
    }
    return regex;
}

std::unique_ptr<const re2::RE2> checked_expression(std::string_view text) {
    auto regex = compile_expression(text);
    if (const auto* message = std::get_if<std::string>(&regex)) throw std::invalid_argument(*message);
    return std::get<std::unique_ptr<const RE2>>(std::move(regex));
}

}  // namespace cairn
