#include "builder/probe/zarr/coordinate_arrays.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

#include "base/saturating.hpp"
#include "builder/probe/coordinate_values.hpp"
#include "builder/probe/zarr/attributes.hpp"
#include "builder/probe/zarr/chunk_grid.hpp"
#include "builder/probe/zarr/named_keys.hpp"

namespace cairn::zarr {

namespace {

/// Chunks may be larger than their array.
constexpr std::uint64_t k_chunk_factor = 4;

/// Exact for all 64-bit integers where the type has a mantissa of 64 bits, which is where cairn runs.
using Number = long double;

std::vector<Number> numbers_of(const Values& values) {
    std::vector<Number> numbers;
    std::visit(
        [&numbers](const auto& held) {
            using Held = std::decay_t<decltype(held)>;
            if constexpr (!std::is_same_v<Held, std::monostate> && !std::is_same_v<Held, std::vector<std::string>>)
                numbers.assign(held.begin(), held.end());
        },
        values);
    return numbers;
}

bool is_strictly_monotonic(const std::vector<Number>& numbers) {
    const auto not_rising = [](Number a, Number b) { return !(a < b); };
    const auto not_falling = [](Number a, Number b) { return !(a > b); };
    return std::adjacent_find(numbers.begin(), numbers.end(), not_rising) == numbers.end() ||
           std::adjacent_find(numbers.begin(), numbers.end(), not_falling) == numbers.end();
}

/// Whether the steps beside an element are like the others, of which there has to be one.
bool fits_in(const std::vector<Number>& numbers, std::size_t element) {
    Number beside = 0;
    Number largest = 0;
    for (std::size_t i = 1; i < numbers.size(); ++i) {
        const Number step = std::fabs(numbers[i] - numbers[i - 1]);
        Number& kind = i == element || i == element + 1 ? beside : largest;
        kind = std::max(kind, step);
    }
    return beside <= 2 * largest;
}

class CoordinateReader {
  public:
    CoordinateReader(KeyStore& store, Dataset& dataset, const ReadLimits& limits, Reports& reports)
        : m_store(store), m_dataset(dataset), m_limits(limits), m_reports(reports), m_budget(limits) {}

    void read(const LoadedArray& array, Variable& variable) {
        const ArrayMetadata& metadata = array.document.metadata;
        std::string& why_not = variable.values_missing_because;
        why_not = array.document.values_unreadable_because;
        if (why_not.empty()) why_not = m_budget.reason_not_to_read(m_dataset, variable);
        if (why_not.empty()) why_not = reason_of_item_size(variable, metadata);
        if (!why_not.empty()) return;
        ArrayValues found = read_values(m_store, array.path, metadata, largest_chunk());
        why_not = found.missing_because;
        if (found.damaged) report_unread(array, "probe/damaged-chunk", why_not, "write them again");
        if (found.unreadable)
            report_unread(array, "probe/unreadable-chunk", why_not, "make them readable, or write them again");
        if (found.refused == ArrayValues::Refused::unknown_codec)
            report_unread(array, "probe/unknown-codec", why_not, "write them with a codec that is known");
        if (found.refused == ArrayValues::Refused::limit)
            report_unread(array, "probe/too-large", why_not, "write them in smaller chunks");
        if (!found.remark.empty()) m_reports.warning("probe/mended-values", array.path, found.remark);
        if (why_not.empty() && found.absent_elements > 0) why_not = reason_of_absent_chunks(found, metadata);
        // Writers leave out a chunk with nothing but the fill value: where that fits in, nothing is lost.
        if (found.absent_elements > 0 && !why_not.empty()) report_absent(array, found);
        if (why_not.empty()) why_not = to_single_units(found.values, metadata.type);
        if (why_not.empty()) m_budget.keep(variable, std::move(found.values));
    }

    /// The key of the first chunk of an array whose values are likely to be read; nullopt: they are not.
    std::optional<std::string> first_chunk(const LoadedArray& array, const Variable& variable) const {
        const ArrayMetadata& metadata = array.document.metadata;
        const bool is_refused = !array.document.values_unreadable_because.empty() ||
                                !reason_of_item_size(variable, metadata).empty() ||
                                std::ranges::find(metadata.shape, 0U) != metadata.shape.end();
        if (is_refused) return std::nullopt;
        return chunk_key(array.path, metadata.keys, std::vector<std::uint64_t>(metadata.shape.size(), 0));
    }

  private:
    std::uint64_t largest_chunk() const { return saturating_multiply(m_limits.coordinate_bytes, k_chunk_factor); }

