// The functions of templates: one row each, for the parser, the evaluation and the messages.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"

namespace cairn {

/// What a function gives for values; `reason` says why it gives nothing.
struct FunctionResult {
    std::optional<json::Value> value;
    std::string reason;
};

struct TemplateFunction {
    std::string_view name;
    std::size_t fewest = 1;  ///< arguments
    std::size_t most = 1;
    std::string_view usage;  ///< "split(x, ',')"
    /// Gets the values of all arguments; nullptr: `lookup` and `either`, which the evaluation knows.
    FunctionResult (*apply)(const std::vector<json::Value>& arguments) = nullptr;
};

/// In the order of the alphabet.
std::span<const TemplateFunction> template_functions();
const TemplateFunction* template_function(std::string_view name);

}  // namespace cairn
