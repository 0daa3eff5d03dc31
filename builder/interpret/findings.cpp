#include "builder/interpret/findings.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace cairn {

namespace {

/// A file with a hundred thousand odd variables has no more to say than one with a thousand.
constexpr std::size_t k_most_findings = 1000;
constexpr std::size_t k_most_notes = 20;

}  // namespace

void Findings::add(std::string about, std::string text) {
    if (m_findings.size() >= k_most_findings) return;
    const bool known = std::any_of(m_findings.begin(), m_findings.end(), [&](const Finding& finding) {
        return finding.about == about && finding.text == text;
    });
    if (!known) m_findings.push_back({std::move(about), std::move(text)});
}

void Findings::note(std::string sentence) {
    if (m_notes.size() >= k_most_notes || std::find(m_notes.begin(), m_notes.end(), sentence) != m_notes.end()) return;
    m_notes.push_back(std::move(sentence));
}

std::vector<Finding> Findings::take_findings() {
    for (Finding& finding : m_findings) finding = {to_utf8(finding.about), to_utf8(finding.text)};
    return std::move(m_findings);
}

std::vector<std::string> Findings::take_notes() {
    for (std::string& note : m_notes) note = to_utf8(note);
    return std::move(m_notes);
}

}  // namespace cairn
