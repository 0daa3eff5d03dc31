#include "builder/interpret/description/description_cache.hpp"

namespace cairn {

void DescriptionCache::set_key(const AttributeTexts& texts) {
    m_key.clear();
    texts.append_key(m_key);
}

void DescriptionCache::keep(std::shared_ptr<const Description> made) {
    constexpr std::size_t k_most = 4096;
    constexpr std::size_t k_most_bytes = 2U << 20;
    if (m_key.size() > k_most_bytes) {
        m_key = {};  // the memory of a monster is not kept, either
        return;
    }
    if (m_known.size() == k_most || m_size + m_key.size() > k_most_bytes) {
        m_known.clear();
        m_size = 0;
    }
    m_size += m_key.size();
    m_known.emplace(m_key, std::move(made));
}

}  // namespace cairn
