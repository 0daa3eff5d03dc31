#include "builder/probe/netcdf_values.hpp"

#include <string>

#include "builder/cf/coordinates.hpp"
#include "builder/probe/coordinate_values.hpp"
#include "builder/probe/hdf5_guard.hpp"
#include "builder/probe/netcdf_call.hpp"

namespace cairn {

namespace {

class ValueReader {
  public:
    ValueReader(OpenDataset& open, const ReadLimits& limits)
        : m_open(open),
          m_is_hdf5(open.dataset.format.starts_with("netCDF-4")),
          m_hdf5_file(m_is_hdf5 ? open_hdf5_file() : -1),
          m_budget(limits) {}

    void read(VariableId id) {
        Variable& variable = m_open.dataset.groups[id.group].variables[id.index];
        const std::string too_many = m_budget.reason_not_to_read(m_open.dataset, variable);
        const std::string elsewhere = reason_in_hdf5(id, variable);
        variable.values_missing_because = too_many.empty() ? elsewhere : too_many;
        if (!elsewhere.empty()) return;
        try {
            if (!too_many.empty()) {
                if (has_ends_to_read(m_open.dataset, variable)) variable.ends = read_ends(id, variable);
                return;
            }
            m_budget.keep(variable, read_values(id, variable, element_count(m_open.dataset, variable)));
        } catch (const NetcdfFailure& failure) {
            variable.values_missing_because = failure.text();
        }
    }

  private:
    std::string reason_in_hdf5(VariableId id, const Variable& variable) const {
        if (!m_is_hdf5) return {};
        return reason_not_to_read_hdf5(m_hdf5_file, m_open.dataset.groups[id.group].path, variable.name);
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

    Values read_ends(VariableId id, const Variable& variable) const {
        switch (variable.type) {
            case Type::float32:
            case Type::float64:
                return read_ends_with<double>(id, variable, nc_get_vara_double);
            case Type::uint64:
                return read_ends_with<std::uint64_t>(id, variable, nc_get_vara_ulonglong);
            default:
                return read_ends_with<std::int64_t>(id, variable, nc_get_vara_longlong);
        }
    }

    template <class Number, class Get>
    Values read_ends_with(VariableId id, const Variable& variable, Get get) const {
        const int group = m_open.group_ids[id.group];
        const int number = m_open.variable_ids[id.group][id.index];
        const std::size_t row = values_in_row(m_open.dataset, variable);
        const std::size_t counts[] = {1, row};
        std::vector<Number> values(2 * row);
        for (const bool is_last : {false, true}) {
            const std::size_t begins[] = {is_last ? dimension(m_open.dataset, variable.dimensions[0]).size - 1 : 0, 0};
            check(get(group, number, begins, counts, as_c(values.data() + (is_last ? row : 0))), "nc_get_vara");
        }
        return values;
    }

    Values read_rows(int group, int number, const Variable& variable, std::uint64_t count) const {
        std::string characters(count, '\0');
        if (count > 0) check(nc_get_var_text(group, number, characters.data()), "nc_get_var_text");
        return texts_of_rows(m_open.dataset, variable, characters);
    }

    OpenDataset& m_open;
    bool m_is_hdf5;
    std::int64_t m_hdf5_file;
    ValueBudget m_budget;
};

}  // namespace

void read_coordinates(OpenDataset& open, const ReadLimits& limits) {
    const std::vector<VariableId> wanted = coordinates_to_read(open.dataset);
    if (wanted.empty()) return;
    ValueReader reader(open, limits);
    for (const VariableId id : wanted) reader.read(id);
}

}  // namespace cairn
