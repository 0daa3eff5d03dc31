#include "builder/group/notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace cairn {

void Notes::add(std::string note) {
    if (!m_known.insert(note).second) return;
    if (m_notes.size() < k_most) {
        m_notes.push_back(std::move(note));
    } else {
        ++m_more;
    }
}

std::vector<std::string> Notes::take() && {
    if (m_more > 0) m_notes.push_back(fmt::format("{} more notes are left out", m_more));
    return std::move(m_notes);
}

void NoteCounter::add(std::string_view note) {
    const auto known = m_counts.find(note);
    if (known == m_counts.end()) {
        m_counts.emplace(note, 1);
    } else {
        ++known->second;
    }
}

std::vector<std::string> NoteCounter::texts(std::size_t total) const {
    std::vector<std::pair<std::string_view, std::size_t>> sorted(m_counts.begin(), m_counts.end());
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    std::vector<std::string> result;
    for (const auto& [note, count] : sorted) {
        if (result.size() == Notes::k_most) {
            result.push_back(fmt::format("{} more notes are left out", sorted.size() - result.size()));
            break;
        }
        result.push_back(count == total ? std::string(note) : fmt::format("{} ({} of {} files)", note, count, total));
    }
    return result;
}

std::string NoteCounter::text(std::size_t total) const {
    constexpr std::size_t k_few = 3;
    std::vector<std::string> all = texts(total);
    if (all.empty()) return "no reason is known";
    if (all.size() > k_few) all.resize(k_few);
    return fmt::format("{}", fmt::join(all, "; "));
}

}  // namespace cairn
