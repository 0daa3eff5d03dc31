#include "validator/compiled/name_table.hpp"

namespace cairn::validate::compiled {

NameTable::NameTable(const std::vector<std::string_view>& names) {
    std::uint32_t buckets = 1;
    while (buckets < names.size() * 2) buckets *= 2;
    m_mask = buckets - 1;
    m_entries.reserve(names.size());
    for (const std::string_view name : names) {
        m_entries.push_back({ends_of(name), name, size()});
        m_lengths |= length_bit(name);
    }
    const auto bucket = [this](const Entry& entry) { return bucket_of(entry.ends, entry.name.size()); };
    std::sort(m_entries.begin(), m_entries.end(), [&bucket](const Entry& a, const Entry& b) {
        return bucket(a) != bucket(b) ? bucket(a) < bucket(b) : a.name < b.name;
    });
    m_buckets.assign(buckets + 1, 0);
    for (const Entry& entry : m_entries) ++m_buckets[bucket(entry) + 1];
    for (std::uint32_t i = 0; i < buckets; ++i) m_buckets[i + 1] += m_buckets[i];
}

std::uint32_t NameTable::find_among_many(std::string_view name, std::uint32_t begin, std::uint32_t end) const {
    const auto last = m_entries.begin() + end;
    const auto found = std::lower_bound(m_entries.begin() + begin, last, name,
                                        [](const Entry& entry, std::string_view text) { return entry.name < text; });
    return found == last || found->name != name ? k_unknown : found->number;
}

std::string_view NameTable::name(std::uint32_t number) const {
    return std::find_if(m_entries.begin(), m_entries.end(), [number](const Entry& e) { return e.number == number; })
        ->name;
}

}  // namespace cairn::validate::compiled
