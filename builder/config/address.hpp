// URLs that an operator states: in a configuration, in the environment, on the command line. One check for all.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// What a URL is for, which says what it may be.
enum class Address {
    files,    ///< of an archive: paths of files follow. https://host/path, s3://bucket/prefix, file:///path or /path
    catalog,  ///< of OUT: paths of documents follow. The same, but a whole URL
    page      ///< for people: http or https, with a query and a fragment when it needs them
};

/// What is wrong with it, and what is allowed ("found '...', which has a query; allowed: ..."); nullopt: nothing.
/// Secrets of it are never shown.
std::optional<std::string> complaint_about_address(std::string_view url, Address address);

/// What is wrong with the root of an archive, where that is a URL: it must be https, http or s3, without credentials.
/// nullopt: nothing, or it is a path.
std::optional<std::string> complaint_about_root(std::string_view root);

/// Whether a document may link to it: it has no scheme, one under which data are published, or mailto, doi, urn, info.
/// javascript: and data: run in the browsers of others.
bool is_linkable(std::string_view url);

}  // namespace cairn
