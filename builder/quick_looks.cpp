#include "builder/quick_looks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <chrono>
#include <iterator>
#include <set>
#include <utility>
#include <variant>

#include "base/guard.hpp"
#include "base/percent.hpp"
#include "base/text.hpp"
#include "builder/parallel_for.hpp"
#include "builder/pipeline.hpp"
#include "builder/probe/time_limit.hpp"
#include "builder/quicklook/draw.hpp"
#include "builder/quicklook/png.hpp"
#include "builder/source_reader.hpp"
#include "builder/stac/variable_order.hpp"

namespace cairn {

using quicklook::Look;
using quicklook::QuickLookRules;

namespace {

constexpr std::string_view k_file = "thumbnail.png";

/// In the order in which documents name them.
std::vector<std::string> candidates_of(const QuickLookItem& item, const QuickLookRules& rules) {
    if (!rules.variable.empty()) return {rules.variable};
    std::vector<std::string> names;
    for (const auto rank : {VariableRank::main, VariableRank::constant}) {
        for (const RankedVariable& ranked : by_rank(*item.cube)) {
            if (ranked.rank == rank) names.push_back(ranked.variable->name);
        }
    }
    return names;
}

/// "tas, 2000-01-16T12:00:00Z: 231.4 to 310.2 K".
std::string title_of(const QuickLookItem& item, const Look& look) {
    std::string title = look.variable;
    if (item.time.interval) title += ", " + to_rfc3339(item.time.interval->start);
    return title +
           fmt::format(": {:.4g} to {:.4g}{}{}", look.least, look.greatest, look.unit.empty() ? "" : " ", look.unit);
}

bool is_settled_now(const Source& source) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return is_settled(source.stamp, std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
}

std::variant<Look, std::string> look_of(const QuickLookItem& item, const Config& config, const QuickLookRules& rules) {
    TimeLimit time(config.limits.worker_seconds);
    ReadLimits limits;
    limits.coordinate_bytes = config.limits.coordinate_bytes;
    limits.seconds = config.limits.worker_seconds;
    limits.time = limits.seconds == 0 ? nullptr : &time;
    try {
        return quicklook::draw(
            {item.source, limits, reachable_in(config, nullptr), candidates_of(item, rules), item.box}, rules);
    } catch (const TimeIsUp&) {
        return fmt::format(
            "it was not read within {} s of the processor's time and more for its size "
            "(limits.worker_seconds)",
            limits.seconds);
    }
}

}  // namespace

/// What becomes of one Item.
struct QuickLooks::Made {
    WrittenReferences picture;
    bool is_kept = false;        ///< it is that in the tree
    bool is_remembered = false;  ///< the next run may rely on it
    std::uint64_t bytes = 0;
    std::vector<Problem> problems;
};

QuickLooks::QuickLooks(const Config& config, std::string out, std::uint64_t program)
    : m_config(config), m_out(std::move(out)), m_program(program) {
    m_are_wanted = std::any_of(config.collections.begin(), config.collections.end(),
                               [](const CollectionRule& rule) { return rule.thumbnail.has_value(); });
}

std::vector<Entry> QuickLooks::make(std::vector<QuickLookItem> items, const LastTree& last, Reuse reuse,
                                    std::vector<Problem>& problems, const std::atomic<bool>& stop) {
    if (m_only)
        std::erase_if(items, [&](const QuickLookItem& item) { return !m_only->contains(item.collection.str()); });
    m_temporary.emplace();
    m_last = KeptReferences::parse(last.read(k_quick_looks));
    std::vector<Made> made(items.size());
    parallel_for(items.size(), [&](std::size_t i) { made[i] = made_of(items[i], last, reuse, stop); });
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < items.size(); ++i) {
        std::move(made[i].problems.begin(), made[i].problems.end(), std::back_inserter(problems));
        if (made[i].is_remembered) m_memory.add(items[i].folder, made[i].picture);
        if (made[i].picture.files.empty()) continue;
        entries.push_back(entry_of(items[i], made[i]));
        m_files.push_back({made[i].picture.files.front(), made[i].is_kept});
    }
    return entries;
}

