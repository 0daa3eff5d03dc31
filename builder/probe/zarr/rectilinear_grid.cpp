#include "builder/probe/zarr/rectilinear_grid.hpp"

#include <fmt/format.h>

#include <optional>

#include "base/text.hpp"

namespace cairn::zarr {

namespace {

using Run = ChunkRuns::Run;

std::optional<std::uint64_t> length_of(const json::Value& value) {
    constexpr auto k_longest = static_cast<std::uint64_t>(INT64_MAX);
    if (!value.IsUint64() || value.GetUint64() == 0 || value.GetUint64() > k_longest) return std::nullopt;
    return value.GetUint64();
}

/// An element of a list: a length, or a length and how often it follows itself.
std::optional<Run> run_of(const json::Value& value) {
    const bool is_pair = value.IsArray() && value.Size() == 2;
    const auto length = length_of(is_pair ? value[0] : value);
    const auto count = is_pair ? length_of(value[1]) : std::optional<std::uint64_t>(1);
    if (!length || !count) return std::nullopt;
    return Run{*length, *count};
}

/// One number is the length of all chunks of the axis.
std::optional<std::vector<Run>> runs_of(const json::Value& value, std::uint64_t axis_length) {
    if (!value.IsArray()) {
        const auto length = length_of(value);
        if (!length) return std::nullopt;
        return std::vector<Run>{{*length, axis_length / *length + 1}};
    }
    std::vector<Run> runs;
    for (const json::Value& element : value.GetArray()) {
        const auto run = run_of(element);
        if (!run) return std::nullopt;
        runs.push_back(*run);
    }
    return runs;
}

std::optional<ChunkRuns> axis_of(const json::Value& value, std::uint64_t axis_length, std::size_t axis,
                                 std::string& why_not) {
    const auto runs = runs_of(value, axis_length);
    if (!runs) {
        why_not = fmt::format(
            "found in chunk_shapes, for axis {}, something other than whole numbers from 1 to 2^63-1 or pairs of them",
            axis);
        return std::nullopt;
    }
    if (const std::uint64_t elements = ChunkRuns::elements_of(*runs); elements < axis_length) {
        why_not = fmt::format("found chunk_shapes that reach over {} of the {} elements of axis {}", elements,
                              axis_length, axis);
        return std::nullopt;
    }
    return ChunkRuns(axis_length, *runs);
}

/// The lengths stand in the configuration itself: no other place is defined.
bool is_inline(const json::Value& configuration, std::string& why_not) {
    const json::Value* kind = json::find(configuration, "kind");
    if (kind == nullptr || json::text_or(*kind, "") == "inline") return true;
    why_not = fmt::format("found a rectilinear chunk_grid of the kind '{}', expected 'inline'",
                          to_utf8(json::text_or(*kind, "").substr(0, 80)));
    return false;
}

}  // namespace

std::vector<ChunkRuns> parse_rectilinear(const json::Value* configuration, const std::vector<std::uint64_t>& shape,
                                         std::string& why_not) {
    if (configuration != nullptr && !is_inline(*configuration, why_not)) return {};
    const json::Value* axes = configuration == nullptr ? nullptr : json::find(*configuration, "chunk_shapes");
    if (axes == nullptr || !axes->IsArray() || axes->Size() != shape.size()) {
        why_not = fmt::format("found no chunk_shapes of {} axes, as many as in shape", shape.size());
        return {};
    }
    std::vector<ChunkRuns> grid;
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        auto runs = axis_of((*axes)[static_cast<unsigned>(axis)], shape[axis], axis, why_not);
        if (!runs) return {};
        grid.push_back(*std::move(runs));
    }
    return grid;
}

}  // namespace cairn::zarr
