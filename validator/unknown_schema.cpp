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

/// "v1.0.0" of ".../eo/v1.0.0/schema.json".
std::string version_in(std::string_view url) {
    url = url.substr(0, url.rfind('/'));
    return std::string(url.substr(url.rfind('/') + 1));
}

std::vector<std::string> known_by(const std::string& name) {
    std::vector<std::string> known;
    for (std::string& url : SchemaStore::bundled()) {
        const bool is_extension = !url.starts_with(k_versions) && url.ends_with("/schema.json");
        if (is_extension && name_of_extension(url) == name) known.push_back(std::move(url));
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
        "found the extension " + in_quotes(url) + ", for which no schema is known, so that it is not checked";
    if (known.empty()) return what + ": is the URL right? Then give its schema with --schemas";
    if (url.find('/') == std::string_view::npos) return what + ": write its URL, such as " + in_quotes(known.back());
    std::vector<std::string> versions;
    for (const std::string& one : known) versions.push_back(version_in(one));
    return what + "; known are its versions " + list_of(versions, "and", 6);
}

}  // namespace cairn::validate
