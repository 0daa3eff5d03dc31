#include "builder/virtual/array_series.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/saturating.hpp"
#include "builder/probe/array_bytes.hpp"
#include "builder/virtual/cut.hpp"
#include "builder/virtual/element_numbers.hpp"

namespace cairn::virtualize {

namespace {

using Kind = ArrayManifest::Kind;

/// Rows of the first dimension that lie side by side.
bool is_dense(const ArrayManifest& array) {
    return array.shape.empty() || array.stride * array.shape[0] == decoded_bytes(array);
}

bool is_exact_integer(double value) { return value == std::floor(value) && std::fabs(value) < 9007199254740992.0; }

Attribute* attribute_named(std::vector<Attribute>& attributes, std::string_view name) {
    const auto found =
        std::find_if(attributes.begin(), attributes.end(), [&](const Attribute& a) { return a.name == name; });
    return found == attributes.end() ? nullptr : &*found;
}

/// Into chunks of the first dimension, about 1 MiB each, the last one filled up: Zarr has no shorter ones.
void cut_inlined(VirtualArray& array) {
    constexpr std::uint64_t k_chunk_bytes = 1 << 20;
    array.is_inlined = true;
    array.filters.clear();
    array.compressor.clear();
    for (const std::uint64_t size : array.shape) array.chunk.push_back(std::max<std::uint64_t>(size, 1));
    if (array.item_bytes == 0 || array.shape.empty() || array.inlined.size() <= k_chunk_bytes) return;
    const std::uint64_t row = array.inlined.size() / array.shape[0];
    const std::uint64_t rows = std::max<std::uint64_t>(k_chunk_bytes / row, 1);
    array.chunk[0] = rows;
    array.inlined.resize((array.shape[0] + rows - 1) / rows * rows * row, '\0');
}

}  // namespace

std::vector<std::string> dimension_names(const FileArray& array) {
    std::vector<std::string> names;
    for (const DimensionId id : array.variable.dimensions) names.push_back(dimension(array.dataset, id).name);
    return names;
}

std::string bytes_to_inline(const FileArray& array) {
    if (!array.axis) return array.manifest.bytes;
    constexpr std::uint64_t k_most_in_step = 4;
    std::uint64_t in_step = 1;
    for (std::size_t i = 0; i < array.manifest.shape.size(); ++i)
        if (i != *array.axis) in_step = saturating_multiply(in_step, array.manifest.shape[i]);
    if (in_step > k_most_in_step || array.manifest.item_bytes == 0) return {};
    if (!array.manifest.bytes.empty()) return array.manifest.bytes;
    return coordinate_bytes(array.variable, array.manifest, UINT64_MAX);
}

ArraySeries::ArraySeries(const FileArray& first)
    : m_axis(first.axis),
      m_first(first.manifest),
      m_variable(first.variable),
      m_times(first.times),
      m_fill(fill_of(first.variable, first.manifest)) {
    m_array.path = first.path;
    m_array.dtype = m_first.dtype;
    m_array.item_bytes = m_first.item_bytes;
    m_array.shape = m_first.shape;
    m_array.dimensions = dimension_names(first);
    m_array.attributes = first.variable.attributes;
    m_can_inline = !bytes_to_inline(first).empty();
    m_first.chunks.clear();
    m_first.bytes.clear();
    if (m_axis) m_variable.values = {};
}

std::uint32_t ArraySeries::units_of(const FileArray& array) {
    const auto known = std::find(m_units.begin(), m_units.end(), array.times.units);
    const auto index = static_cast<std::uint32_t>(known - m_units.begin());
    if (known == m_units.end()) m_units.push_back(array.times.units);
    return index;
}

void ArraySeries::append(const FileArray& next, std::uint32_t file) {
    if (!m_files.empty()) fold_attributes(next);
    if (!m_axis && !m_files.empty()) return;
    if (!m_files.empty() && !m_unlike) {
        if (auto unlike = place_difference(next)) m_unlike = Failure{file, *std::move(unlike)};
    }
    const Fill fill = fill_of(next.variable, next.manifest);
    if (fill.refusal.empty() && m_fill.refusal.empty()) m_fill = fill_of_both(m_fill, fill).value_or(m_fill);
    std::string bytes = bytes_to_inline(next);
    m_can_inline = m_can_inline && !bytes.empty();
    m_files.push_back(file);
    Part& part = m_parts.emplace_back();
    if (m_axis) part.units = units_of(next);
    part.chunks = next.manifest.chunks;
    part.begin = next.manifest.begin;
    part.stride = next.manifest.stride;
    part.bytes = std::move(bytes);
    if (next.manifest.kind == Kind::rows && !is_dense(next.manifest)) m_are_rows_apart = true;
}

/// Units and calendar of times stay: they are converted, or the same in other words.
void ArraySeries::fold_attributes(const FileArray& next) {
    std::vector<Attribute> others = next.variable.attributes;
    for (const char* name : {"units", "calendar"}) {
        const Attribute* ours = find_attribute(m_array.attributes, name);
        Attribute* theirs = attribute_named(others, name);
        if (!next.times.units.empty() && ours != nullptr && theirs != nullptr) *theirs = *ours;
    }
    keep_common(m_array.attributes, others, m_dropped);
}

ArraySeries::Part* ArraySeries::part_of(std::uint32_t file) {
    return const_cast<Part*>(std::as_const(*this).part_of(file));
}

const ArraySeries::Part* ArraySeries::part_of(std::uint32_t file) const {
    const auto at = std::lower_bound(m_files.begin(), m_files.end(), file);
    return at != m_files.end() && *at == file ? &m_parts[static_cast<std::size_t>(at - m_files.begin())] : nullptr;
}

std::optional<ArraySeries::Failure> ArraySeries::finish(const std::vector<Stretch>& order, VirtualArray& array) {
    array = std::move(m_array);
    array.fill_value = m_fill.fill_value;
    array.missing = m_fill.missing;
    if (m_fill.takes_attribute)
        std::erase_if(array.attributes, [](const Attribute& a) { return a.name == "_FillValue"; });
    array.along = m_axis.value_or(0);
    if (m_axis) {
        array.shape[*m_axis] = 0;
        for (const Stretch& stretch : order) array.shape[*m_axis] += stretch.length;
    }
    const std::vector<Stretch> stretches =
        m_axis ? order : std::vector<Stretch>{{m_files.front(), array.shape.empty() ? 1 : array.shape[0]}};
    if (auto failure = absent_bounds(stretches, array)) return failure;
    if (m_can_inline && array.along == 0) {
        if (!m_fill.takes_attribute) array.fill_value = "null";  // nothing is missing
        if (m_units.size() > 1) return finish_times(stretches, array);
        finish_inlined(stretches, array);
        return std::nullopt;
    }
    const auto fail = [&](std::string found, std::string remedy) {
        return Failure{m_files.front(), {found, found, std::move(remedy)}};
    };
    if (m_first.kind == Kind::inlined)
        return fail("values that no reference leads to, and that are too many to be inlined in some of the files",
                    "leave the variable out");
    if (m_unlike) return m_unlike;
    if (m_units.size() > 1)
        return fail("times of several units that are too many to be inlined",
                    "write the files with one unit, or leave the variable out");
    if (!m_fill.refusal.empty()) return fail(m_fill.refusal, k_rechunk);
    if (m_first.kind == Kind::chunked) return finish_chunks(stretches, array);
    finish_rows(stretches, array);
    return std::nullopt;
}

/// Bounds without units have those of their coordinate, which are the first file's: where that lacks them, nothing says
/// in which units they are.
std::optional<ArraySeries::Failure> ArraySeries::absent_bounds(const std::vector<Stretch>& order,
                                                               const VirtualArray& array) const {
    if (!m_axis || m_times.units.empty() || order.empty() || part_of(order.front().file) != nullptr)
        return std::nullopt;
    if (find_attribute(array.attributes, "units") != nullptr) return std::nullopt;
    return Failure{order.front().file,
                   {"the file that is first in time does not have it, and it has no units of its own",
                    "bounds of times that the first file lacks", "leave the variable out"}};
}

/// Converted to the unit of the first file in order, exactly: as integers where all are some.
std::optional<ArraySeries::Failure> ArraySeries::finish_times(const std::vector<Stretch>& order,
                                                              VirtualArray& array) const {
    const auto fail = [](std::uint32_t file, std::string found) {
        return Failure{file,
                       {std::move(found), "times of several units that cannot be converted",
                        "write the files with one unit, or leave the variable out"}};
    };
    std::string why_not;
    const Part* first = part_of(order.front().file);
    if (first == nullptr) return fail(order.front().file, "no times in the first file of a series of several units");
    const std::string& units = m_units[first->units];
    const auto to = TimeText{units, m_times.calendar}.parse(why_not);
    if (!to) return fail(order.front().file, why_not);
    std::vector<double> all;
    for (const Stretch& stretch : order) {
        const Part* part = part_of(stretch.file);
        if (part == nullptr) return fail(stretch.file, "no times in one file of a series of several units");
        const auto from = TimeText{m_units[part->units], m_times.calendar}.parse(why_not);
        if (!from) return fail(stretch.file, why_not);
        if (!TimeConversion::is_possible(*from, *to))
            return fail(stretch.file,
                        fmt::format("times in {}, which do not convert to {}", m_units[part->units], units));
        for (const double value : element_numbers(part->bytes, m_first.dtype)) {
            if (m_fill.takes_attribute && is_fill(value))
                return fail(stretch.file, "times of several units, some of which are missing");
            const auto converted =
                part->units == first->units ? std::optional(value) : TimeConversion(*from, *to).convert(value);
            if (!converted) return fail(stretch.file, fmt::format("the time {}, which is no date", value));
            all.push_back(*converted);
        }
    }
    const bool are_whole = std::all_of(all.begin(), all.end(), is_exact_integer);
    array.dtype = are_whole ? "<i8" : "<f8";
    array.item_bytes = 8;
    array.fill_value = "null";
    if (Attribute* attribute = attribute_named(array.attributes, "units"))
        attribute->values = std::vector<std::string>{units};
    array.inlined = are_whole ? bytes_of(std::vector<std::int64_t>(all.begin(), all.end()), array.dtype)
                              : bytes_of(all, array.dtype);
    cut_inlined(array);
    return std::nullopt;
}

bool ArraySeries::is_fill(double value) const {
    const std::vector<double> fill = element_numbers(m_fill.element, m_first.dtype);
    return !fill.empty() && (fill[0] == value || (std::isnan(fill[0]) && std::isnan(value)));
}

void ArraySeries::finish_inlined(const std::vector<Stretch>& order, VirtualArray& array) const {
    std::uint64_t row = array.item_bytes;
    for (std::size_t i = 1; i < array.shape.size(); ++i) row *= array.shape[i];
    for (const Stretch& stretch : order) {
        if (const Part* part = part_of(stretch.file)) {
            array.inlined += part->bytes;
            continue;
        }
        for (std::uint64_t i = 0; i < stretch.length * row; i += array.item_bytes) array.inlined += m_fill.element;
    }
    cut_inlined(array);
}

std::optional<ArraySeries::Failure> ArraySeries::finish_chunks(const std::vector<Stretch>& order, VirtualArray& array) {
    array.chunk = m_first.chunk;
    array.filters = m_first.filters;
    array.compressor = m_first.compressor;
    const std::uint64_t step = array.chunk.empty() ? 1 : array.chunk[array.along];
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Stretch& stretch = order[i];
        if (stretch.length % step != 0 && i + 1 < order.size()) {
            return Failure{stretch.file,
                           {fmt::format("{} steps in chunks of {}: the last chunk is not full, and other files follow",
                                        stretch.length, step),
                            "a last chunk that is not full before the end of the series", k_rechunk}};
        }
        Piece& piece = array.pieces.emplace_back();
        piece.source = stretch.file;
        piece.count = (stretch.length + step - 1) / step;
        if (Part* part = part_of(stretch.file)) {
            piece.chunks = std::move(part->chunks);
        } else {
            piece.is_absent = true;
        }
    }
    return std::nullopt;
}

void ArraySeries::finish_rows(const std::vector<Stretch>& order, VirtualArray& array) {
    if (std::find(array.shape.begin(), array.shape.end(), 0U) != array.shape.end()) {
        for (const std::uint64_t size : array.shape) array.chunk.push_back(std::max<std::uint64_t>(size, 1));
        return;
    }
    std::uint64_t common = 0;
    for (const Stretch& stretch : order) common = std::gcd(common, stretch.length);
    if (m_are_rows_apart && array.along == 0) common = 1;
    array.chunk = cut(array.shape, array.along, common, array.item_bytes);
    const std::uint64_t step = array.chunk.empty() ? 1 : array.chunk[array.along];
    for (const Stretch& stretch : order) {
        Piece& piece = array.pieces.emplace_back();
        piece.source = stretch.file;
        piece.count = stretch.length / step;
        const Part* part = part_of(stretch.file);
        piece.is_absent = part == nullptr;
        if (part == nullptr) continue;
        piece.begin = part->begin;
        piece.stride = part->stride;
    }
}

}  // namespace cairn::virtualize
