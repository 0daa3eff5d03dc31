#include "validator/compiled/value_set.hpp"

#include <algorithm>
#include <set>

#include "validator/canonical.hpp"

namespace cairn::validate::compiled {

ValueSet::ValueSet(const std::vector<const json::Value*>& values) {
    std::set<std::string_view> texts;
    for (const json::Value* value : values) {
        if (value->IsString()) {
            texts.insert(json::view(*value));
        } else {
            m_others.push_back(value);
        }
    }
    m_texts = NameTable(std::vector<std::string_view>(texts.begin(), texts.end()));
}

bool ValueSet::holds(const json::Value& value) const {
    if (value.IsString()) return m_texts.find(json::view(value)) != NameTable::k_unknown;
    return std::any_of(m_others.begin(), m_others.end(),
                       [&value](const json::Value* other) { return equal(*other, value); });
}

}  // namespace cairn::validate::compiled
