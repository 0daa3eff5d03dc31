#include "validator/ledger.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "validator/report/pattern.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate {

namespace {

bool comes_before(const Finding& a, const Finding& b) {
    const auto key = [](const Finding& f) {
        return std::tie(f.document, f.severity, f.pointer, f.message, f.schema, f.line, f.column);
    };
    return key(a) < key(b);
}

/// Texts of documents have any length: ids, names of members, hrefs.
void clip(std::string& text, std::size_t longest) {
    if (text.size() <= longest) return;
    while (longest > 0 && (static_cast<unsigned char>(text[longest]) & 0xC0U) == 0x80U) --longest;  // whole characters
    text.resize(longest);
    text += "...";
    text.shrink_to_fit();
}

}  // namespace

void Ledger::add(Finding finding) {
    constexpr std::size_t k_longest = 4096;
    clip(finding.message, k_longest);
    clip(finding.pointer, k_longest);
    count(finding.severity, finding.rule, pattern_of(finding.message), 1);
    const std::scoped_lock lock(m_mutex);
    Kept& kept = m_rules[finding.rule];
    if (kept.findings.size() >= m_limit) {
        ++kept.dropped;
        if (m_limit == 0 || !comes_before(finding, kept.findings.front())) return;
        std::pop_heap(kept.findings.begin(), kept.findings.end(), comes_before);
        kept.findings.pop_back();
    }
    kept.findings.push_back(std::move(finding));
    std::push_heap(kept.findings.begin(), kept.findings.end(), comes_before);
}

void Ledger::count(Severity severity, const std::string& rule, const std::string& pattern, std::size_t count) {
    const std::scoped_lock lock(m_mutex);
    const std::tuple key(severity, rule, pattern);
    const auto known = m_counts.find(key);
    if (known != m_counts.end()) {
        known->second += count;
    } else if (m_counts.size() < k_most_patterns) {
        m_counts.emplace(key, count);
    } else {
        m_has_all_counts = false;
    }
}

std::vector<PatternCount> Ledger::counts() const {
    const std::scoped_lock lock(m_mutex);
    std::vector<PatternCount> counts;
    if (!m_has_all_counts) return counts;  // which of them came first is chance
    for (const auto& [key, count] : m_counts) {
        const auto& [severity, rule, pattern] = key;
        counts.push_back({severity, rule, pattern, count});
    }
    return counts;
}

std::vector<Finding> Ledger::take() {
    std::vector<Finding> all;
    for (auto& [rule, kept] : m_rules) {
        std::move(kept.findings.begin(), kept.findings.end(), std::back_inserter(all));
        if (kept.dropped == 0) continue;
        all.push_back(finding_of(rules::k_report_more, "",
                                 std::to_string(kept.dropped) + " more findings of " + rule + " are not shown"));
        all.back().document = ".";
    }
    m_rules.clear();
    return all;
}

}  // namespace cairn::validate