    /// Texts of fixed length are as long as their type says.
    std::string reason_of_item_size(const Variable& variable, const ArrayMetadata& metadata) const {
        std::uint64_t bytes = 0;
        const std::uint64_t count = element_count(m_dataset, variable);
        if (!__builtin_mul_overflow(count, std::uint64_t{metadata.type.item_bytes}, &bytes) &&
            bytes <= m_limits.coordinate_bytes)
            return {};
        return fmt::format("{} values of {} bytes each are more than the limit of {} bytes", count,
                           metadata.type.item_bytes, m_limits.coordinate_bytes);
    }

    void report_unread(const LoadedArray& array, std::string_view code, const std::string& why_not,
                       std::string_view what_to_do) {
        m_reports.warning(code, array.path,
                          fmt::format("the values of the coordinate cannot be read: {}; {}", why_not, what_to_do));
    }

    static std::string absent(const ArrayValues& found) {
        return found.absent_chunks.empty() ? "inner chunks of its shards" : named(found.absent_chunks);
    }

    void report_absent(const LoadedArray& array, const ArrayValues& found) {
        m_reports.warning("probe/missing-chunk", array.path,
                          fmt::format("the store does not have {}, with {} elements of a coordinate; copy or write the "
                                      "chunks again if they are lost",
                                      absent(found), found.absent_elements));
    }

    static std::string reason_of_absent_chunks(const ArrayValues& found, const ArrayMetadata& metadata) {
        std::string ignored;
        const std::string why_not =
            why_fill_is_not_trusted(found, fill_value_of(metadata, ignored), metadata.shape.size(),
                                    metadata.zarr_version == 3 ? Writers::leave_out_fill : Writers::write_fill);
        if (why_not.empty()) return {};
        return fmt::format("the store does not have {}: {}", absent(found), why_not);
    }

    /// "10us" becomes microseconds: the attribute `units` has no multiples.
    static std::string to_single_units(Values& values, const DataType& type) {
        const std::int64_t multiple = multiple_of_unit(type);
        auto* times = std::get_if<std::vector<std::int64_t>>(&values);
        if (multiple <= 1 || times == nullptr) return {};
        for (std::int64_t& time : *times) {
            if (time == std::numeric_limits<std::int64_t>::min()) continue;  // "not a time"
            if (__builtin_mul_overflow(time, multiple, &time))
                return fmt::format("their unit of {} is too large for 64 bits", type.unit);
        }
        return {};
    }

    KeyStore& m_store;
    Dataset& m_dataset;
    ReadLimits m_limits;
    Reports& m_reports;
    ValueBudget m_budget;
};

}  // namespace

std::string why_fill_is_not_trusted(const ArrayValues& read, const Values& fill_value, std::size_t axes,
                                    Writers writers) {
    if (size_of(fill_value) != 1) return "the fill value, which their elements have, is not known";
    if (size_of(read.values) == 1) return {};
    const std::vector<Number> numbers = numbers_of(read.values);
    const std::vector<Number> fill = numbers_of(fill_value);
    if (axes != 1 || fill.empty()) return "nothing shows that their elements are meant to have the fill value";
    const auto element = std::find(numbers.begin(), numbers.end(), fill.front());
    // Two values show no step: then the habit of the writers decides.
    const bool shows_no_step = numbers.size() == 2 && writers == Writers::leave_out_fill;
    const bool fits = read.absent_elements == 1 && element != numbers.end() && is_strictly_monotonic(numbers) &&
                      (shows_no_step || fits_in(numbers, static_cast<std::size_t>(element - numbers.begin())));
    return fits ? std::string() : "the fill value, which their elements would have, does not fit in with the others";
}

void read_coordinates(KeyStore& store, Dataset& dataset, const std::vector<LoadedArray>& arrays,
                      const ReadLimits& limits, Reports& reports) {
    CoordinateReader reader(store, dataset, limits, reports);
    const auto array_of = [&arrays](VariableId id) -> const LoadedArray& {
        return *std::lower_bound(arrays.begin(), arrays.end(), id,
                                 [](const LoadedArray& loaded, VariableId wanted) { return loaded.id < wanted; });
    };
    const std::vector<VariableId> wanted = coordinates_to_read(dataset);
    if (store.distance() == Distance::network) {
        std::vector<std::string> first_chunks;
        for (const VariableId id : wanted) {
            if (const auto key = reader.first_chunk(array_of(id), dataset.groups[id.group].variables[id.index]))
                first_chunks.push_back(*key);
        }
        store.expect(first_chunks);
    }
    for (const VariableId id : wanted) reader.read(array_of(id), dataset.groups[id.group].variables[id.index]);
}

}  // namespace cairn::zarr
