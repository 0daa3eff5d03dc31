// Lists of keys and random edits of them, for tests of what a change of a list changes in its pages.
#pragma once

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace cairn::test {

enum class Edit { append, insert, before_the_first, remove, replace };
inline constexpr Edit k_edits[] = {Edit::append, Edit::insert, Edit::before_the_first, Edit::remove, Edit::replace};

/// The list after `count` edits of one kind. `make`: an element that is in no list yet, by where it is to come:
/// between these two, of which either may be nullptr.
template <class Element, class Make>
std::vector<Element> edited(std::vector<Element> list, Edit edit, std::size_t count, std::mt19937& random,
                            const Make& make) {
    using Difference = typename std::vector<Element>::difference_type;
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t at = random() % (list.size() + 1);
        if (edit == Edit::append) at = list.size();
        if (edit == Edit::before_the_first) at = 0;
        const bool removes = edit == Edit::remove || edit == Edit::replace;
        if (removes && list.empty()) continue;
        if (removes) {
            at = std::min(at, list.size() - 1);
            list.erase(list.begin() + static_cast<Difference>(at));
        }
        if (edit == Edit::remove) continue;
        Element made = make(at == 0 ? nullptr : &list[at - 1], at == list.size() ? nullptr : &list[at]);
        list.insert(list.begin() + static_cast<Difference>(at), std::move(made));
    }
    return list;
}

}  // namespace cairn::test
