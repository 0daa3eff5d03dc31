#include "builder/kept/fresh_records.hpp"

#include <utility>

namespace cairn {

void FreshRecords::see(const std::string& path, std::string_view text, const json::Value* value,
                       const std::atomic<bool>& stop) {
    if (text.size() > k_largest_text || m_count.fetch_add(1) >= m_most) return;
    validate::Record record = m_judge.judge(path, text, value, stop);
    m_shared.share(record);
    Part& part = part_of(path);
    const std::lock_guard lock(part.mutex);
    part.records.insert_or_assign(path, std::move(record));
}

std::vector<validate::Record> FreshRecords::records(std::vector<std::string> paths, const Make& make, const Take& take,
                                                    const ParallelFor& parallel) {
    const Make fresh_or_made = [&](const std::string& path) {
        Part& part = part_of(path);
        std::unique_lock lock(part.mutex);
        const auto node = part.records.extract(path);
        lock.unlock();
        return node.empty() ? make(path) : std::move(node.mapped());
    };
    return m_others->records(std::move(paths), fresh_or_made, take, parallel);
}

}  // namespace cairn
