#include "builder/config/read.hpp"

#include <memory>
#include <utility>

#include "base/json/pointer.hpp"
#include "base/web_place.hpp"
#include "builder/config/defaults.hpp"
#include "builder/config/members.hpp"
#include "builder/config/read_rule.hpp"
#include "builder/config/read_settings.hpp"
#include "builder/config/template_reader.hpp"

namespace cairn {

namespace {

// STAC wants a description that is not empty.
constexpr std::string_view k_catalog_description =
    "Data files of an archive; extents come from the coordinates in them.";

void read_archives(const json::Value& archives, const std::string& folder, Config& config) {
    if (!archives.IsArray()) return;
    for (const json::Value& json : archives.GetArray()) {
        Archive archive;
        archive.root = absolute_root(text(json, "root"), folder);
        const std::string listing = text(json, "listing");
        if (!listing.empty()) archive.listing = absolute_root(listing, folder);
        take_catalog_as_listing(archive);
        archive.name = text(json, "name");
        if (archive.name.empty()) archive.name = name_of_folder(archive.root);
        archive.href = without_final_slash(text(json, "href"));
        if (archive.href.empty() && is_web(archive.root)) archive.href = archive.root;
        archive.include = texts(json, "include");
        archive.exclude = texts(json, "exclude");
        config.archives.push_back(std::move(archive));
    }
}

void read_records(const json::Value& records, const std::string& folder, Config& config) {
    if (!records.IsArray()) return;
    for (const json::Value& json : records.GetArray()) {
        RecordList list = record_list(absolute_path(text(json, "file"), folder), text(json, "href"));
        if (json::find(json, "name") != nullptr) list.name = text(json, "name");
        config.records.push_back(std::move(list));
    }
}

void read_catalog(const json::Value& json, TemplateReader& templates, Config& config) {
    config.catalog_id = text(json, "id");
    const bool has_data = !config.archives.empty() || !config.records.empty();
    if (config.catalog_id.empty() && has_data) config.catalog_id = slug(archive_name(config, 0));
    config.catalog_title = std::string(json::member_text(json, "title", config.catalog_id));
    config.catalog_description = std::string(json::member_text(json, "description", k_catalog_description));
    config.catalog_template = templates.read(member(json, "template"), "/catalog/template");
}

}  // namespace

ReadResult read_config(const json::Value& json, const std::string& folder) {
    ReadResult result;
    Config& config = result.config;
    TemplateReader templates(folder, result);
    config.tables = std::make_shared<const json::Value>(templates.read_tables(member(json, "tables")));
    config.retracted = std::make_shared<const std::set<std::string, std::less<>>>(
        templates.read_ids(texts(json, "retracted"), "/retracted"));
    read_archives(member(json, "archives"), folder, config);
    read_records(member(json, "records"), folder, config);
    read_catalog(member(json, "catalog"), templates, config);
    const json::Value& collections = member(json, "collections");
    if (collections.IsArray()) {
        std::size_t index = 0;
        for (const json::Value& rule : collections.GetArray())
            config.collections.push_back(read_rule(rule, json::child("/collections", index++), templates));
    } else {
        config.collections.push_back(default_rule());
    }
    read_settings(json, folder, config);
    return result;
}

}  // namespace cairn
