#include "builder/discover/stac_catalog.hpp"

#include <boost/filesystem.hpp>

#include <fstream>
#include <string_view>

#include "base/percent.hpp"
#include "base/web_place.hpp"

namespace cairn {

namespace {

constexpr std::string_view k_root_document = "/catalog.json";

/// A pipe is not looked into: what comes through it comes once.
bool begins_as_object(const std::string& path) {
    boost::system::error_code error;
    if (!boost::filesystem::is_regular_file(path, error)) return false;
    std::ifstream file(path, std::ios::binary);
    char first = '\0';
    file >> first;
    return first == '{';
}

}  // namespace

std::optional<std::string> stac_catalog(const std::string& listing) {
    if (is_web(listing)) return listing.ends_with(".json") ? listing : listing + std::string(k_root_document);
    boost::system::error_code error;
    const bool is_folder = boost::filesystem::is_directory(listing, error);
    const std::string path = is_folder ? listing + std::string(k_root_document) : listing;
    if (!is_folder && !begins_as_object(path)) return std::nullopt;
    return "file://" + percent_encoded(path);
}

}  // namespace cairn
