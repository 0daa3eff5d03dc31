// Members of the JSON of a configuration, as values. One of the wrong kind is passed over: it is the schema's to
// report.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"

namespace cairn {

/// The member, or null.
const json::Value& member(const json::Value& object, std::string_view name);

/// The empty text where there is none.
std::string text(const json::Value& object, std::string_view name);

/// A text stands for a list of one.
std::vector<std::string> texts(const json::Value& object, std::string_view name);

/// Numbers and booleans as JSON writes them.
std::map<std::string, std::string> text_map(const json::Value& object, std::string_view name);

/// A number from 0 to 1e9, cut to a whole one; anything else leaves `number` as it is.
template <class Number>
void set_number(const json::Value& object, std::string_view name, Number& number, Number unit = 1) {
    const json::Value* value = json::find(object, name);
    if (value == nullptr || !value->IsNumber()) return;
    const double given = value->GetDouble();
    if (given >= 0 && given <= 1e9) number = static_cast<Number>(given) * unit;
}

/// As written, where set_number cuts to whole numbers.
void set_fraction(const json::Value& object, std::string_view name, double& number);

}  // namespace cairn
