#include "builder/cli/problem_kinds.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

namespace cairn {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Each number, date and clock time becomes '#': "from 2016-09-02T00:30:00Z" is "from #".
std::string without_numbers(std::string_view message) {
    constexpr std::string_view k_within = ".:-+TZe";
    std::string text;
    for (std::size_t i = 0; i < message.size(); ++i) {
        if (!is_digit(message[i])) {
            text += message[i];
            continue;
        }
        if (text.ends_with('-')) text.pop_back();  // a sign
        text += '#';
        const auto goes_on = [&](std::size_t at) {
            return at < message.size() &&
                   (is_digit(message[at]) || (k_within.find(message[at]) != std::string_view::npos &&
                                              at + 1 < message.size() && is_digit(message[at + 1])));
        };
        while (goes_on(i + 1)) ++i;
        if (i + 1 < message.size() && message[i + 1] == 'Z') ++i;
    }
    return text;
}

/// The Collection of the source that a path is, or is in.
std::string collection_of(const BuildResult& result, std::string_view path) {
    for (;;) {
        const auto found = result.collections.find(path);
        if (found != result.collections.end()) return found->second;
        const std::size_t slash = path.rfind('/');
        if (slash == std::string_view::npos || slash == 0) return {};
        path = path.substr(0, slash);
    }
}

}  // namespace

std::vector<ProblemKind> kinds_of(const BuildResult& result) {
    std::vector<ProblemKind> kinds;
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> known;
    for (const Problem& problem : result.problems) {
        std::string collection = collection_of(result, problem.path);
        if (problem.severity == Severity::error) {
            kinds.push_back({{&problem}, std::move(collection)});
            continue;
        }
        const auto [place, is_new] =
            known.try_emplace({problem.code, collection, without_numbers(problem.message)}, kinds.size());
        if (is_new) kinds.push_back({{}, std::move(collection)});
        kinds[place->second].problems.push_back(&problem);
    }
    return kinds;
}

}  // namespace cairn
