#include "search/stored_bytes.hpp"

#include <algorithm>
#include <cstring>

#include "search/documents.hpp"

namespace cairn::search {

namespace {

/// The footer of a table of some hundred thousand rows, and of a small one all of it.
constexpr std::uint64_t k_tail = 128 << 10;

template <class T>
T taken(Answer<T> answer, const std::string& place) {
    if (auto* fault = std::get_if<StorageFault>(&answer)) {
        if (fault->kind == StorageFault::Kind::over_budget) throw SearchEnded(place + ": " + fault->message);
        throw TableFault{"the table cannot be read: " + fault->message};
    }
    return std::get<T>(std::move(answer));
}

}  // namespace

StoredBytes::StoredBytes(Storage& storage, std::string key) : m_storage(storage), m_key(std::move(key)) {
    const ObjectStat stat = taken(m_storage.stat(m_key), m_storage.place_of(m_key));
    if (stat.size_bytes == ObjectStat::k_unknown_size) throw TableFault{"the server does not say how large it is"};
    m_size = stat.size_bytes;
    m_version = stat.version;
    const std::uint64_t begin = m_size - std::min(m_size, k_tail);
    m_tail[begin] = read_ranges({{begin, m_size - begin}}).front();
}

std::vector<std::string> StoredBytes::read_ranges(const std::vector<ByteRange>& ranges) {
    return taken(m_storage.read_ranges(m_key, ranges, m_version), m_storage.place_of(m_key));
}

const std::string* StoredBytes::block_with(const Blocks& blocks, std::uint64_t offset, std::size_t size,
                                           std::uint64_t& begin) {
    auto block = blocks.upper_bound(offset);
    if (block == blocks.begin()) return nullptr;
    --block;
    begin = block->first;
    const bool is_inside = offset - begin <= block->second.size() && size <= block->second.size() - (offset - begin);
    return is_inside ? &block->second : nullptr;
}

std::size_t StoredBytes::read(std::uint64_t offset, std::span<std::byte> into) {
    if (offset >= m_size) return 0;
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), m_size - offset));
    for (const Blocks* blocks : {&m_tail, &m_fetched}) {
        std::uint64_t begin = 0;
        const std::string* block = block_with(*blocks, offset, size, begin);
        if (block == nullptr) continue;
        std::memcpy(into.data(), block->data() + (offset - begin), size);
        return size;
    }
    const std::string bytes = read_ranges({{offset, size}}).front();
    std::memcpy(into.data(), bytes.data(), std::min(size, bytes.size()));
    return std::min(size, bytes.size());
}

void StoredBytes::fetch(const std::vector<ByteRange>& ranges) {
    std::vector<ByteRange> missing;
    for (const ByteRange& range : ranges) {
        std::uint64_t begin = 0;
        const bool is_inside = range.offset <= m_size && range.size_bytes <= m_size - range.offset;
        const auto size = static_cast<std::size_t>(range.size_bytes);
        if (is_inside && block_with(m_tail, range.offset, size, begin) == nullptr) missing.push_back(range);
    }
    m_fetched.clear();
    if (missing.empty()) return;
    std::vector<std::string> bytes = read_ranges(missing);
    for (std::size_t i = 0; i < missing.size(); ++i) m_fetched[missing[i].offset] = std::move(bytes[i]);
}

}  // namespace cairn::search
