// The report as text for people and as JSON for programs.
#pragma once

#include <string>

#include "validator/finding.hpp"

namespace cairn::validate {

/// Findings grouped by rule and message: one heading, the number of documents, the first few places; then a summary
/// line.
std::string to_text(const Report& report);
/// {"summary": {...}, "findings": [...]}
std::string to_json(const Report& report);

}  // namespace cairn::validate
