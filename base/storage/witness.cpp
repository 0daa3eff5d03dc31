#include "base/storage/witness.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

thread_local Witness* t_watching = nullptr;

}  // namespace

Witness::Witness() : m_outer(std::exchange(t_watching, this)) {}

Witness::~Witness() { t_watching = m_outer; }

std::vector<Sighting> Witness::take() {
    std::ranges::stable_sort(m_seen, {}, &Sighting::path);
    // The subrange of std::ranges::unique does not compile with clang 14 and libstdc++ 12.
    const auto is_same = [](const Sighting& a, const Sighting& b) { return a.path == b.path; };
    m_seen.erase(std::unique(m_seen.begin(), m_seen.end(), is_same), m_seen.end());
    return std::exchange(m_seen, {});
}

void Witness::saw(std::string path, const struct stat* status) {
    if (t_watching == nullptr) return;
    t_watching->m_seen.push_back(
        {std::move(path), status == nullptr ? std::nullopt : std::optional(stamp_of(*status))});
}

void Witness::saw(std::string path, const std::optional<FileStamp>& stamp) {
    if (t_watching != nullptr) t_watching->m_seen.push_back({std::move(path), stamp});
}

bool Witness::is_watching() { return t_watching != nullptr; }

bool are_unchanged(const std::vector<Sighting>& seen) {
    return std::ranges::all_of(seen, [](const Sighting& one) {
        struct stat status {};
        const bool is_there = ::stat(one.path.c_str(), &status) == 0;
        return is_there == one.stamp.has_value() && (!is_there || stamp_of(status) == *one.stamp);
    });
}

}  // namespace cairn
