// The table of rules as text for people and as JSON for programs: `cairn rules`, docs/rules.md, tools that show
// findings.
#pragma once

#include <string>

namespace cairn::validate {

/// Each rule with its severity and title on a line, its reason and specification below it.
std::string rules_as_text();

/// [{"id", "severity", "scope", "title", "reason", "specification"}]; the scope says what the rule looks at:
/// "document", "tree", or "reading" for what shows while documents are found and read.
std::string rules_as_json();

}  // namespace cairn::validate
