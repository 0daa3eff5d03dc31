#include "builder/probe/netcdf_values.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "builder/probe/coordinates.hpp"
#include "builder/probe/hdf5_guard.hpp"
#include "builder/probe/netcdf_c.hpp"
#include "builder/probe/netcdf_call.hpp"

namespace cairn {

namespace {

std::uint64_t product(std::uint64_t a, std::uint64_t b) {
    std::uint64_t result = 0;
    return __builtin_mul_overflow(a, b, &result) ? UINT64_MAX : result;
}

class ValueReader {
  public:
    ValueReader(OpenDataset& open, const ReadLimits& limits)
        : m_open(open),
          m_limits(limits),
          m_is_hdf5(open.dataset.format.starts_with("netCDF-4")),
          m_hdf5_file(m_is_hdf5 ? open_hdf5_file() : -1),
          m_budget(product(limits.coordinate_bytes, k_value_budget_factor)) {}

    void read(VariableId id) {
        Variable& variable = m_open.dataset.groups[id.group].variables[id.index];
        const std::uint64_t count = element_count(m_open.dataset, variable);
        variable.values_missing_because = reason_not_to_read(id, variable, count);
        if (!variable.values_missing_because.empty()) return;
        try {
            Values values = read_values(id, variable, count);
            charge(held_bytes(values), variable);
            if (variable.values_missing_because.empty()) variable.values = std::move(values);
        } catch (const NetcdfFailure& failure) {
            variable.values_missing_because = failure.text();
        }
    }

  private:
    std::string reason_not_to_read(VariableId id, const Variable& variable, std::uint64_t count) const {
        if (variable.type == Type::other) return "they are of a user-defined type";
        const std::uint64_t bytes = product(count, stored_bytes(variable.type));
        if (bytes > m_limits.coordinate_bytes) {
            return fmt::format("{} values of {} bytes each are more than the limit of {} bytes", count,
                               stored_bytes(variable.type), m_limits.coordinate_bytes);
        }
        if (const std::uint64_t held = least_held_bytes(variable, count); held > m_budget) return over_budget(held);
        if (!m_is_hdf5) return {};
        return reason_not_to_read_hdf5(m_hdf5_file, m_open.dataset.groups[id.group].path, variable.name);
    }

    std::string over_budget(std::uint64_t needed) const {
        return fmt::format("they take {} bytes of memory, and the file's other coordinates have left {}", needed,
                           m_budget);
    }

    std::uint64_t row_length(const Variable& variable) const {
        return variable.dimensions.empty() ? 1 : dimension(m_open.dataset, variable.dimensions.back()).size;
    }

    /// Rows of a character array, also where a row has no characters.
    std::uint64_t row_count(const Variable& variable) const {
        std::uint64_t rows = 1;
        for (std::size_t i = 0; i + 1 < variable.dimensions.size(); ++i) {
            rows = product(rows, dimension(m_open.dataset, variable.dimensions[i]).size);
        }
        return rows;
    }

    std::uint64_t least_held_bytes(const Variable& variable, std::uint64_t count) const {
        if (variable.type == Type::character) return std::max(count, product(row_count(variable), sizeof(std::string)));
        return product(count, variable.type == Type::string ? sizeof(std::string) : 8);
    }

    static std::uint64_t held_bytes(const Values& values) {
        const auto* texts = std::get_if<std::vector<std::string>>(&values);
        if (texts == nullptr) return size_of(values) * 8;
        std::uint64_t sum = 0;
        for (const std::string& text : *texts) sum += sizeof text + text.size();
        return sum;
    }

    void charge(std::uint64_t bytes, Variable& variable) {
        if (bytes > m_budget) {
            variable.values_missing_because = over_budget(bytes);
        } else {
            m_budget -= bytes;
        }
    }

    Values read_values(VariableId id, const Variable& variable, std::uint64_t count) const {
        const int group = m_open.group_ids[id.group];
        const int number = m_open.variable_ids[id.group][id.index];
        switch (variable.type) {
            case Type::character:
                return read_rows(group, number, variable, count);
            case Type::string: {
                NetcdfStrings strings(count);
                if (count > 0) check(nc_get_var_string(group, number, strings.data()), "nc_get_var_string");
                return strings.copy();
            }
            case Type::float32:
            case Type::float64: {
                std::vector<double> values(count);
                if (count > 0) check(nc_get_var_double(group, number, values.data()), "nc_get_var_double");
                return values;
            }
            case Type::uint64: {
                std::vector<std::uint64_t> values(count);
                if (count > 0) check(nc_get_var_ulonglong(group, number, as_c(values.data())), "nc_get_var_ulonglong");
                return values;
            }
            default: {
                std::vector<std::int64_t> values(count);
                if (count > 0) check(nc_get_var_longlong(group, number, as_c(values.data())), "nc_get_var_longlong");
                return values;
            }
        }
    }

    Values read_rows(int group, int number, const Variable& variable, std::uint64_t count) const {
        std::string characters(count, '\0');
        if (count > 0) check(nc_get_var_text(group, number, characters.data()), "nc_get_var_text");
        const std::uint64_t length = row_length(variable);
        std::vector<std::string> rows(row_count(variable));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i] = without_padding(std::string_view(characters).substr(i * length, length), Padding::nul_and_space);
        }
        return rows;
    }

    OpenDataset& m_open;
    ReadLimits m_limits;
    bool m_is_hdf5;
    std::int64_t m_hdf5_file;
    std::uint64_t m_budget;  ///< bytes of memory that values may still take
};

}  // namespace

void read_coordinates(OpenDataset& open, const ReadLimits& limits) {
    const std::vector<VariableId> wanted = coordinates_to_read(open.dataset);
    if (wanted.empty()) return;
    ValueReader reader(open, limits);
    for (const VariableId id : wanted) reader.read(id);
}

}  // namespace cairn
