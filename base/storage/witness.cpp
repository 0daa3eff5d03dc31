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
    const auto [first, last] = std::ranges::unique(m_seen, {}, &Sighting::path);
    m_seen.erase(first, last);
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
