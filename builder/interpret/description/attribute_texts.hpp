// Attributes by any of the names that files give them.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "builder/model/dataset.hpp"

namespace cairn {

/// The attributes of one group that are texts, by name in small letters: files write `Title` and `TITLE`, too. One that
/// is written in small letters goes before the others. `attributes` must outlive it.
class AttributeTexts {
  public:
    explicit AttributeTexts(const std::vector<Attribute>& attributes);

    /// The text of the first of the names that says something (wording/prose.hpp), as written; the elements of a list
    /// are joined by ", ". Empty: none does.
    std::string first(std::initializer_list<std::string_view> names) const;
    std::string one(std::string_view name) const { return first({name}); }

  private:
    std::unordered_map<std::string, const std::vector<std::string>*> m_texts;
};

}  // namespace cairn
