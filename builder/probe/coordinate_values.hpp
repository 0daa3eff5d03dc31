// How much of the coordinates' values a reader brings, and how characters become texts. One rule for all readers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "builder/model/dataset.hpp"
#include "builder/probe/reader.hpp"

namespace cairn {

/// What all attributes of a file may hold together; later ones have no values.
constexpr std::uint64_t k_attribute_bytes = 16ULL << 20;
/// All coordinates' values of a file together, as held: so many times ReadLimits::coordinate_bytes.
constexpr std::uint64_t k_value_budget_factor = 16;

std::uint64_t stored_bytes(Type type);  ///< of one value; of a string, of the pointer to it

/// Without what pads one row of a character array, or a text attribute.
enum class Padding { nul, nul_and_space };
std::string without_padding(std::string_view text, Padding padding);

/// The values of a character variable: one text a row of its last dimension.
std::vector<std::string> texts_of_rows(const Dataset& dataset, const Variable& variable, std::string_view characters);

/// Whether of a variable whose values are too many the ends are read (Variable::ends): numbers, one or two a row, as
/// coordinates and their bounds have them. One row is both ends.
bool has_ends_to_read(const Dataset& dataset, const Variable& variable);
std::uint64_t values_in_row(const Dataset& dataset, const Variable& variable);  ///< of the first dimension

/// What the values of one file's coordinates may still take. Ask and charge in the order of coordinates_to_read.
class ValueBudget {
  public:
    explicit ValueBudget(const ReadLimits& limits);

    /// Empty when the values of a coordinate should be read.
    std::string reason_not_to_read(const Dataset& dataset, const Variable& variable) const;

    /// Gives the variable its values, or the reason why there is no room for them.
    void keep(Variable& variable, Values values);

  private:
    std::string over_budget(std::uint64_t needed) const;

    std::uint64_t m_limit;
    std::uint64_t m_left;  ///< bytes of memory
};

}  // namespace cairn
