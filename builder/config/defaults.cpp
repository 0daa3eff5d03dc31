#include "builder/config/defaults.hpp"

#include <boost/filesystem.hpp>

#include "base/percent.hpp"
#include "base/text.hpp"
#include "base/thredds_place.hpp"
#include "base/web_place.hpp"
#include "builder/config/load.hpp"

namespace cairn {

namespace {

bool stays(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
}

bool is_url(std::string_view text) { return text.find("://") != std::string_view::npos && has_scheme(text); }

}  // namespace

std::string name_of_folder(const std::string& path) {
    const std::string whole = is_url(path) ? percent_decode_leniently(absolute_root(path)) : absolute_path(path);
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

std::string absolute_root(const std::string& root, const std::string& base) {
    return is_url(root) ? without_final_slash(root) : absolute_path(root, base);
}

void take_catalog_as_listing(Archive& archive) {
    if (!archive.listing.empty()) return;
    if (const auto place = thredds_place(archive.root)) {
        archive.root = place->files;
        archive.listing = place->catalog;
    } else if (is_web(archive.root) &&
               (archive.root.ends_with("/catalog.json") || archive.root.ends_with("/collection.json"))) {
        archive.listing = archive.root;
        archive.root.resize(archive.root.rfind('/'));
    }
}

std::string without_final_slash(std::string href) {
    while (href.size() > 1 && href.back() == '/') href.pop_back();
    return href;
}

RecordList record_list(std::string file, const std::string& href) {
    std::string name = name_of_folder(file);
    const std::size_t dot = name.rfind('.');
    if (dot != std::string::npos && dot > 0) name.resize(dot);
    return {std::move(name), std::move(file), without_final_slash(href)};
}

CollectionRule default_rule() { return {}; }

namespace {

void add_archive(Config& config, const std::string& root, const std::string& href) {
    Archive archive;
    archive.root = absolute_root(root);
    take_catalog_as_listing(archive);
    const std::string folder = name_of_folder(archive.root);
    archive.name = slug(folder);
    archive.href = without_final_slash(href.empty() && is_web(archive.root) ? archive.root : href);
    config.catalog_title = folder;
    config.catalog_description = "The data files below the folder '" + folder +
                                 "'. Made without a configuration: Collections and Items follow the folders, extents "
                                 "come from the coordinates in the files.";
    config.archives.push_back(std::move(archive));
}

void add_records(Config& config, const std::string& file, const std::string& href) {
    RecordList list = record_list(absolute_path(file), href);
    if (config.archives.empty()) {
        config.catalog_title = list.name;
        config.catalog_description = "The data files of the inventory '" + list.name +
                                     "'. Made without a configuration: Collections and Items follow the folders, "
                                     "extents come from its records.";
    } else {
        config.catalog_description += " The records of the inventory '" + list.name + "' stand beside them.";
    }
    list.name = slug(list.name);
    if (!config.archives.empty() && list.name == config.archives.front().name) list.name += "-records";
    config.records.push_back(std::move(list));
}

}  // namespace

Config default_config(const std::string& archive_root, const std::string& href, const std::string& records) {
    Config config;
    if (!archive_root.empty()) add_archive(config, archive_root, href);
    if (!records.empty()) add_records(config, records, href);
    config.catalog_id = archive_name(config, 0);
    config.collections.push_back(default_rule());
    return config;
}

}  // namespace cairn
