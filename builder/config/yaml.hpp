// YAML text as a JSON value, with the place of every value in the text.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "base/json/parse.hpp"
#include "base/json/value.hpp"

namespace cairn {

struct YamlError {
    std::size_t line = 0;  ///< from 1; 0: the text as a whole
    std::size_t column = 0;
    std::string message;
};

struct YamlPlace {
    std::size_t line = 0;  ///< from 1; 0: not known
    std::size_t column = 0;
};

struct YamlDocument {
    json::Value value;
    std::map<std::string, YamlPlace> values;  ///< by JSON pointer
    std::map<std::string, YamlPlace> keys;    ///< of members of mappings: where the key stands

    /// Where a value stands; of one that does not exist, its deepest existing ancestor.
    YamlPlace place_of(std::string_view pointer) const;
    /// Where the key of a member stands, else the value.
    YamlPlace place_of_key(std::string_view pointer) const;
};

struct YamlLimits {
    std::size_t bytes = 16U << 20;
    std::size_t nodes = 200'000;  ///< after aliases are replaced by what they stand for: ends alias bombs
    std::size_t depth = 64;
};

/// One YAML document (JSON is YAML), by the YAML 1.2 core schema: plain scalars are null, booleans, integers and
/// numbers where they look like it, quoted ones are always text. Anchors, aliases and merge keys ("<<") are replaced by
/// what they stand for. Repeated keys are an error, as are keys that are not scalars, custom tags, infinities and NaN.
std::variant<YamlDocument, YamlError> parse_yaml(std::string_view text, YamlLimits limits = {});

}  // namespace cairn
