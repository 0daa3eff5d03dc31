#include "builder/discover/selection.hpp"

#include <algorithm>

namespace cairn {

namespace {

template <class Predicate>
bool any_of(const std::vector<Glob>& globs, Predicate predicate) {
    return std::any_of(globs.begin(), globs.end(), predicate);
}

}  // namespace

Selection::Selection(const Archive& archive)
    : m_include(archive.include.begin(), archive.include.end()),
      m_exclude(archive.exclude.begin(), archive.exclude.end()) {}

bool Selection::takes_file(std::string_view relative) const {
    const auto matches = [&](const Glob& glob) { return glob.matches(relative); };
    return !any_of(m_exclude, matches) && (m_include.empty() || any_of(m_include, matches));
}

bool Selection::takes_store(std::string_view relative) const {
    return !excludes_folder(relative) &&
           (m_include.empty() || any_of(m_include, [&](const Glob& glob) { return glob.takes_folder(relative); }));
}

bool Selection::enters_folder(std::string_view relative) const {
    const auto can_match = [&](const Glob& glob) {
        return glob.can_match_below(relative) || glob.takes_folder(relative);
    };
    return !excludes_folder(relative) && (m_include.empty() || any_of(m_include, can_match));
}

bool Selection::excludes_folder(std::string_view relative) const {
    return any_of(m_exclude, [&](const Glob& glob) { return glob.takes_folder(relative); });
}

}  // namespace cairn
