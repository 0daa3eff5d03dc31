#include "builder/probe/netcdf_header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "builder/probe/coordinate_values.hpp"
#include "builder/probe/netcdf_c.hpp"
#include "builder/probe/netcdf_call.hpp"

namespace cairn {

namespace {

using Name = std::array<char, NC_MAX_NAME + 1>;

template <class Number, class Get>
Values read_numbers(std::size_t count, Get get, const std::string& where) {
    std::vector<Number> numbers(count);
    if (count > 0) check(get(numbers.data()), "nc_get_att", where);
    return numbers;
}

class HeaderReader {
  public:
    OpenDataset read(int file_id) {
        m_open.dataset.reader = "netcdf-c";
        m_open.dataset.format = format_name(file_id);
        add_group(file_id, "/", 0, 0);
        for (std::uint32_t group = 0; group < m_open.group_ids.size(); ++group) add_variables(group);
        return std::move(m_open);
    }

  private:
    static std::string format_name(int file_id) {
        int format = 0;
        check(nc_inq_format(file_id, &format), "nc_inq_format");
        switch (format) {
            case NC_FORMAT_CLASSIC:
                return "classic";
            case NC_FORMAT_64BIT_OFFSET:
                return "64-bit offset";
            case NC_FORMAT_CDF5:
                return "cdf5";
            case NC_FORMAT_NETCDF4:
                return "netCDF-4";
            case NC_FORMAT_NETCDF4_CLASSIC:
                return "netCDF-4 classic model";
            default:
                return fmt::format("format {}", format);
        }
    }

    /// Groups come before their variables: a variable may use a dimension of any group around it.
    void add_group(int id, const std::string& path, std::uint32_t parent, std::size_t depth) {
        if (m_open.group_ids.size() >= k_most_groups || depth > k_deepest_group) {
            throw TooManyGroups{m_open.group_ids.size() + 1, depth};
        }
        const auto index = static_cast<std::uint32_t>(m_open.group_ids.size());
        Group& group = m_open.dataset.groups.emplace_back();
        group.path = path;
        group.parent = parent;
        m_open.group_ids.push_back(id);
        add_dimensions(id, index, group);
        for (const int child : children_of(id, path)) {
            Name name{};
            check(nc_inq_grpname(child, name.data()), "nc_inq_grpname", path);
            add_group(child, (path == "/" ? path : path + "/") + name.data(), index, depth + 1);
        }
    }

    static std::vector<int> children_of(int id, const std::string& path) {
        int count = 0;
        check(nc_inq_grps(id, &count, nullptr), "nc_inq_grps", path);
        std::vector<int> children(static_cast<std::size_t>(count));
        if (count > 0) check(nc_inq_grps(id, &count, children.data()), "nc_inq_grps", path);
        return children;
    }

    void add_dimensions(int id, std::uint32_t group_index, Group& group) {
        int count = 0;
        check(nc_inq_dimids(id, &count, nullptr, 0), "nc_inq_dimids", group.path);
        std::vector<int> ids(static_cast<std::size_t>(count));
        if (count > 0) check(nc_inq_dimids(id, &count, ids.data(), 0), "nc_inq_dimids", group.path);
        const std::vector<int> unlimited = unlimited_in(id, group.path);
        for (const int dimension_id : ids) {
            Name name{};
            std::size_t size = 0;
            check(nc_inq_dim(id, dimension_id, name.data(), &size), "nc_inq_dim", group.path);
            const bool grows = std::find(unlimited.begin(), unlimited.end(), dimension_id) != unlimited.end();
            m_dimensions[dimension_id] = {group_index, static_cast<std::uint32_t>(group.dimensions.size())};
            group.dimensions.push_back({name.data(), size, grows});
        }
    }

    static std::vector<int> unlimited_in(int id, const std::string& path) {
        int count = 0;
        check(nc_inq_unlimdims(id, &count, nullptr), "nc_inq_unlimdims", path);
        std::vector<int> ids(static_cast<std::size_t>(count));
        if (count > 0) check(nc_inq_unlimdims(id, &count, ids.data()), "nc_inq_unlimdims", path);
        return ids;
    }

    void add_variables(std::uint32_t group_index) {
        const int id = m_open.group_ids[group_index];
        Group& group = m_open.dataset.groups[group_index];
        group.attributes = attributes_of(id, NC_GLOBAL, "group " + group.path);
        int count = 0;
        check(nc_inq_varids(id, &count, nullptr), "nc_inq_varids", group.path);
        std::vector<int>& ids = m_open.variable_ids.emplace_back(static_cast<std::size_t>(count));
        if (count > 0) check(nc_inq_varids(id, &count, ids.data()), "nc_inq_varids", group.path);
        group.variables.reserve(ids.size());
        for (const int variable_id : ids) group.variables.push_back(read_variable(id, variable_id, group.path));
    }

