#include "builder/entries/merge.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <queue>

namespace cairn {

namespace {

constexpr std::size_t k_buffers_bytes = 32 << 20;  ///< of all runs together
constexpr std::size_t k_least_at_once = 16 << 10;
constexpr std::size_t k_most_at_once = 256 << 10;

/// A run, or what is held, at one of its entries.
struct Cursor {
    EntryKey key;
    RunReader* run = nullptr;
    Entry* held = nullptr;
};

struct IsBehind {
    bool operator()(const Cursor& a, const Cursor& b) const { return precedes(b.key, a.key); }
};

}  // namespace

std::string run_of(const std::vector<Entry>& sorted, PartStore& parts) {
    std::string run;
    for (const Entry& entry : sorted) {
        const std::string packed = pack(entry, parts);
        const auto size = static_cast<std::uint32_t>(packed.size());
        run.append(reinterpret_cast<const char*>(&size), sizeof size);
        run += packed;
    }
    return run;
}

RunReader::RunReader(const tables::Spool& spool, PackedRun run, const std::unordered_set<std::uint64_t>& gone,
                     std::size_t at_once)
    : m_spool(spool), m_gone(gone), m_at_once(at_once), m_next(run.offset), m_end(run.offset + run.size_bytes) {}

std::string_view RunReader::take(std::size_t size) {
    if (m_buffer.size() - m_used < size) {
        const std::string rest = m_buffer.substr(m_used);
        const std::uint64_t wanted = std::max(m_at_once, size) - rest.size();
        std::string more;
        m_spool.read(m_next, static_cast<std::size_t>(std::min(wanted, m_end - m_next)), more);
        m_next += more.size();
        m_buffer = rest + more;
        m_used = 0;
    }
    m_used += size;
    return std::string_view(m_buffer).substr(m_used - size, size);
}

bool RunReader::advance() {
    if (m_next == m_end && m_used == m_buffer.size()) return false;
    m_offset = m_next - (m_buffer.size() - m_used);
    std::uint32_t size = 0;
    std::memcpy(&size, take(sizeof size).data(), sizeof size);
    m_packed = take(size);
    return true;
}

bool RunReader::next() {
    while (advance()) {
        if (m_gone.empty() || !m_gone.contains(m_offset)) return true;
    }
    return false;
}

void merge(const tables::Spool& spool, const std::vector<PackedRun>& runs,
           const std::unordered_set<std::uint64_t>& gone, std::vector<Entry>& held,
           const std::function<void(const EntryKey& key, std::string_view packed, Entry* held)>& take) {
    const std::size_t at_once =
        std::clamp(k_buffers_bytes / std::max<std::size_t>(runs.size(), 1), k_least_at_once, k_most_at_once);
    std::vector<std::unique_ptr<RunReader>> readers;
    std::priority_queue<Cursor, std::vector<Cursor>, IsBehind> cursors;
    for (const PackedRun& run : runs) {
        readers.push_back(std::make_unique<RunReader>(spool, run, gone, at_once));
        if (readers.back()->next())
            cursors.push({key_of_packed(readers.back()->packed()), readers.back().get(), nullptr});
    }
    Entry* const end_of_held = held.data() + held.size();
    if (!held.empty()) cursors.push({key_of(held.front()), nullptr, held.data()});
    while (!cursors.empty()) {
        Cursor least = cursors.top();
        cursors.pop();
        take(least.key, least.run == nullptr ? std::string_view() : least.run->packed(), least.held);
        if (least.run != nullptr) {
            if (!least.run->next()) continue;
            least.key = key_of_packed(least.run->packed());
        } else {
            if (++least.held == end_of_held) continue;
            least.key = key_of(*least.held);
        }
        cursors.push(least);
    }
}

}  // namespace cairn
