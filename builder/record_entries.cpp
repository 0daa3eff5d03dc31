#include "builder/record_entries.hpp"

#include <xxhash.h>

#include <algorithm>
#include <iterator>
#include <mutex>
#include <numeric>
#include <span>
#include <tuple>
#include <unordered_set>

#include "base/text.hpp"
#include "builder/parallel_for.hpp"
#include "builder/records/read_records.hpp"

namespace cairn {

namespace {

/// The least is the one that stays. Lines that are the same have nothing that tells them apart but their places.
auto rank_of(const Entry& entry) {
    return std::tuple(-entry.source.stamp.modified_ns, entry.recorded->line_digest, entry.source.path.size(),
                      std::string_view(entry.source.path));
}

Problem repeated(const Entry& lost, const Entry& kept) {
    const bool are_same = lost.recorded->line_digest == kept.recorded->line_digest;
    return {Stage::discover,
            "discover/record-repeated",
            to_utf8(lost.source.path),
            "the path '" + lost.source.relative + "' is also that of '" + to_utf8(kept.source.path) +
                "', which stays " + (are_same ? "and says the same" : "(the later `modified` wins)") +
                "; expected one record of each path",
            are_same ? Severity::warning : Severity::error,
            std::nullopt};
}

std::uint64_t hash_of_path(const Entry& entry) {
    return XXH3_64bits(entry.source.relative.data(), entry.source.relative.size());
}

/// The records of one list, on their way to the other entries.
class ListOfRecords {
  public:
    ListOfRecords(const Config& config, std::size_t archive, Entries& entries, RecordCounts& counts)
        : m_config(config), m_archive(archive), m_entries(entries), m_counts(counts) {}

    /// Threads: any number.
    void add(std::optional<Entry> entry, std::vector<Problem> problems) {
        {
            const std::lock_guard lock(m_mutex);
            ++m_records;
            std::move(problems.begin(), problems.end(), std::back_inserter(m_problems));
            if (!entry) return;
            m_paths.push_back(hash_of_path(*entry));
            ++count_of(*entry);
        }
        m_entries.add(*std::move(entry));
    }

    void finish(BuildResult& result) {
        std::vector<Problem> of_repeated = take_repeated_records();
        result.records += m_records;
        for (auto* problems : {&m_problems, &of_repeated})
            std::move(problems->begin(), problems->end(), std::back_inserter(result.problems));
    }

  private:
    std::uint64_t& count_of(const Entry& entry) {
        if (m_last == nullptr || entry.placement.collection != m_last_collection) {
            m_last_collection = entry.placement.collection;
            m_last = &m_counts[{archive_name(m_config, m_archive), m_last_collection.str()}];
        }
        return *m_last;
    }

    /// The paths of a list of any length have room in memory as hashes; what may be repeated is looked at again.
    std::vector<Problem> take_repeated_records() {
        std::ranges::sort(m_paths);
        std::unordered_set<std::uint64_t> repeated_paths;
        for (std::size_t i = 1; i < m_paths.size(); ++i) {
            if (m_paths[i] == m_paths[i - 1]) repeated_paths.insert(m_paths[i]);
        }
        m_paths = {};
        if (repeated_paths.empty()) return {};
        std::vector<Entry> repeated = m_entries.take_if([&](const Entry& entry) {
            return entry.source.archive == m_archive && repeated_paths.contains(hash_of_path(entry));
        });
        for (const Entry& entry : repeated) --count_of(entry);
        std::vector<Problem> problems = take_repeated(repeated);
        for (Entry& entry : repeated) {
            ++count_of(entry);
            m_entries.add(std::move(entry));
        }
        return problems;
    }

    const Config& m_config;
    const std::size_t m_archive;
    Entries& m_entries;
    std::mutex m_mutex;  ///< guards the rest
    RecordCounts& m_counts;
    SharedText m_last_collection;
    std::uint64_t* m_last = nullptr;  ///< of that Collection
    std::vector<std::uint64_t> m_paths;
    std::vector<Problem> m_problems;
    std::uint64_t m_records = 0;
};

void add_list(const Config& config, std::size_t archive, Placing& placing, Entries& entries, RecordCounts& counts,
              BuildResult& result, Progress& progress, const std::atomic<bool>& stop) {
    ListOfRecords list(config, archive, entries, counts);
    const auto deliver = [&](std::optional<records::Record> record, std::vector<Problem> problems) {
        std::optional<Entry> entry;
        if (record) {
            Outcome<Entry> placed = placing(*std::move(record), problems);
            if (placed) {
                entry = *std::move(placed);
            } else {
                problems.push_back(std::move(placed).take_problem());
            }
        }
        if (!entry) progress.add_problem();
        progress.advance(1);
        list.add(std::move(entry), std::move(problems));
    };
    records::read_records(config, archive, parallel_for, deliver, stop);
    list.finish(result);
}

}  // namespace

std::vector<Problem> take_repeated(std::vector<Entry>& entries) {
    std::vector<std::size_t> order(entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) -> const std::string& { return entries[i].source.relative; });
    std::vector<Problem> problems;
    std::vector<bool> goes(entries.size());
    const auto path_of = [&](std::size_t place) -> const std::string& { return entries[order[place]].source.relative; };
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin + 1;
        while (end < order.size() && path_of(end) == path_of(begin)) ++end;
        const std::span<std::size_t> same(order.data() + begin, end - begin);
        begin = end;
        if (same.size() == 1) continue;
        std::ranges::sort(same, {}, [&](std::size_t i) { return rank_of(entries[i]); });
        for (const std::size_t lost : same.subspan(1)) {
            goes[lost] = true;
            problems.push_back(repeated(entries[lost], entries[same.front()]));
        }
    }
    if (problems.empty()) return problems;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (goes[i]) continue;
        if (kept != i) entries[kept] = std::move(entries[i]);
        ++kept;
    }
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(kept), entries.end());
    return problems;
}

RecordCounts add_records(const Config& config, Placing& placing, Entries& entries, BuildResult& result,
                         Progress& progress, const std::atomic<bool>& stop) {
    RecordCounts counts;
    if (config.records.empty()) return counts;
    progress.begin("reading records", 0);
    for (std::size_t i = 0; i < config.records.size() && !stop; ++i)
        add_list(config, config.archives.size() + i, placing, entries, counts, result, progress, stop);
    std::erase_if(counts, [](const auto& one) { return one.second == 0; });
    return counts;
}

}  // namespace cairn
