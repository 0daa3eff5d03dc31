// What the schemas refuse whatever the files are; texts with placeholders are judged when they are filled in.
#pragma once

#include <string>

#include "base/json/value.hpp"
#include "builder/config/sample_document.hpp"
#include "builder/config/violations.hpp"

namespace cairn {

/// `pattern`: a template of that kind of document; no object: there is none.
void check_by_schema(const json::Value& pattern, DocumentKind kind, const std::string& pointer, Violations& violations);

/// `pattern`: CollectionRule::asset_template.
void check_assets_by_schema(const json::Value& pattern, const std::string& pointer, Violations& violations);

/// `schemes`: Config::authentication.
void check_authentication(const json::Value& schemes, Violations& violations);

}  // namespace cairn
