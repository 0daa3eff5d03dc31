// Ids become names in the output tree by one fixed rule, and nothing can leave OUT.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

/// Letters, digits and . _ - + = , @ stay; every other byte becomes '_'. A name that was changed gets "-" and 15
/// hexadecimal digits of a hash of the id (XXH64), so that different ids have different names. So do names that are
/// empty, longer than 200 bytes, begin or end with '.', are a device of Windows ("con", "nul.json"), or already end
/// like a hash. 15: dates and times have 4, 6, 8, ... digits, and 60 bits keep a million ids apart. The rule knows
/// letters of both cases: on a disk that does not, ids that differ in nothing else share a name.
std::string path_name(std::string_view id);

}  // namespace cairn
