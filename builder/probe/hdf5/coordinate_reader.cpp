#include "builder/probe/hdf5/coordinate_reader.hpp"
#include "base/saturating.hpp"

#include <algorithm>
#include <limits>

#include "builder/cf/coordinates.hpp"
#include "builder/probe/coordinate_values.hpp"
#include "builder/probe/hdf5/elements.hpp"
#include "builder/probe/hdf5/raw_values.hpp"

namespace cairn::hdf5 {

namespace {

std::string reason_in(const Storage& storage) {
    if (storage.layout.kind == Layout::Kind::virtual_dataset)
        return "they are in other files (an HDF5 virtual dataset), which are not followed";
    if (storage.layout.kind == Layout::Kind::contiguous && storage.is_external)
        return "they are in another file (HDF5 external storage), which is not followed";
    return {};
}

/// What libnetcdf fills with where a variable has no fill value of its own (netcdf.h, NC_FILL_*).
Values default_fill(Type type, std::uint64_t count) {
    const auto integers = [count](std::int64_t value) { return std::vector<std::int64_t>(count, value); };
    switch (type) {
        case Type::int8:
            return integers(-127);
        case Type::uint8:
            return integers(255);
        case Type::int16:
            return integers(-32767);
        case Type::uint16:
            return integers(65535);
        case Type::int32:
            return integers(-2147483647);
        case Type::uint32:
            return integers(4294967295);
        case Type::int64:
            return integers(-9223372036854775806LL);
        case Type::uint64:
            return std::vector<std::uint64_t>(count, 18446744073709551614ULL);
        case Type::float32:
        case Type::float64:
            return std::vector<double>(count, static_cast<double>(9.9692099683868690e+36F));
        default:
            throw Unsupported{"text that is shorter than its unlimited dimension"};
    }
}

class CoordinateReader {
  public:
    CoordinateReader(File& file, GlobalHeap& heap, const FoundFile& found, Dataset& dataset, const ReadLimits& limits)
        : m_file(file),
          m_heap(heap),
          m_found(found),
          m_dataset(dataset),
          m_most_text(saturating_multiply(limits.coordinate_bytes, k_value_budget_factor)),
          m_budget(limits) {}

    void read(VariableId id) {
        Variable& variable = m_dataset.groups[id.group].variables[id.index];
        const FoundVariable& found = m_found.groups[id.group].variables[id.index];
        const std::string too_many = m_budget.reason_not_to_read(m_dataset, variable);
        const std::string elsewhere = reason_in(found.storage);
        variable.values_missing_because = too_many.empty() ? elsewhere : too_many;
        if (!elsewhere.empty()) return;
        if (!too_many.empty()) {
            if (has_ends_to_read(m_dataset, variable)) variable.ends = ends_of(variable, found);
            return;
        }
        m_budget.keep(variable, values_of(variable, found));
    }

  private:
    Values values_of(const Variable& variable, const FoundVariable& found) {
        const std::uint64_t missing = missing_values(variable, found.space);
        if (found.storage.is_external) throw Unsupported{"external storage of a layout that is not contiguous"};
        const Buffer raw = read_raw_values(m_file, found.storage, found.space, found.stored_type.size);
        Values values = converted(variable, found, raw.bytes());
        if (missing > 0) append(values, fill_of(variable, found, missing));
        return values;
    }

    Values ends_of(const Variable& variable, const FoundVariable& found) const {
        const std::uint64_t row = values_in_row(m_dataset, variable);
        const std::uint64_t missing = missing_values(variable, found.space);
        if (found.storage.is_external) throw Unsupported{"external storage of a layout that is not contiguous"};
        if (found.space.sizes[0] == 0) return fill_of(variable, found, 2 * row);
        const Buffer raw = read_raw_ends(m_file, found.storage, found.space, found.stored_type.size);
        if (missing == 0) return numbers_of(found.stored_type, raw.bytes(), 2 * row);
        Values values = numbers_of(found.stored_type, raw.bytes().first(row * found.stored_type.size), row);
        append(values, fill_of(variable, found, row));
        return values;
    }

    /// How many values the unlimited first dimension has beyond those of this variable. libnetcdf fills no other shape.
    std::uint64_t missing_values(const Variable& variable, const Dataspace& space) const {
        std::uint64_t a_row = 1;
        bool is_growing = false;
        for (std::size_t i = 0; i < space.sizes.size(); ++i) {
            const Dimension& its = dimension(m_dataset, variable.dimensions[i]);
            if (i > 0) {
                a_row = saturating_multiply(a_row, space.sizes[i]);
                is_growing = is_growing || its.unlimited;
            }
            if (its.size == space.sizes[i] || (i == 0 && its.unlimited)) continue;
            throw Unsupported{"a coordinate of another shape than its dimensions"};
        }
        if (space.sizes.empty()) return 0;
        const std::uint64_t rows = dimension(m_dataset, variable.dimensions[0]).size;
        if (rows == space.sizes[0]) return 0;
        if (is_growing) throw Unsupported{"a coordinate that is shorter than one of several unlimited dimensions"};
        return saturating_multiply(rows - space.sizes[0], a_row);
    }

    Values converted(const Variable& variable, const FoundVariable& found, std::span<const std::byte> raw) {
        const std::uint64_t count = found.space.count();
        if (variable.type == Type::character) return texts_of_rows(m_dataset, variable, text_of(raw));
        if (variable.type == Type::string)
            return texts_of(found.stored_type, Cursor(raw, 0, m_file.sizes()), count, m_heap, m_most_text);
        return numbers_of(found.stored_type, raw, count);
    }

    static Values fill_of(const Variable& variable, const FoundVariable& found, std::uint64_t count) {
        const FillValue& fill = found.storage.fill;
        if (!fill.is_set_by_user) return default_fill(variable.type, count);
        if (fill.bytes.size() != found.stored_type.size)
            throw Unsupported{"a fill value of another size than the values"};
        const Values one = numbers_of(found.stored_type, fill.bytes, 1);
        return std::visit(
            [count](const auto& values) -> Values {
                if constexpr (std::is_same_v<std::decay_t<decltype(values)>, std::monostate>) {
                    return {};
                } else {
                    return std::decay_t<decltype(values)>(count, values.front());
                }
            },
            one);
    }

    static void append(Values& values, const Values& more) {
        std::visit(
            [&more](auto& into) {
                if constexpr (!std::is_same_v<std::decay_t<decltype(into)>, std::monostate>) {
                    const auto& from = std::get<std::decay_t<decltype(into)>>(more);
                    into.insert(into.end(), from.begin(), from.end());
                }
            },
            values);
    }

    File& m_file;
    GlobalHeap& m_heap;
    const FoundFile& m_found;
    Dataset& m_dataset;
    std::uint64_t m_most_text;
    ValueBudget m_budget;
};

}  // namespace

void read_coordinates(File& file, GlobalHeap& heap, const FoundFile& found, Dataset& dataset,
                      const ReadLimits& limits) {
    const std::vector<VariableId> wanted = coordinates_to_read(dataset);
    CoordinateReader reader(file, heap, found, dataset, limits);
    for (const VariableId id : wanted) reader.read(id);
}

}  // namespace cairn::hdf5
