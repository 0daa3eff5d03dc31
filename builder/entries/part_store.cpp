#include "builder/entries/part_store.hpp"

namespace cairn {

namespace {

/// A place is the offset in the spool, and in its lowest bits the size; of a large part its number, and no size.
constexpr unsigned k_size_bits = 24;
constexpr std::uint64_t k_large = (std::uint64_t{1} << k_size_bits) - 1;

}  // namespace

std::uint64_t PartStore::place_of(const std::shared_ptr<const void>& part, const std::function<std::string()>& encode) {
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_known.find(part.get()); known != m_known.end()) return known->second.place;
    }
    std::string bytes = encode();  // which may put parts of its own
    const std::lock_guard lock(m_mutex);
    if (m_known.size() >= k_most_known) m_known.clear();
    const auto [known, is_new] = m_known.try_emplace(part.get(), Known{part, 0});
    if (!is_new) return known->second.place;
    if (bytes.size() < k_large) {
        known->second.place = m_spool.append(bytes) << k_size_bits | bytes.size();
    } else {
        known->second.place = std::uint64_t{m_large.size()} << k_size_bits | k_large;
        m_large.push_back(std::move(bytes));
    }
    return known->second.place;
}

std::string PartStore::bytes_at(std::uint64_t place) const {
    const std::uint64_t size = place & k_large;
    if (size == k_large) return m_large[place >> k_size_bits];
    std::string bytes;
    m_spool.read(place >> k_size_bits, size, bytes);
    return bytes;
}

}  // namespace cairn
