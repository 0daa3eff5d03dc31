// One rule of `collections`.
#pragma once

#include <string>

#include "base/json/value.hpp"
#include "builder/config/config.hpp"
#include "builder/config/template_reader.hpp"

namespace cairn {

/// `pointer`: of the rule. What is wrong with it goes where `templates` reports to.
CollectionRule read_rule(const json::Value& json, const std::string& pointer, TemplateReader& templates);

}  // namespace cairn