QuickLooks::Made QuickLooks::made_of(const QuickLookItem& item, const LastTree& last, Reuse reuse,
                                     const std::atomic<bool>& stop) const {
    throw_when_stopped(stop);
    Made made;
    const WrittenReferences* known = m_last.find(item.folder);
    const bool is_same =
        known != nullptr && (item.absence ? known->rule == digest_of_rule(item)
                                          : reuse == Reuse::unchanged && known->inputs == digest_of_inputs(item));
    const bool is_there = is_same && !known->files.empty() && known->notes.size() == 2 &&
                          last.digest_of(known->files.front().path) == known->files.front().digest;
    if (is_there) {
        made.picture = *known;
        made.is_kept = made.is_remembered = true;
        std::from_chars(known->notes[1].data(), known->notes[1].data() + known->notes[1].size(), made.bytes);
        return made;
    }
    made.picture.inputs = digest_of_inputs(item);
    made.picture.rule = digest_of_rule(item);
    if (is_same && !known->refusals.empty()) {
        made.picture = *known;
        made.is_remembered = true;
    } else if (item.absence) {
        made.picture.refusals.push_back(
            {to_utf8(item.source.path), "it cannot be read now, and there is no picture of an earlier run"});
    } else {
        const auto drawn = guarded(Stage::group, item.source.path, [&]() -> Outcome<bool> {
            draw(item, made);
            return true;
        });
        if (!drawn) made.picture.refusals.push_back({drawn.problem().path, drawn.problem().message});
    }
    for (const auto& refused : made.picture.refusals)
        made.problems.push_back({Stage::group,
                                 "thumbnail/none",
                                 refused.path,
                                 "the Item has no thumbnail: " + refused.message,
                                 Severity::warning,
                                 {}});
    return made;
}

void QuickLooks::draw(const QuickLookItem& item, Made& made) const {
    const QuickLookRules& rules = *m_config.collections[item.rule].thumbnail;
    made.is_remembered = is_settled_now(item.source);
    const auto refuse = [&](const std::string& why) {
        made.picture.refusals.push_back({to_utf8(item.source.path), to_utf8(why)});
    };
    const auto look = look_of(item, m_config, rules);
    if (const auto* why = std::get_if<std::string>(&look)) return refuse(*why);
    const std::string bytes = quicklook::png_of(std::get<Look>(look).picture);
    made.picture.files.push_back({item.folder + '/' + std::string(k_file), digest_of(bytes)});
    made.picture.notes.push_back(title_of(item, std::get<Look>(look)));
    made.bytes = bytes.size();
    made.picture.notes.push_back(std::to_string(made.bytes));
    m_temporary->write(made.picture.files.front().path, bytes);
}

Digest QuickLooks::digest_of_rule(const QuickLookItem& item) const {
    const QuickLookRules& rules = *m_config.collections[item.rule].thumbnail;
    const auto range = rules.range.value_or(std::pair(1.0, 0.0));
    return digest_of(fmt::format("{}\n{}\n{}\n{}\n", rules.variable, rules.width,
                                 std::bit_cast<std::uint64_t>(range.first),
                                 std::bit_cast<std::uint64_t>(range.second)));
}

Digest QuickLooks::digest_of_inputs(const QuickLookItem& item) const {
    const FileStamp& stamp = item.source.stamp;
    return digest_of(fmt::format("{}\n{}\n{}\n{}\n{} {} {} {}\n", text_of(digest_of_rule(item)), m_program,
                                 m_config.limits.coordinate_bytes, item.source.path, stamp.size_bytes,
                                 stamp.modified_ns, stamp.changed_ns, stamp.inode));
}

void QuickLooks::retain(const EntryList& entries) {
    std::set<std::string> left;
    entries.for_each([&](std::size_t, const Entry& entry) {
        if (entry.is_quick_look()) left.insert(entry.source.path);
    });
    std::erase_if(m_files, [&](const Kept& kept) { return left.count(m_out + '/' + kept.file.path) == 0; });
}

void QuickLooks::write_to(const TreeFileSink& sink) const {
    for (const Kept& kept : m_files) {
        if (kept.is_kept) {
            sink.keep(kept.file.path);
        } else {
            sink.write(kept.file.path, m_temporary->read(kept.file.path));
        }
    }
}

Entry QuickLooks::entry_of(const QuickLookItem& item, const Made& made) const {
    Entry entry;
    entry.source.archive = item.source.archive;
    entry.source.relative = made.picture.files.front().path;
    entry.source.path = m_out + '/' + entry.source.relative;
    entry.source.stamp.size_bytes = made.bytes;
    if (m_config.publish.links == LinkStyle::absolute)
        entry.href = m_config.publish.root_href + '/' + percent_encoded(entry.source.relative);
    entry.media_type = "image/png";
    entry.other_role = k_quick_look;
    entry.granule.time.reason = "a picture of the data";
    entry.granule.footprint.reason = "a picture of the data";
    Placement& place = entry.placement;
    place.collection_rule = item.rule;
    place.collection = item.collection;
    place.item = item.item;
    place.item_folders = item.item.str().size();
    place.asset = std::string(k_quick_look);
    place.asset_title = made.picture.notes.front();
    place.facets = item.facets;
    return entry;
}

}  // namespace cairn
