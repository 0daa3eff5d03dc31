// Ids become names in the output tree by one fixed rule, and nothing can leave OUT.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Letters, digits and . _ - + = , @ stay; every other byte becomes '_'. A name that was changed gets "-" and 15
/// hexadecimal digits of a hash of the id (XXH64), so that different ids have different names. So do names that are
/// empty, longer than 200 bytes, begin or end with '.', are a device of Windows ("con", "nul.json"), or already end
/// like a hash. 15: dates and times have 4, 6, 8, ... digits, and 60 bits keep a million ids apart.
std::string path_name(std::string_view id);

/// The same for an id whose siblings are not known: with the hash also where the id has large letters. So no sibling
/// can have a name that differs in nothing but the case of letters, and no sibling can change it.
std::string lone_path_name(std::string_view id);

/// The names of ids that share a folder, in their order; the ids are different. Each is its path_name, but where names
/// differ in nothing but the case of letters, which is one name on other disks: of those, the one in small letters
/// stays, and the others get the hash. So a name depends on its neighbours only where it must. Hashes that are the same
/// after all are made again with another seed: no two names are the same in small letters.
std::vector<std::string> path_names(const std::vector<std::string>& ids);

}  // namespace cairn
