// Pages on which web servers list a folder: nginx, Apache, lighttpd, Caddy, Python's http.server and others that link
// to what is in it. No two agree on more than the links.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/storage/storage.hpp"

namespace cairn {

/// What the page at `url`, which ends with '/', lists: its links that lead to something directly below it, sorted by
/// name, each once. The size is known where the page has all digits of it ("1.2M" says nothing), the time to the minute
/// or the second, taken for UTC, which nginx and Apache need not write. Entries whose names are no keys are left out.
std::vector<FolderMember> members_of_index_page(std::string_view html, const std::string& url);

/// Whether a page is one by its title ("Index of /data", "Directory listing for /data/"): one that lists nothing is
/// then an empty folder.
bool is_titled_index_page(std::string_view html);

}  // namespace cairn
