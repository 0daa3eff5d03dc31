#include "validator/compiled/name_table.hpp"

#include <algorithm>
#include <cstring>

namespace cairn::validate::compiled {

namespace {

/// Eight characters at most, from the front or from the back: names differ in one of the two as a rule.
std::uint64_t characters(const char* from, std::size_t count) {
    std::uint64_t value = 0;
    std::memcpy(&value, from, count);
    return value;
}

std::uint64_t hash_of(std::string_view name) {
    std::uint64_t front = 0;
    std::uint64_t back = 0;
    if (name.size() >= 8) {
        front = characters(name.data(), 8);
        back = characters(name.data() + name.size() - 8, 8);
    } else {
        front = characters(name.data(), name.size());
    }
    std::uint64_t hash = (front ^ (back * 0x9E3779B97F4A7C15U) ^ name.size()) * 0xD6E8FEB86659FD93U;
    return hash ^ (hash >> 32U);
}

}  // namespace

NameTable::NameTable(std::vector<std::string_view> names) {
    std::uint32_t buckets = 1;
    while (buckets < names.size() * 2) buckets *= 2;
    m_mask = buckets - 1;
    m_entries.reserve(names.size());
    for (const std::string_view name : names) m_entries.push_back({name, size()});
    std::sort(m_entries.begin(), m_entries.end(), [this](const Entry& a, const Entry& b) {
        const std::uint32_t left = bucket_of(a.name);
        const std::uint32_t right = bucket_of(b.name);
        return left != right ? left < right : a.name < b.name;
    });
    m_buckets.assign(buckets + 1, 0);
    for (const Entry& entry : m_entries) ++m_buckets[bucket_of(entry.name) + 1];
    for (std::uint32_t i = 0; i < buckets; ++i) m_buckets[i + 1] += m_buckets[i];
}

std::uint32_t NameTable::bucket_of(std::string_view name) const {
    return static_cast<std::uint32_t>(hash_of(name)) & m_mask;
}

std::uint32_t NameTable::find(std::string_view name) const {
    if (m_entries.empty()) return k_unknown;
    const std::uint32_t bucket = bucket_of(name);
    const auto begin = m_entries.begin() + m_buckets[bucket];
    const auto end = m_entries.begin() + m_buckets[bucket + 1];
    const auto found = end - begin <= 4
                           ? std::find_if(begin, end, [name](const Entry& entry) { return entry.name == name; })
                           : std::lower_bound(begin, end, name, [](const Entry& entry, std::string_view text) {
                                 return entry.name < text;
                             });
    return found == end || found->name != name ? k_unknown : found->number;
}

std::string_view NameTable::name(std::uint32_t number) const {
    return std::find_if(m_entries.begin(), m_entries.end(), [number](const Entry& e) { return e.number == number; })
        ->name;
}

}  // namespace cairn::validate::compiled