    Variable read_variable(int group_id, int id, const std::string& group_path) {
        Name name{};
        check(nc_inq_varname(group_id, id, name.data()), "nc_inq_varname", group_path);
        const std::string where = fmt::format("variable {}{}{}", group_path, group_path == "/" ? "" : "/", name.data());
        Variable variable;
        variable.name = name.data();
        nc_type type = NC_NAT;
        check(nc_inq_vartype(group_id, id, &type), "nc_inq_vartype", where);
        variable.type = type_of(type);
        variable.dimensions = dimensions_of(group_id, id, where);
        variable.attributes = attributes_of(group_id, id, where);
        return variable;
    }

    std::vector<DimensionId> dimensions_of(int group_id, int id, const std::string& where) const {
        int rank = 0;
        check(nc_inq_varndims(group_id, id, &rank), "nc_inq_varndims", where);
        std::vector<int> ids(static_cast<std::size_t>(rank));
        if (rank > 0) check(nc_inq_vardimid(group_id, id, ids.data()), "nc_inq_vardimid", where);
        std::vector<DimensionId> dimensions;
        for (const int dimension_id : ids) {
            const auto found = m_dimensions.find(dimension_id);
            if (found == m_dimensions.end()) throw NetcdfFailure{NC_EBADDIM, "nc_inq_vardimid", where, {}};
            dimensions.push_back(found->second);
        }
        return dimensions;
    }

    std::vector<Attribute> attributes_of(int group_id, int variable_id, const std::string& owner) {
        int count = 0;
        check(nc_inq_varnatts(group_id, variable_id, &count), "nc_inq_varnatts", owner);
        std::vector<Attribute> attributes;
        for (int i = 0; i < count; ++i) {
            Name name{};
            check(nc_inq_attname(group_id, variable_id, i, name.data()), "nc_inq_attname", owner);
            attributes.push_back(read_attribute(group_id, variable_id, name.data(), owner));
        }
        return attributes;
    }

    Attribute read_attribute(int group_id, int variable_id, const char* name, const std::string& owner) {
        const std::string where = fmt::format("attribute {} of {}", name, owner);
        nc_type type = NC_NAT;
        std::size_t count = 0;
        check(nc_inq_att(group_id, variable_id, name, &type, &count), "nc_inq_att", where);
        Attribute attribute{name, type_of(type), {}};
        std::uint64_t bytes = 0;
        if (__builtin_mul_overflow(count, attribute.type == Type::character ? 1U : 8U, &bytes)) return attribute;
        if (bytes > m_attribute_budget) return attribute;
        attribute.values = read_attribute_values(group_id, variable_id, attribute, count, where);
        m_attribute_budget -= std::min(m_attribute_budget, bytes);
        return attribute;
    }

    Values read_attribute_values(int group_id, int variable_id, const Attribute& attribute, std::size_t count,
                                 const std::string& where) {
        const char* name = attribute.name.c_str();
        switch (attribute.type) {
            case Type::other:
                return {};
            case Type::string:
                return read_strings(group_id, variable_id, name, count, where);
            case Type::character: {
                std::string text(count, '\0');
                if (count > 0)
                    check(nc_get_att_text(group_id, variable_id, name, text.data()), "nc_get_att_text", where);
                return std::vector<std::string>{without_padding(text, Padding::nul)};
            }
            case Type::float32:
            case Type::float64:
                return read_numbers<double>(
                    count, [&](double* out) { return nc_get_att_double(group_id, variable_id, name, out); }, where);
            case Type::uint64:
                return read_numbers<std::uint64_t>(
                    count,
                    [&](std::uint64_t* out) { return nc_get_att_ulonglong(group_id, variable_id, name, as_c(out)); },
                    where);
            default:
                return read_numbers<std::int64_t>(
                    count,
                    [&](std::int64_t* out) { return nc_get_att_longlong(group_id, variable_id, name, as_c(out)); },
                    where);
        }
    }

    Values read_strings(int group_id, int variable_id, const char* name, std::size_t count, const std::string& where) {
        NetcdfStrings strings(count);
        if (count > 0)
            check(nc_get_att_string(group_id, variable_id, name, strings.data()), "nc_get_att_string", where);
        const std::uint64_t bytes = strings.held_bytes();
        if (bytes > m_attribute_budget) return {};
        m_attribute_budget -= bytes;
        return strings.copy();
    }

    OpenDataset m_open;
    std::unordered_map<int, DimensionId> m_dimensions;
    std::uint64_t m_attribute_budget = k_attribute_bytes;
};

}  // namespace

OpenDataset read_header(int file_id) { return HeaderReader().read(file_id); }

}  // namespace cairn
