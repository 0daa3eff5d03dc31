// Which extension of STAC a member belongs to, by the prefix of its name.
#pragma once

#include <string>
#include <string_view>

#include "base/json/value.hpp"

namespace cairn::validate {

/// "projection" of "proj:code"; empty: the name has no prefix, or one that no bundled schema knows.
std::string_view extension_of_member(std::string_view name);

/// Whether the value of `stac_extensions` names the extension, in any version and at any address: of what a foreign
/// schema with its name says nothing is known. `listed`: nullptr, when there is no such member.
bool lists_extension(const json::Value* listed, std::string_view extension);

/// Whether the extension defines members of links, which say how to reach the target and not what it is.
bool is_about_links(std::string_view extension);

/// Whether the extension requires what only the publication of a project adds, such as identifiers of ESGF: Items that
/// are on their way there have its members and cannot list it yet.
bool is_completed_by_publication(std::string_view extension);

/// The address of the newest bundled schema of an extension that speaks of the member, since versions rename theirs;
/// else of the newest of all; empty: none is bundled.
std::string newest_schema_of(std::string_view extension, std::string_view member);

}  // namespace cairn::validate
