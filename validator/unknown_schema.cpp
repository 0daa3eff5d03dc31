#include "validator/unknown_schema.hpp"

#include <algorithm>
#include <vector>

#include "validator/describe.hpp"
#include "validator/document.hpp"
#include "validator/schemas.hpp"
#include "validator/stac_versions.hpp"

namespace cairn::validate {

namespace {

constexpr std::string_view k_versions = "https://schemas.stacspec.org/v";

std::string why_no_version(std::string_view version) {
    const std::string found = "found STAC " + std::string(version);
    if (stac_version_of(version) == StacVersion::old)
        return found +
               ", an old version, which is not checked: migrate the document to 1.1.0 (pystac and stac-migrate do)";
    return found +
           ", newer than the versions known here (1.0.0, 1.1.0), and not checked: give its schemas with --schemas";
}

/// The name in an extension's URL, or what was written in place of one: "eo".
std::string name_of_extension(std::string_view url) {
    if (url.find('/') == std::string_view::npos) return std::string(url);
    return rule_of_schema(url).substr(std::string_view("schema/").size());
}

std::vector<std::string> known_by(const std::string& name) {
    std::vector<std::string> known;
    for (const std::string& url : SchemaStore::bundled()) {
        const bool is_extension = !url.starts_with(k_versions) && url.ends_with("/schema.json");
        if (is_extension && name_of_extension(url) == name) known.push_back(quoted(url));
    }
    return known;
}

}  // namespace

std::string why_not_checked(std::string_view url) {
    if (url.starts_with(k_versions)) {
        const std::string_view version = url.substr(k_versions.size());
        return why_no_version(version.substr(0, version.find('/')));
    }
    const std::vector<std::string> known = known_by(name_of_extension(url));
    const std::string what =
        "found the extension " + quoted(url) + ", for which no schema is known, so that it is not checked";
    if (!known.empty()) return what + "; known is " + list_of(known, "and", 6);
    return what + ": is the URL right? Then give its schema with --schemas";
}

}  // namespace cairn::validate
