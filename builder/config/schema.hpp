// The JSON Schema of the configuration, and what it says about one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"

namespace cairn {

namespace validate {
class CompiledSchema;
}

/// Something in a configuration that is not allowed.
struct Violation {
    std::string pointer;                               ///< JSON pointer of the value
    bool at_key = false;                               ///< the key is wrong, not its value
    std::string message;                               ///< what was found, what is allowed
    std::optional<std::size_t> offset = std::nullopt;  ///< byte within a text, where the fault lies there
};

/// config.schema.json, as it ships with the program.
std::string_view config_schema_text();
const json::Value& config_schema();

/// All violations of a schema in the words of phrases.hpp. `compiled` was made of `schema`.
std::vector<Violation> violations_of(const validate::CompiledSchema& compiled, const json::Value& schema,
                                     const json::Value& value);

/// All violations of the schema of the configuration. An unknown key comes with the nearest known one.
std::vector<Violation> check_schema(const json::Value& config);

}  // namespace cairn
