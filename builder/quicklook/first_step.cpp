#include "builder/quicklook/first_step.hpp"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "base/json/parse.hpp"
#include "builder/cf/names.hpp"
#include "builder/probe/formats.hpp"
#include "builder/probe/zarr/array_document.hpp"
#include "builder/probe/zarr/array_values.hpp"
#include "builder/probe/zarr/open_store.hpp"
#include "builder/virtual/array_document.hpp"
#include "builder/virtual/file_arrays.hpp"
#include "builder/virtual/manifest_reader.hpp"
#include "builder/virtual/series.hpp"

namespace cairn::quicklook {

namespace {

constexpr std::uint64_t k_largest_chunk = 512ULL << 20;
constexpr std::string_view k_nothing_to_draw = "no variable lies on a grid that can be drawn";

/// Empty: not too many.
std::string too_many(const MapChoice& choice) {
    std::uint64_t cells = 1;
    for (const std::uint64_t count : choice.shape) cells = cells > k_most_cells ? cells : cells * count;
    if (cells <= k_most_cells) return {};
    return fmt::format("its first step has more than {} cells", k_most_cells);
}

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
        auto whole = get(key, k_largest_chunk);
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

    Outcome<std::vector<zarr::Entry>> list(std::string_view) override { return std::vector<zarr::Entry>(); }

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

std::variant<FirstStep, std::string> step_of_file(const Source& source, const ReadLimits& limits,
                                                  const std::vector<std::string>& candidates) {
    WindowedBytes windows;
    auto read = virtualize::read_manifest(source, windows, limits, {});
    if (auto* refusal = std::get_if<virtualize::Refusal>(&read)) return refusal->found;
    FileManifest& manifest = std::get<FileManifest>(read);
    auto choice = choose_map(manifest.dataset, candidates);
    if (!choice) return std::string(k_nothing_to_draw);
    if (std::string why = too_many(*choice); !why.empty()) return why;
    const VariableId id = choice->variable;
    Variable& variable = manifest.dataset.groups[id.group].variables[id.index];
    const ArrayManifest& places = manifest.arrays[id.group][id.index];
    if (std::string obstacle = virtualize::obstacle_of(variable, places); !obstacle.empty()) return obstacle;
    const auto arrays = virtualize::arrays_of(manifest, std::nullopt);
    const auto found = arrays.find(qualified_name(manifest.dataset, id));
    if (found == arrays.end()) return fmt::format("'{}' has the path of another variable", variable.name);
    virtualize::ArraySeries series(found->second);
    series.append(found->second, 0);
    virtualize::VirtualArray array;
    if (auto failure = series.finish({}, array)) return failure->difference.found;
    auto metadata = metadata_of(array, choice->shape);
    if (auto* why = std::get_if<std::string>(&metadata)) return *why;
    auto file = open_positioned(source.path);
    if (!file) return file.problem().message;
    ChunksOfFile chunks(**file, array);
    zarr::ArrayValues values = zarr::read_values(chunks, "", std::get<zarr::ArrayMetadata>(metadata), k_largest_chunk);
    if (!values.missing_because.empty()) return values.missing_because;
    variable.values = std::move(values.values);
    return FirstStep{std::move(manifest.dataset), *std::move(choice)};
}

std::variant<FirstStep, std::string> step_of_store(const Source& source, const ReadLimits& limits,
                                                   const std::vector<std::string>& candidates) {
    std::optional<MapChoice> choice;
    std::string why = std::string(k_nothing_to_draw);
    zarr::PartRequest request{[&](const Dataset& dataset) -> std::optional<zarr::Part> {
                                  choice = choose_map(dataset, candidates);
                                  if (!choice) return std::nullopt;
                                  if (why = too_many(*choice); !why.empty()) return std::nullopt;
                                  return zarr::Part{choice->variable, choice->shape};
                              },
                              k_largest_chunk};
    auto dataset = zarr::read_store_at(source, limits, {}, nullptr, &request);
    if (!dataset) return dataset.problem().message;
    if (!request.missing_because.empty()) return request.missing_because;
    if (!choice || !why.empty()) return why;
    return FirstStep{std::move(*dataset), *std::move(choice)};
}

}  // namespace

std::variant<FirstStep, std::string> read_first_step(const Source& source, const ReadLimits& limits,
                                                     const std::vector<std::string>& candidates) {
    if (row_of(source.format).read_manifest != nullptr) return step_of_file(source, limits, candidates);
    if (source.format == Format::zarr2 || source.format == Format::zarr3)
        return step_of_store(source, limits, candidates);
    return fmt::format("{}, of which no picture is made", name_of(source.format));
}

}  // namespace cairn::quicklook
