#include "builder/quicklook/arrays.hpp"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include "base/json/parse.hpp"
#include "builder/cf/names.hpp"
#include "builder/probe/formats.hpp"
#include "builder/probe/time_limit.hpp"
#include "builder/probe/zarr/array_document.hpp"
#include "builder/probe/zarr/array_values.hpp"
#include "builder/virtual/array_document.hpp"
#include "builder/virtual/file_arrays.hpp"
#include "builder/virtual/manifest_reader.hpp"
#include "builder/virtual/series.hpp"

namespace cairn::quicklook {

namespace {

/// The chunks of one array of a file, under the keys of a Zarr v2 store.
class ChunksOfFile final : public zarr::KeyStore {
  public:
    ChunksOfFile(PositionedBytes& file, const virtualize::VirtualArray& array)
        : m_file(file), m_array(array), m_counts(virtualize::chunk_counts(array.shape, array.chunk)) {}

    Outcome<std::optional<std::string>> get(std::string_view key, std::uint64_t largest_bytes) override {
        const auto number = number_of(key);
        if (!number) return std::optional<std::string>();
        if (m_array.is_inlined) return std::optional(std::string(virtualize::inlined_chunk(m_array, *number)));
        const StoredChunk chunk = place_of(*number);
        if (!chunk.is_there())
            return m_array.missing.empty() ? std::optional<std::string>() : std::optional(m_array.missing);
        if (chunk.size > largest_bytes)
            return zarr::problem_at("probe/too-large", key, fmt::format("a chunk of {} bytes", chunk.size));
        std::string bytes(chunk.size, '\0');
        bytes.resize(m_file.read(chunk.offset, std::as_writable_bytes(std::span(bytes))));
        return std::optional(std::move(bytes));
    }

    Outcome<std::optional<std::string>> get_range(std::string_view key, std::uint64_t offset,
                                                  std::uint64_t count) override {
        auto whole = get(key, zarr::k_largest_part_chunk);
        if (!whole || !*whole) return whole;
        return std::optional(offset >= (*whole)->size() ? std::string() : (*whole)->substr(offset, count));
    }

    Outcome<std::optional<std::uint64_t>> size_of(std::string_view key) override {
        const auto number = number_of(key);
        if (!number) return std::optional<std::uint64_t>();
        if (m_array.is_inlined) return std::optional<std::uint64_t>(virtualize::inlined_chunk(m_array, *number).size());
        const StoredChunk chunk = place_of(*number);
        return chunk.is_there() ? std::optional(chunk.size) : std::optional<std::uint64_t>();
    }

    /// An empty list would mean that no chunk is there, which readers ask before they look for more than a thousand.
    Outcome<std::vector<zarr::Entry>> list(std::string_view prefix) override {
        return zarr::problem_at("probe/unreadable", prefix, "chunks of a file are found by their numbers, not listed");
    }

  private:
    StoredChunk place_of(std::uint64_t number) const {
        if (m_array.pieces.empty()) return {};
        const virtualize::PiecePlaces places(m_array, m_array.pieces.front());
        return places.is_there(number) ? places.at(number) : StoredChunk{};
    }

    /// The number that "0.3.0" means, in C order of all chunks of the array.
    std::optional<std::uint64_t> number_of(std::string_view key) const {
        std::uint64_t number = 0;
        std::size_t axis = 0;
        const char* at = key.data();
        const char* const end = at + key.size();
        while (at != end && axis < m_counts.size()) {
            std::uint64_t index = 0;
            const auto [next, error] = std::from_chars(at, end, index);
            if (error != std::errc() || index >= m_counts[axis]) return std::nullopt;
            number = number * m_counts[axis++] + index;
            at = next == end ? end : next + 1;
        }
        return axis == m_counts.size() ? std::optional(number) : std::nullopt;
    }

    PositionedBytes& m_file;
    const virtualize::VirtualArray& m_array;
    std::vector<std::uint64_t> m_counts;
};

/// The array as Zarr's reader knows it, as large as what is drawn.
std::variant<zarr::ArrayMetadata, std::string> metadata_of(const virtualize::VirtualArray& array,
                                                           const std::vector<std::uint64_t>& shape) {
    auto document = json::parse(virtualize::array_document(array), {.not_a_number = true});
    if (std::holds_alternative<json::ParseError>(document)) return std::get<json::ParseError>(document).message;
    zarr::Node node;
    node.is_array = true;
    node.zarr_version = 2;
    node.document = std::move(std::get<json::Value>(document));
    zarr::Reports reports;
    auto parsed = zarr::parse_array(node, reports);
    if (!parsed) return reports.last().message;
    if (!parsed->values_unreadable_because.empty()) return parsed->values_unreadable_because;
    parsed->metadata.shape = shape;
    return std::move(parsed->metadata);
}

/// The arrays of one file, read natively.
class PartsOfFile final : public zarr::PartReader {
  public:
    PartsOfFile(const FileManifest& manifest, PositionedBytes& file)
        : m_manifest(manifest), m_arrays(virtualize::arrays_of(manifest, std::nullopt)), m_file(file) {}

    std::string read(VariableId id, const std::vector<std::uint64_t>& shape, const zarr::BlockTaker& take) override {
        const Variable& variable = m_manifest.dataset.groups[id.group].variables[id.index];
        std::string obstacle = virtualize::obstacle_of(variable, m_manifest.arrays[id.group][id.index]);
        if (!obstacle.empty()) return obstacle;
        const auto found = m_arrays.find(qualified_name(m_manifest.dataset, id));
        if (found == m_arrays.end()) return fmt::format("'{}' has the path of another variable", variable.name);
        virtualize::ArraySeries series(found->second);
        series.append(found->second, 0);
        virtualize::VirtualArray array;
        if (auto failure = series.finish({}, array)) return failure->difference.found;
        auto metadata = metadata_of(array, shape);
        if (auto* why = std::get_if<std::string>(&metadata)) return *why;
        ChunksOfFile chunks(m_file, array);
        return zarr::read_blocks(chunks, "", std::get<zarr::ArrayMetadata>(metadata), zarr::k_largest_part_chunk,
                                 zarr::k_part_block, take)
            .missing_because;
    }

  private:
    const FileManifest& m_manifest;
    std::map<std::string, virtualize::FileArray> m_arrays;
    PositionedBytes& m_file;
};

std::string with_file(const Source& source, const ReadLimits& limits, const zarr::PartWork& work) {
    WindowedBytes windows;
    auto read = virtualize::read_manifest(source, windows, limits, {});
    if (auto* refusal = std::get_if<virtualize::Refusal>(&read)) return refusal->found;
    FileManifest& manifest = std::get<FileManifest>(read);
    auto file = open_positioned(source.path);
    if (!file) return file.problem().message;
    TimedBytes timed(**file, limits.time);
    PartsOfFile parts(manifest, timed);
    // What is done with the dataset must not change what the manifest says of it.
    Dataset dataset = manifest.dataset;
    work.work(dataset, parts);
    return {};
}

}  // namespace

std::string with_arrays(const Source& source, const ReadLimits& limits, const references::Reachable& reachable,
                        const zarr::PartWork& work) {
    const FormatRow& row = row_of(source.format);
    if (row.read_manifest != nullptr) return with_file(source, limits, work);
    if (row.read_store == nullptr) return fmt::format("{}, of which no picture is made", name_of(source.format));
    auto dataset = row.read_store(source, limits, reachable, &work);
    return dataset ? std::string() : dataset.problem().message;
}

}  // namespace cairn::quicklook
