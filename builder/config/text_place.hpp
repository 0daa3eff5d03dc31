// From a byte of a text to its place in the YAML or JSON that holds the text.
#pragma once

#include <cstddef>
#include <string_view>

#include "builder/config/yaml.hpp"

namespace cairn {

/// `scalar`: where a text stands in `document`, `offset`: of a byte in the text. Where the text is folded or in a
/// block, the place of the whole.
YamlPlace place_within(std::string_view document, YamlPlace scalar, std::size_t offset);

}  // namespace cairn
