#include "builder/group/common_description.hpp"

#include <utility>

namespace cairn {

void CommonDescription::add(const std::shared_ptr<const Description>& one) {
    if (!m_is_empty && one == m_last) return;  // neighbours mostly share one
    m_last = one;
    if (!m_known.insert(one).second) return;
    if (std::exchange(m_is_empty, false)) {
        m_first = one;
        return;
    }
    if (!m_common) m_common = m_first ? *m_first : Description{};
    *m_common = one ? common(*m_common, *one) : Description{};
}

void CommonDescription::add(const Entry& entry) {
    if (entry.is_read()) add(entry.granule.description);
}

std::shared_ptr<const Description> CommonDescription::take() {
    if (!m_common) return std::move(m_first);
    if (*m_common == Description{}) return nullptr;
    return std::make_shared<const Description>(*std::move(m_common));
}

bool wants_all(const FromFiles& from_files) {
    return from_files.title && from_files.description && from_files.keywords && from_files.license &&
           from_files.providers && from_files.citation;
}

std::shared_ptr<const Description> wanted(std::shared_ptr<const Description> description, const FromFiles& from_files) {
    if (wants_all(from_files) || !description) return description;
    Description kept = *description;
    if (!from_files.title) kept.title.clear();
    if (!from_files.description) kept.summary.clear();
    if (!from_files.keywords) kept.keywords.clear();
    if (!from_files.license) kept.license.clear();
    if (!from_files.providers) kept.providers.clear();
    if (!from_files.citation) {
        kept.doi.clear();
        kept.citation.clear();
        kept.publications.clear();
    }
    return std::make_shared<const Description>(std::move(kept));
}

}  // namespace cairn
