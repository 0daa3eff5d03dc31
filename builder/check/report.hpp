// The findings about a host, for people and for programs.
#pragma once

#include <string>

#include "builder/check/check.hpp"

namespace cairn::check {

/// A paragraph a rule: what was found where, who suffers, and the line to change.
std::string check_text(const CheckReport& report);

/// {"summary": {"url", "server", "requests", "errors", "warnings"}, "findings": [{"rule", "severity", "url", "message",
/// "reason", "remedies": {"nginx", ...}}]}.
std::string check_json(const CheckReport& report);

}  // namespace cairn::check
