// The values of `const` and `enum`.
#pragma once

#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "validator/compiled/name_table.hpp"

namespace cairn::validate::compiled {

/// Texts are found by their hash; what else there is, one after the other. Threads: const access from any number.
class ValueSet {
  public:
    /// `values` stay where they are.
    explicit ValueSet(const std::vector<const json::Value*>& values);

    bool holds(const json::Value& value) const;
    std::size_t others() const { return m_others.size(); }  ///< what holds() may have to compare

  private:
    NameTable m_texts;
    std::vector<const json::Value*> m_others;
};

}  // namespace cairn::validate::compiled
