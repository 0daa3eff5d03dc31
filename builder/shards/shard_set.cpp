#include "builder/shards/shard_set.hpp"

#include <fmt/format.h>

#include <system_error>

#include "base/rfc3339.hpp"
#include "builder/shards/faults.hpp"
#include "builder/shards/shard_file.hpp"
#include "builder/state/facts_block.hpp"

namespace cairn {

namespace {

/// Why a shard is none of this plan; empty: it is one.
std::string why_other(const ShardHeader& found, const ShardHeader& wanted, const std::string& file) {
    if (found.plan == wanted.plan && found.of == wanted.of) return {};
    if (found.catalog != wanted.catalog)
        return fmt::format("foreign: '{}' is of another catalog ({}): leave it out", file, found.catalog);
    return fmt::format(
        "stale: '{}' was scanned by the plan {} of {}, and this is {} of {}: scan it again, or leave it "
        "out",
        file, found.plan, rfc3339_of(found.planned_s * 1'000'000), wanted.plan,
        rfc3339_of(wanted.planned_s * 1'000'000));
}

}  // namespace

ShardSet::ShardSet(const PlanFolder& plan, const std::vector<std::string>& paths)
    : m_plan(plan), m_walk(plan.walk()), m_files(plan.head().shards) {
    open(paths);
    note_places();
}

void ShardSet::open(const std::vector<std::string>& paths) {
    const std::uint32_t shards = m_plan.head().shards;
    std::vector<std::uint32_t> chunks(shards);
    for (const Chunk& chunk : m_walk.chunks) ++chunks[chunk.shard];
    Faults faults;
    for (const std::string& path : files_with_ending(paths, ".facts")) {
        try {
            auto file = std::make_unique<FrameFile>(path, k_shard_kind);
            if (!file->is_whole() || file->frames().empty()) {
                faults.add(fmt::format("damaged: '{}' is cut, or was written to since: scan it again", path));
                continue;
            }
            const ShardHeader header = decode_shard_header(file->read(0), path);
            const std::string why = why_other(header, header_of(m_plan, header.shard), path);
            if (!why.empty()) {
                faults.add(why);
            } else if (m_files[header.shard - 1]) {
                faults.add(fmt::format("duplicate: '{}' and '{}' are both shard {}: leave one out",
                                       m_files[header.shard - 1]->path(), path, header.shard));
            } else if (file->frames().size() != std::size_t{chunks[header.shard - 1]} + 1) {
                faults.add(fmt::format("damaged: '{}' has {} chunks, and the plan {}: scan it again", path,
                                       file->frames().size() - 1, chunks[header.shard - 1]));
            } else {
                m_files[header.shard - 1] = std::move(file);
            }
        } catch (const FramesDamaged& error) {
            faults.add(fmt::format("damaged: {}: scan it again", error.what()));
        } catch (const std::system_error& error) {
            faults.add(fmt::format("missing: {}", error.what()));
        }
    }
    for (std::uint32_t i = 0; i < shards; ++i) {
        if (m_files[i]) continue;
        faults.add(fmt::format("missing: shard {} ({}): cairn scan {} --shard {}/{} --out DIR", i + 1,
                               shard_name(i + 1, shards), m_plan.path(), i + 1, shards));
    }
    faults.refuse_any("the shards of the plan '" + m_plan.path() + "'");
}

void ShardSet::note_places() {
    std::vector<std::uint32_t> next(m_files.size(), 1);
    for (const Chunk& chunk : m_walk.chunks) m_frames.push_back(next[chunk.shard]++);
    m_places.resize(m_walk.sources.size());
    std::uint32_t chunk = 0;
    std::uint32_t slot = 0;
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        if (!is_for_shards(m_walk.needs[i])) continue;
        if (chunk < m_walk.chunks.size() && slot == m_walk.chunks[chunk].sources) {
            ++chunk;
            slot = 0;
        }
        if (chunk == m_walk.chunks.size())
            throw PlanRefused("the plan '" + m_plan.path() + "' is damaged: make it again with 'cairn plan'");
        m_places[i] = {chunk, slot++};
    }
}

std::vector<std::string> ShardSet::chunk(std::uint32_t number) const {
    const Chunk& chunk = m_walk.chunks[number];
    const FrameFile& file = *m_files[chunk.shard];
    try {
        auto facts = unpack_facts(file.read(m_frames[number]));
        if (facts && facts->size() == chunk.sources) return *std::move(facts);
    } catch (const FramesDamaged&) {
    }
    throw ShardsRefused("damaged: '" + file.path() +
                        "' does not have the facts that were written into it: scan it "
                        "again; nothing was published");
}

std::vector<std::string> ShardSet::facts(std::size_t begin, std::size_t count) const {
    std::vector<std::string> facts(count);
    std::uint32_t at_hand = k_nowhere;
    std::vector<std::string> of_chunk;
    for (std::size_t i = 0; i < count; ++i) {
        const Place& place = m_places[begin + i];
        if (place.chunk == k_nowhere) continue;
        if (place.chunk != at_hand) of_chunk = chunk(place.chunk);
        at_hand = place.chunk;
        facts[i] = std::move(of_chunk[place.slot]);
    }
    return facts;
}

}  // namespace cairn
