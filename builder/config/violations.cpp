#include "builder/config/violations.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/suggest.hpp"
#include "base/text.hpp"

namespace cairn {

std::string beginning_of(std::string_view text) {
    constexpr std::size_t k_shown = 200;
    return text.size() <= k_shown ? std::string(text) : to_utf8(text.substr(0, k_shown)) + "...";
}

std::string quoted_list(const std::vector<std::string>& names) {
    return names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "));
}

std::string suggestion_phrase(const std::string& word, const std::vector<std::string>& candidates) {
    const auto suggestion = nearest(word, candidates);
    return suggestion ? fmt::format("; did you mean '{}'?", *suggestion) : ";";
}

void check_known(const std::vector<std::string>& wanted, const KnownNames& names, std::string_view what,
                 const std::string& pointer, Violations& violations) {
    const std::vector<std::string> allowed(names.known.begin(), names.known.end());
    for (const std::string& name : wanted) {
        if (!names.complete || names.known.count(name) > 0) continue;
        violations.report(pointer, fmt::format("there is no {} '{}'{} allowed: {}", what, name,
                                               suggestion_phrase(name, allowed), quoted_list(allowed)));
    }
}

}  // namespace cairn
