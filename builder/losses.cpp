#include "builder/losses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "base/text.hpp"
#include "builder/parallel_for.hpp"

namespace cairn {

namespace {

Source source_of(const KnownSource& known, const Archive& archive, std::size_t index) {
    return {archive.root + '/' + known.relative, known.relative, index, known.format, known.stamp};
}

}  // namespace

std::map<std::string, Loss> losses(const Scan& scan, const Config& config, const Absences& absences, Placing& placing) {
    std::map<std::string, Loss> losses;
    bool any_gone = false;
    for (std::size_t index = 0; index < config.archives.size(); ++index) {
        const std::vector<BlockOfKeys>& blocks = scan.known(index).blocks();
        const auto gone = [&](const KnownSource& known) {
            const std::optional<Absent> why = absences.of_known(index, known.relative, known.stamp);
            return why == Absent::removed || (why == Absent::unreadable && config.scan.keep_unreadable_s == 0);
        };
        std::vector<std::vector<bool>> went;
        for (const BlockOfKeys& block : blocks) {
            std::vector<bool>& of_block = went.emplace_back();
            for (const KnownSource& known : block.sources) of_block.push_back(gone(known));
            any_gone = any_gone || std::ranges::find(of_block, true) != of_block.end();
        }
        if (!any_gone) continue;
        std::mutex mutex;  // guards losses
        parallel_for(blocks.size(), [&](std::size_t b) {
            std::vector<Facts> facts = scan.facts_of(blocks[b]);
            for (std::size_t i = 0; i < facts.size(); ++i) {
                const Source source = source_of(blocks[b].sources[i], config.archives[index], index);
                std::vector<Problem> ignored;
                const Outcome<Entry> entry = placing(source, std::move(facts[i]), ignored);
                if (!entry) continue;
                const std::lock_guard lock(mutex);
                Loss& loss = losses[entry->placement.collection.str()];
                ++loss.known;
                if (!went[b][i]) continue;
                ++loss.gone;
                if (loss.example.empty() || source.path < loss.example) loss.example = source.path;
            }
        });
    }
    if (!any_gone) losses.clear();
    return losses;
}

std::map<std::string, Loss> losses(const RecordCounts& before, const RecordCounts& now, const Config& config) {
    std::map<std::string, Loss> losses;
    for (const auto& [key, known] : before) {
        const auto& [list, collection] = key;
        if (std::ranges::find(config.records, list, &RecordList::name) == config.records.end()) continue;
        const auto there = now.find(key);
        const std::uint64_t left = there == now.end() ? 0 : std::min(there->second, known);
        Loss& loss = losses[collection];
        loss.known += known;
        loss.gone += known - left;
        if (known > left && loss.example.empty()) loss.example = list;
    }
    return losses;
}

void refuse_losses(const std::map<std::string, Loss>& losses, double most_percent) {
    std::string lines;
    for (const auto& [collection, loss] : losses) {
        const double percent = 100.0 * static_cast<double>(loss.gone) / static_cast<double>(loss.known);
        if (percent <= most_percent) continue;
        lines += fmt::format("\n  {}: {} of {} ({:.0f} %), for example '{}'", collection, loss.gone, loss.known,
                             percent, to_utf8(loss.example));
    }
    if (lines.empty()) return;
    throw TooMuchRemoved(
        fmt::format("more than {} % of the sources of Collections are gone since the last run, as when a disk is not "
                    "mounted: nothing was published.{}\nPut them back; or, if they are to go, run once with "
                    "--accept-removals, or raise limits.max_removed",
                    most_percent, lines));
}

}  // namespace cairn
