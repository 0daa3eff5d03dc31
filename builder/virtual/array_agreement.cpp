// Whether the variable of one more file agrees with those before.
#include "builder/virtual/array_series.hpp"

#include <fmt/format.h>

#include <utility>

#include "builder/probe/array_bytes.hpp"
#include "builder/virtual/element_numbers.hpp"

namespace cairn::virtualize {

namespace {

using Kind = ArrayManifest::Kind;

std::string shape_text(const std::vector<std::uint64_t>& shape) { return fmt::format("({})", fmt::join(shape, ", ")); }

std::vector<std::uint64_t> without_axis(std::vector<std::uint64_t> shape, std::optional<std::size_t> axis) {
    if (axis) shape[*axis] = 0;
    return shape;
}

std::string or_none(const std::string& text) { return text.empty() ? "none" : text; }

}  // namespace

std::optional<Difference> ArraySeries::difference(const FileArray& next, std::optional<double> tolerance) const {
    if (auto found = structural_difference(next)) return found;
    if (auto found = attribute_difference(m_variable, next.variable, are_times(next))) return found;
    if (!m_axis) return value_difference(next, tolerance);
    const bool can_inline = m_can_inline && !bytes_to_inline(next).empty();
    return can_inline ? std::nullopt : place_difference(next);
}

/// Whether units of both are those of times, in words of the same kind: bounds mostly leave them to their coordinate.
bool ArraySeries::are_times(const FileArray& next) const {
    const bool has_own = find_attribute(m_variable.attributes, "units") != nullptr;
    return !m_times.units.empty() && !next.times.units.empty() &&
           has_own == (find_attribute(next.variable.attributes, "units") != nullptr);
}

std::optional<Difference> ArraySeries::structural_difference(const FileArray& next) const {
    const char* remedy = "make a store for each kind of file, or leave the variable out";
    const auto differs = [&](const char* what, const std::string& now, const std::string& first) {
        return Difference{fmt::format("{} is {}, in the first file {}", what, now, first),
                          fmt::format("{} differs", what), remedy};
    };
    if (next.manifest.dtype != m_first.dtype) return differs("the dtype", next.manifest.dtype, m_first.dtype);
    if (const auto names = dimension_names(next); names != m_array.dimensions)
        return differs("the list of dimensions", fmt::format("({})", fmt::join(names, ", ")),
                       fmt::format("({})", fmt::join(m_array.dimensions, ", ")));
    if (next.axis != m_axis) return differs("the dimension of files", "another", "this");
    if (without_axis(next.manifest.shape, m_axis) != without_axis(m_first.shape, m_axis))
        return differs("the shape", shape_text(next.manifest.shape), shape_text(m_first.shape));
    return std::nullopt;
}

/// Where references have to lead: nothing that an array has but once may differ.
std::optional<Difference> ArraySeries::place_difference(const FileArray& next) const {
    const auto differs = [](const char* what, const std::string& now, const std::string& first) {
        return Difference{fmt::format("{} is {}, in the first file {}", what, now, first),
                          fmt::format("{} differs", what), k_rechunk};
    };
    const ArrayManifest& now = next.manifest;
    if (now.kind == Kind::inlined || m_first.kind == Kind::inlined || now.kind != m_first.kind)
        return differs("the layout",
                       now.kind == Kind::rows      ? "contiguous"
                       : now.kind == Kind::chunked ? "chunked"
                                                   : "compact",
                       m_first.kind == Kind::rows      ? "contiguous"
                       : m_first.kind == Kind::chunked ? "chunked"
                                                       : "compact");
    if (now.chunk != m_first.chunk) return differs("the chunk shape", shape_text(now.chunk), shape_text(m_first.chunk));
    if (now.filters != m_first.filters)
        return differs("the list of filters", or_none(now.filters), or_none(m_first.filters));
    if (now.compressor != m_first.compressor)
        return differs("the compressor", or_none(now.compressor), or_none(m_first.compressor));
    const Fill fill = fill_of(next.variable, now);
    if (!fill.refusal.empty()) return Difference{fill.refusal, fill.refusal, k_rechunk};
    if (!fill_of_both(m_fill, fill)) {
        const auto named = [](const Fill& one) {
            return one.missing.empty() ? one.fill_value : "zeros that are no fill value";
        };
        return differs("what stands for chunks that were never written", named(fill), named(m_fill));
    }
    return std::nullopt;
}

std::optional<Difference> ArraySeries::value_difference(const FileArray& next, std::optional<double> tolerance) const {
    const bool are_both_times = are_times(next);
    if (are_both_times && next.times.units != m_times.units) return time_difference(next);
    if (size_of(m_variable.values) > 0 || size_of(next.variable.values) > 0)
        return number_difference(m_variable.values, next.variable.values,
                                 closeness_of(m_variable.type, are_both_times, tolerance));
    if (decoded_bytes(m_first) == 0 && m_first.item_bytes > 0) return std::nullopt;
    const std::string& first = m_parts.front().bytes;
    const Difference other{"other values than in the first file", "values of what all files share differ",
                           "leave the variable out, or make a store for each"};
    if (!first.empty() || !next.manifest.bytes.empty())
        return first == next.manifest.bytes ? std::nullopt : std::optional(other);
    if (m_first.digest.empty() || next.manifest.digest.empty())
        return Difference{fmt::format("{} bytes of values without the dimension of the files, too many to compare",
                                      decoded_bytes(m_first)),
                          "values of what all files share are too many to compare", "leave the variable out"};
    return m_first.digest == next.manifest.digest ? std::nullopt : std::optional(other);
}

/// The store has the numbers and the units of the first file: what counts is that they mean the same instants.
std::optional<Difference> ArraySeries::time_difference(const FileArray& next) const {
    const auto differs = [&](std::string found, const char* cause) {
        return Difference{std::move(found), cause, "write the files with one unit, or leave the variable out"};
    };
    const char* k_cause = "times of several units that cannot be compared";
    if (find_attribute(m_variable.attributes, "units") == nullptr)
        return differs(fmt::format("times in {}, in the first file in {}, without units of their own", next.times.units,
                                   m_times.units),
                       k_cause);
    std::string why_not;
    const auto ours = m_times.parse(why_not);
    const auto theirs = next.times.parse(why_not);
    if (!ours || !theirs) return differs(why_not, k_cause);
    const auto numbers = [](const Values& values, const std::string& bytes, const ArrayManifest& array) {
        if (const auto* doubles = std::get_if<std::vector<double>>(&values)) return *doubles;
        const bool is_read = size_of(values) > 0 && !std::holds_alternative<std::vector<std::string>>(values);
        return element_numbers(is_read ? bytes_of(values, array.dtype) : bytes, array.dtype);
    };
    const std::vector<double> first = numbers(m_variable.values, m_parts.front().bytes, m_first);
    const std::vector<double> now = numbers(next.variable.values, next.manifest.bytes, next.manifest);
    if (first.empty() && decoded_bytes(m_first) == 0) return std::nullopt;
    if (first.empty() || now.size() != first.size())
        return differs(
            fmt::format("times in {}, in the first file in {}, too many to compare", next.times.units, m_times.units),
            k_cause);
    for (std::size_t i = 0; i < first.size(); ++i) {
        const auto a = decode_time(*ours, first[i]);
        const auto b = decode_time(*theirs, now[i]);
        if (a.has_value() && a == b) continue;
        return differs(fmt::format("value {} is {} {}, in the first file {} {}", i, now[i], next.times.units, first[i],
                                   m_times.units),
                       "times that all files share differ");
    }
    return std::nullopt;
}

}  // namespace cairn::virtualize
