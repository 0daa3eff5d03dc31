#include "base/suggest.hpp"

#include <algorithm>
#include <array>

#include "base/letters.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_longest = 64;

std::size_t tolerance(std::size_t length) {
    if (length < 4) return length < 2 ? 0 : 1;
    return std::max<std::size_t>(2, length / 3);
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
    a = a.substr(0, k_longest);
    b = b.substr(0, k_longest);
    std::array<std::array<std::size_t, k_longest + 1>, k_longest + 1> cost{};
    for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = small_letter(a[i - 1]) == small_letter(b[j - 1]);
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (same ? 0 : 1)});
            const bool swapped =
                i > 1 && j > 1 && small_letter(a[i - 1]) == small_letter(b[j - 2]) && small_letter(a[i - 2]) == small_letter(b[j - 1]);
            if (swapped) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[a.size()][b.size()];
}

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates) {
    std::optional<std::string> best;
    std::size_t least = tolerance(word.size()) + 1;
    for (const std::string& candidate : candidates) {
        const std::size_t distance = edit_distance(word, candidate);
        if (distance < least) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}

}  // namespace cairn
