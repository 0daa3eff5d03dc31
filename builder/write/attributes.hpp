// Who may do what with a folder: owner, group, mode, ACLs and the other extended attributes.
#pragma once

#include <string>

namespace cairn {

/// Gives the folder `to` all of these as `from` has them, also the lack of them. Throws std::system_error when one of
/// them cannot be given (the owner without privileges).
void copy_folder_attributes(const std::string& from, const std::string& to);

}  // namespace cairn
