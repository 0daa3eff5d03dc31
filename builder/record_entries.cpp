#include "builder/record_entries.hpp"

#include <algorithm>
#include <mutex>
#include <numeric>
#include <span>
#include <tuple>

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

struct Collected {
    std::mutex mutex;  ///< guards the rest
    std::vector<Entry> entries;
    std::vector<Problem> problems;
    std::uint64_t records = 0;
};

void take(std::optional<Entry> entry, std::vector<Problem> problems, Collected& collected) {
    const std::lock_guard lock(collected.mutex);
    ++collected.records;
    if (entry) collected.entries.push_back(*std::move(entry));
    std::move(problems.begin(), problems.end(), std::back_inserter(collected.problems));
}

std::vector<Entry> entries_of_list(const Config& config, std::size_t archive, Placing& placing, BuildResult& result,
                                   Progress& progress, const std::atomic<bool>& stop) {
    Collected collected;
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
        take(std::move(entry), std::move(problems), collected);
    };
    records::read_records(config, archive, parallel_for, deliver, stop);
    std::vector<Problem> of_repeated = take_repeated(collected.entries);
    result.records += collected.records;
    for (auto* problems : {&collected.problems, &of_repeated})
        std::move(problems->begin(), problems->end(), std::back_inserter(result.problems));
    return std::move(collected.entries);
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

std::vector<Entry> entries_of_records(const Config& config, Placing& placing, BuildResult& result, Progress& progress,
                                      const std::atomic<bool>& stop) {
    std::vector<Entry> entries;
    if (config.records.empty()) return entries;
    progress.begin("reading records", 0);
    for (std::size_t i = 0; i < config.records.size() && !stop; ++i) {
        std::vector<Entry> of_list =
            entries_of_list(config, config.archives.size() + i, placing, result, progress, stop);
        if (entries.empty()) {
            entries = std::move(of_list);
        } else {
            std::move(of_list.begin(), of_list.end(), std::back_inserter(entries));
        }
    }
    return entries;
}

}  // namespace cairn
