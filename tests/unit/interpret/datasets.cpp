#include "tests/unit/interpret/datasets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace cairn::testing {

Attribute text(std::string name, std::string value) {
    return {std::move(name), Type::character, Texts{std::move(value)}};
}

Attribute number(std::string name, double value, Type type) {
    const bool is_float = type == Type::float32 || type == Type::float64;
    return {std::move(name), type,
            is_float ? Values(Doubles{value}) : Values(Integers{static_cast<std::int64_t>(value)})};
}

DatasetBuilder::DatasetBuilder() {
    m_dataset.reader = "test";
    m_dataset.format = "netCDF-4";
    m_dataset.groups.push_back({"/", 0, {}, {}, {}});
}

DatasetBuilder& DatasetBuilder::group(const std::string& path, std::uint32_t parent) {
    m_dataset.groups.push_back({path, parent, {}, {}, {}});
    return *this;
}

DatasetBuilder& DatasetBuilder::dimension(const std::string& name, std::uint64_t size, std::uint32_t group) {
    m_dataset.groups.at(group).dimensions.push_back({name, size, false});
    return *this;
}

DatasetBuilder& DatasetBuilder::variable(const std::string& name, const std::vector<std::string>& dimensions,
                                         std::vector<Attribute> attributes, Values values, Type type,
                                         std::uint32_t group) {
    Variable added{name, type, {}, std::move(attributes), std::move(values), {}};
    for (const std::string& wanted : dimensions) {
        std::uint32_t g = group;
        for (;;) {
            const std::vector<Dimension>& known = m_dataset.groups.at(g).dimensions;
            const auto found =
                std::find_if(known.begin(), known.end(), [&](const Dimension& d) { return d.name == wanted; });
            if (found != known.end()) {
                added.dimensions.push_back({g, static_cast<std::uint32_t>(found - known.begin())});
                break;
            }
            if (g == 0) throw std::logic_error("no dimension " + wanted);
            g = m_dataset.groups.at(g).parent;
        }
    }
    m_dataset.groups.at(group).variables.push_back(std::move(added));
    return *this;
}

DatasetBuilder& DatasetBuilder::global(Attribute attribute) {
    m_dataset.groups.front().attributes.push_back(std::move(attribute));
    return *this;
}

Variable& DatasetBuilder::find(const std::string& name) {
    for (Variable& variable : m_dataset.groups.front().variables) {
        if (variable.name == name) return variable;
    }
    throw std::logic_error("no variable " + name);
}

DatasetBuilder& DatasetBuilder::set(const std::string& variable, Attribute attribute) {
    drop(variable, attribute.name);
    find(variable).attributes.push_back(std::move(attribute));
    return *this;
}

DatasetBuilder& DatasetBuilder::drop(const std::string& variable, const std::string& attribute) {
    std::vector<Attribute>& attributes = find(variable).attributes;
    attributes.erase(
        std::remove_if(attributes.begin(), attributes.end(), [&](const Attribute& a) { return a.name == attribute; }),
        attributes.end());
    return *this;
}

DatasetBuilder& DatasetBuilder::values(const std::string& name, Values values) {
    Variable& variable = find(name);
    if (variable.dimensions.size() == 1) {
        const DimensionId id = variable.dimensions.front();
        m_dataset.groups.at(id.group).dimensions.at(id.index).size = size_of(values);
    }
    variable.values = std::move(values);
    return *this;
}

DatasetBuilder& DatasetBuilder::remove(const std::string& name) {
    std::vector<Variable>& variables = m_dataset.groups.front().variables;
    variables.erase(
        std::remove_if(variables.begin(), variables.end(), [&](const Variable& v) { return v.name == name; }),
        variables.end());
    return *this;
}

Doubles axis(double first, double step, std::size_t count) {
    Doubles values;
    for (std::size_t i = 0; i < count; ++i) values.push_back(first + step * static_cast<double>(i));
    return values;
}

Doubles bounds_around(const Doubles& values, double half_width) {
    Doubles bounds;
    for (const double value : values) {
        bounds.push_back(value - half_width);
        bounds.push_back(value + half_width);
    }
    return bounds;
}

DatasetBuilder monthly_means() {
    const Doubles latitudes = axis(-85, 10, 18);
    const Doubles longitudes = axis(5, 10, 36);
    DatasetBuilder build;
    build.dimension("time", 2).dimension("lat", 18).dimension("lon", 36).dimension("bnds", 2);
    build.variable("time", {"time"},
                   {text("standard_name", "time"), text("units", "days since 2001-01-01"), text("calendar", "standard"),
                    text("bounds", "time_bnds"), text("axis", "T")},
                   Doubles{15.5, 45});
    build.variable("time_bnds", {"time", "bnds"}, {}, Doubles{0, 31, 31, 59});
    build.variable("lat", {"lat"},
                   {text("standard_name", "latitude"), text("units", "degrees_north"), text("bounds", "lat_bnds"),
                    text("long_name", "Latitude")},
                   latitudes);
    build.variable("lat_bnds", {"lat", "bnds"}, {}, bounds_around(latitudes, 5));
    build.variable("lon", {"lon"},
                   {text("standard_name", "longitude"), text("units", "degrees_east"), text("bounds", "lon_bnds")},
                   longitudes);
    build.variable("lon_bnds", {"lon", "bnds"}, {}, bounds_around(longitudes, 5));
    build.variable("tas", {"time", "lat", "lon"},
                   {text("standard_name", "air_temperature"), text("units", "K"), text("long_name", "Air Temperature"),
                    text("cell_methods", "time: mean"), number("_FillValue", 1.00000002004087734e20, Type::float32)},
                   {}, Type::float32);
    return build;
}

std::string interval_text(const TimeCoverage& time) {
    return time.interval ? to_rfc3339(time.interval->start) + "/" + to_rfc3339(time.interval->end) : "";
}

std::string box_text(const Footprint& footprint) {
    if (!footprint.box) return "";
    const auto [west, south, east, north] = bbox_of(*footprint.box);
    return fmt::format("{} {} {} {}", west, south, east, north);
}

const CubeDimension& dimension_named(const Cube& cube, const std::string& name) {
    for (const CubeDimension& dimension : cube.dimensions) {
        if (dimension.name == name) return dimension;
    }
    throw std::logic_error("no dimension " + name);
}

const CubeVariable& variable_named(const Cube& cube, const std::string& name) {
    for (const CubeVariable& variable : cube.variables) {
        if (variable.name == name) return variable;
    }
    throw std::logic_error("no variable " + name);
}

bool has_finding(const Interpretation& read, const std::string& about, const std::string& part) {
    return std::any_of(read.findings.begin(), read.findings.end(), [&](const Finding& finding) {
        return finding.about == about && finding.text.find(part) != std::string::npos;
    });
}

}  // namespace cairn::testing
