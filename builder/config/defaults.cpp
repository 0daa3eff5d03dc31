#include "builder/config/defaults.hpp"

#include <boost/filesystem.hpp>

#include "base/text.hpp"
#include "builder/config/load.hpp"

namespace cairn {

namespace {

bool stays(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
}

}  // namespace

std::string name_of_folder(const std::string& path) {
    const std::string whole = absolute_path(path);
    const std::string name = to_utf8(std::string_view(whole).substr(whole.rfind('/') + 1));
    return name.empty() ? "archive" : name;
}

std::string slug(std::string_view text) {
    std::string result;
    bool gap = false;
    for (const char c : text) {
        if (!stays(c)) {
            gap = true;
            continue;
        }
        if (gap && !result.empty()) result += '-';
        gap = false;
        result += c;
    }
    const bool only_dots = result.find_first_not_of('.') == std::string::npos;
    return only_dots ? "archive" : result;
}

std::string absolute_path(const std::string& path, const std::string& base) {
    const boost::filesystem::path folder =
        base.empty() ? boost::filesystem::current_path() : boost::filesystem::path(base);
    std::string result = boost::filesystem::absolute(path, folder).lexically_normal().string();
    while (result.size() > 1 && (result.back() == '/' || (result.back() == '.' && result[result.size() - 2] == '/'))) {
        result.pop_back();
    }
    return result;
}

std::string without_final_slash(std::string href) {
    while (href.size() > 1 && href.back() == '/') href.pop_back();
    return href;
}

CollectionRule default_rule() { return {}; }

Config default_config(const std::string& archive_root, const std::string& href) {
    Config config;
    Archive archive;
    archive.root = absolute_path(archive_root);
    const std::string folder = name_of_folder(archive.root);
    archive.name = slug(folder);
    archive.href = without_final_slash(href);
    config.catalog_id = archive.name;
    config.catalog_title = folder;
    config.catalog_description = "The data files below the folder '" + folder +
                                 "'. Made without a configuration: Collections and Items follow the folders, extents "
                                 "come from the coordinates in the files.";
    config.archives.push_back(std::move(archive));
    config.collections.push_back(default_rule());
    return config;
}

}  // namespace cairn
