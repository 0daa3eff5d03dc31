#include "builder/probe/references/virtual_store.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iterator>
#include <utility>
#include <variant>

#include "base/json/parse.hpp"
#include "builder/probe/references/json_text.hpp"
#include "builder/probe/zarr/chunk_grid.hpp"
#include "builder/probe/zarr/reports.hpp"
#include "builder/probe/zarr/zarr.hpp"

namespace cairn::references {

namespace {

constexpr std::string_view k_consolidated = ".zmetadata";
constexpr std::uint64_t k_largest_document = 32ULL << 20;

std::string shape_text(const std::vector<std::uint64_t>& lengths) {
    return fmt::format("[{}]", fmt::join(lengths, ", "));
}

}  // namespace

void MetadataSink::take_inline(std::string_view key, std::string_view bytes) {
    if (!m_store.add_inline(key, bytes))
        m_problems.add("probe/too-large", key, "the metadata of the references are too many; this is left out");
}

void MetadataSink::take_target(std::string_view key, const Target& target) {
    if (m_targets.size() < ReferenceStore::k_most_entries)
        m_targets.push_back({std::string(key), std::string(target.url), target});
}

void MetadataSink::take_unusable(std::string_view key, std::string_view why) {
    m_problems.add("probe/bad-reference", key, fmt::format("{}; the metadata are left out", why));
}

void MetadataSink::finish(const Templates& templates) {
    for (const Raw& raw : m_targets) {
        const Expansion expansion = templates.expand(raw.url);
        if (!expansion.why_not.empty()) {
            take_unusable(raw.key, fmt::format("its URL cannot be made: {}", expansion.why_not));
            continue;
        }
        Target target = raw.target;
        target.url = m_discretion.without_secrets(raw.key, expansion.text);
        (void)m_store.add_target(raw.key, "", target);
    }
    m_targets.clear();
    spread_consolidated();
}

/// A consolidated document is compared with the folders of a store, which references do not have: its members become
/// keys instead.
void MetadataSink::spread_consolidated() {
    if (!m_store.has(k_consolidated)) return;
    auto text = m_store.get(k_consolidated, k_largest_document);
    m_store.remove(k_consolidated);
    if (!text || !text->has_value()) {
        if (!text) m_problems.add("probe/bad-reference", k_consolidated, text.problem().message);
        return;
    }
    auto parsed = json::parse(**text, {.depth = 128, .not_a_number = true});
    json::Value* document = std::get_if<json::Value>(&parsed);
    json::Value* metadata = document == nullptr ? nullptr : json::find(*document, "metadata");
    if (metadata == nullptr || !metadata->IsObject()) {
        m_problems.add("probe/bad-consolidated", k_consolidated,
                       "found no object with an object \"metadata\"; the other metadata of the references are used",
                       Severity::warning);
        return;
    }
    m_was_consolidated = true;
    for (const auto& member : std::as_const(*metadata).GetObject()) {
        const std::string_view key = json::view(member.name);
        if (is_metadata_key(key) && !m_store.has(key)) take_inline(key, json_text(member.value));
    }
}

bool PartOfArray::has_chunk(const ArrayGrid& array, const ChunkIndex& index) const {
    if (array.path != path || index.size() != shape.size()) return false;
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        if (array.chunks.span_of(axis, index[axis]).begin >= shape[axis]) return false;
    }
    return true;
}

bool ChunkSink::wants(std::string_view key) { return !is_metadata_key(key); }

const ArrayGrid* ChunkSink::chunk(std::string_view key, std::string_view file) {
    const ArrayGrids::Found found = m_arrays.find(key);
    if (found.array == nullptr) {
        m_problems.add("probe/unknown-array", key, "the reference belongs to no array that the metadata describe",
                       Severity::warning);
        return nullptr;
    }
    const KeyKind kind = chunk_of(*found.array, found.name, m_index);
    if (kind == KeyKind::chunk) return found.array;
    if (kind == KeyKind::outside) {
        report_outside(key, file, *found.array);
    } else {
        m_problems.count(
            "probe/bad-key", key, file,
            fmt::format("found '{}', which is no name of a chunk of an array of {} axes; the reference is left "
                        "out",
                        found.name.substr(0, 100), found.array->shape.size()));
    }
    return nullptr;
}

void ChunkSink::report_outside(std::string_view key, std::string_view file, const ArrayGrid& array) {
    m_problems.count(
        "probe/outside-array", key, file,
        fmt::format("the array has the shape {} in chunks of {}{}: there is no such chunk; the reference is left "
                    "out",
                    shape_text(array.shape), array.chunks.is_regular() ? "" : "at most ",
                    shape_text(array.chunks.largest())));
}

