#include "builder/tables/sorted_rows.hpp"

#include <algorithm>
#include <cstring>
#include <queue>
#include <type_traits>

namespace cairn::tables {

namespace {

static_assert(std::is_trivially_copyable_v<WaitingRow>);

/// Rows that are read from the file together.
constexpr std::size_t k_block = 4096;

bool is_before(const WaitingRow& a, const WaitingRow& b) { return a.key < b.key; }

std::string_view bytes_of(const std::vector<WaitingRow>& rows) {
    return {reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof(WaitingRow)};
}

}  // namespace

void SortedRows::add(const WaitingRow& row) {
    m_rows.push_back(row);
    ++m_size;
    if (m_rows.size() >= m_limit) spill();
}

void SortedRows::spill() {
    if (m_rows.empty()) return;
    std::sort(m_rows.begin(), m_rows.end(), is_before);
    const std::size_t begin = m_runs.empty() ? 0 : m_runs.back().end;
    m_unsorted.append(bytes_of(m_rows));
    m_runs.push_back({begin, begin + m_rows.size()});
    m_rows.clear();
}

void SortedRows::read(Spool& spool, std::size_t begin, std::size_t count, std::vector<WaitingRow>& into) {
    std::string bytes;
    spool.read(begin * sizeof(WaitingRow), count * sizeof(WaitingRow), bytes);
    into.resize(count);
    std::memcpy(into.data(), bytes.data(), bytes.size());
}

void SortedRows::sort() {
    if (m_runs.empty()) {
        std::sort(m_rows.begin(), m_rows.end(), is_before);
        return;
    }
    spill();
    m_rows.shrink_to_fit();
    merge();
}

void SortedRows::merge() {
    struct Head {
        Run rest;
        std::vector<WaitingRow> block;
        std::size_t next = 0;
    };
    std::vector<Head> heads;
    const auto fill = [&](Head& head) {
        const std::size_t count = std::min(k_block, head.rest.end - head.rest.begin);
        read(m_unsorted, head.rest.begin, count, head.block);
        head.rest.begin += count;
        head.next = 0;
    };
    for (const Run& run : m_runs) fill(heads.emplace_back(Head{run, {}, 0}));
    const auto comes_later = [&](std::size_t a, std::size_t b) {
        return is_before(heads[b].block[heads[b].next], heads[a].block[heads[a].next]);
    };
    std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(comes_later)> queue(comes_later);
    for (std::size_t i = 0; i < heads.size(); ++i) queue.push(i);
    std::vector<WaitingRow> merged;
    const auto flush = [&] {
        m_sorted.append(bytes_of(merged));
        merged.clear();
    };
    while (!queue.empty()) {
        const std::size_t least = queue.top();
        queue.pop();
        Head& head = heads[least];
        merged.push_back(head.block[head.next++]);
        if (merged.size() == k_block) flush();
        if (head.next == head.block.size()) fill(head);
        if (!head.block.empty()) queue.push(least);
    }
    flush();
    m_block_begin = m_size;  // no block is there
}

const WaitingRow& SortedRows::at(std::size_t index) {
    if (m_runs.empty()) return m_rows[index];
    if (index < m_block_begin || index - m_block_begin >= m_rows.size()) {
        m_block_begin = index - index % k_block;
        read(m_sorted, m_block_begin, std::min(k_block, m_size - m_block_begin), m_rows);
    }
    return m_rows[index - m_block_begin];
}

}  // namespace cairn::tables
