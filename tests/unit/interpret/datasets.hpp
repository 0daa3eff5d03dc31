// Small datasets for the tests of interpret, built in code: one valid one, and the means to change one thing.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "builder/interpret/interpret.hpp"
#include "builder/model/dataset.hpp"

namespace cairn::testing {

Attribute text(std::string name, std::string value);
Attribute number(std::string name, double value, Type type = Type::float64);

using Doubles = std::vector<double>;
using Integers = std::vector<std::int64_t>;
using Texts = std::vector<std::string>;

/// A dataset under construction. Groups are numbered in the order in which they are added; the root is 0.
class DatasetBuilder {
  public:
    DatasetBuilder();

    DatasetBuilder& group(const std::string& path, std::uint32_t parent);
    DatasetBuilder& dimension(const std::string& name, std::uint64_t size, std::uint32_t group = 0);
    /// `dimensions`: names, looked up from the group outwards.
    DatasetBuilder& variable(const std::string& name, const std::vector<std::string>& dimensions,
                             std::vector<Attribute> attributes, Values values = {}, Type type = Type::float64,
                             std::uint32_t group = 0);
    DatasetBuilder& global(Attribute attribute);

    DatasetBuilder& set(const std::string& variable, Attribute attribute);  ///< adds or replaces
    DatasetBuilder& drop(const std::string& variable, const std::string& attribute);
    DatasetBuilder& values(const std::string& variable, Values values);  ///< and the size of its only dimension
    DatasetBuilder& remove(const std::string& variable);

    const Dataset& dataset() const { return m_dataset; }
    Interpretation read() const { return interpret(m_dataset); }

  private:
    Variable& find(const std::string& name);

    Dataset m_dataset;
};

/// Monthly means on a global 10 degree grid with bounds: tas(time, lat, lon), January and February 2001 in calendar
/// standard.
DatasetBuilder monthly_means();

/// From `first` on, `count` values `step` apart.
Doubles axis(double first, double step, std::size_t count);
/// Bounds half a step around each value.
Doubles bounds_around(const Doubles& values, double half_width);

std::string interval_text(const TimeCoverage& time);  ///< "start/end" or the empty text
std::string box_text(const Footprint& footprint);     ///< "west south east north" or the empty text

const CubeDimension& dimension_named(const Cube& cube, const std::string& name);
const CubeVariable& variable_named(const Cube& cube, const std::string& name);
bool has_finding(const Interpretation& read, const std::string& about, const std::string& part);

}  // namespace cairn::testing