void ChunkSink::report_full(std::string_view key, const ArrayGrid& array) {
    const std::string why = fmt::format("{} too many references, or too large ones",
                                        m_part ? "its first step has" : "the coordinates have");
    m_problems.add("probe/too-large", key, fmt::format("{}; this one is left out", why), Severity::warning);
    mark_incomplete(array, why);
}

void ChunkSink::take_inline(std::string_view key, std::string_view bytes) {
    const ArrayGrid* array = chunk(key, "");
    if (array != nullptr && keeps(*array, m_index) && !m_store.add_inline(key, bytes)) report_full(key, *array);
}

void ChunkSink::take_inline(const ArrayGrid& array, const ChunkIndex& index, std::string_view bytes) {
    if (!keeps(array, index)) return;
    const std::string key = zarr::chunk_key(array.path, array.keys, index);
    if (!m_store.add_inline(key, bytes)) report_full(key, array);
}

void ChunkSink::take_target(std::string_view key, const Target& target) {
    if (const ArrayGrid* array = chunk(key, target.url)) keep_target(key, *array, target);
}

void ChunkSink::take_target(const ArrayGrid& array, const ChunkIndex& index, const Target& target) {
    m_index = index;
    keep_target(zarr::chunk_key(array.path, array.keys, index), array, target);
}

void ChunkSink::take_own_target(const ArrayGrid& array, const ChunkIndex& index, const Target& target) {
    std::uint64_t end = 0;
    if (!keeps(array, index) || __builtin_add_overflow(target.offset, target.length, &end)) return;
    const std::string key = zarr::chunk_key(array.path, array.keys, index);
    Target own = target;
    own.is_own_file = true;
    if (!m_store.add_target(key, "", own)) report_full(key, array);
}

void ChunkSink::keep_target(std::string_view key, const ArrayGrid& array, const Target& target) {
    std::uint64_t end = 0;
    if (__builtin_add_overflow(target.offset, target.length, &end))
        return take_unusable(key, fmt::format("the offset {} and the length {} together overflow 64 bits",
                                              target.offset, target.length));
    Target published = target;
    published.url = m_discretion.without_secrets(key, target.url);
    m_sources.add(key, array, m_index, published);
    if (keeps(array, m_index) && !m_store.add_target(key, array.path, published)) report_full(key, array);
}

void ChunkSink::take_unusable(std::string_view key, std::string_view why) {
    m_problems.count("probe/bad-reference", key, "", fmt::format("{}; the reference is left out", why));
    const ArrayGrids::Found found = m_arrays.find(key);
    if (found.array == nullptr) return;
    if (m_part ? found.array->path == m_part->path : found.array->is_coordinate) m_store.add_unusable(key, why);
}

Outcome<Dataset> describe(ReferenceStore& store, const Locations& locations, const std::string& name,
                          const ReadLimits& limits, ProblemList& problems, const zarr::PartWork* parts,
                          const std::function<std::optional<Problem>(ChunkSink&, const ArrayGrids&)>& bring) {
    // First the metadata alone: they say which references are those of coordinates.
    auto metadata = zarr::read_store(store, name, {.coordinate_bytes = 0});
    if (!metadata) return metadata;
    ArrayGrids arrays(store, *metadata);
    SourceSummary sources(locations, problems);
    ChunkSink sink(arrays, store, sources, problems);
    if (auto problem = bring(sink, arrays)) return *std::move(problem);
    std::vector<ReferencedSource> listed_sources = sources.take();
    std::vector<Problem> listed = problems.take();  // what is brought once more says nothing new
    const zarr::PartWork with_references{parts == nullptr ? nullptr : parts->work,
                                         [&](std::string_view path, const std::vector<std::uint64_t>& shape) {
                                             SourceSummary ignored(locations, problems);
                                             ChunkSink again(arrays, store, ignored, problems);
                                             again.keep_only({std::string(path), shape});
                                             if (const auto problem = bring(again, arrays))
                                                 store.mark_incomplete(path, problem->message);
                                         }};
    auto dataset = zarr::read_store(store, name, limits, parts == nullptr ? nullptr : &with_references);
    if (!dataset) return dataset;
    dataset->reader = "native-references";
    dataset->is_virtual = true;
    dataset->sources = std::move(listed_sources);
    dataset->problems.insert(dataset->problems.end(), std::make_move_iterator(listed.begin()),
                             std::make_move_iterator(listed.end()));
    return dataset;
}

}  // namespace cairn::references
