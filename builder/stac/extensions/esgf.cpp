#include "builder/stac/extensions/esgf.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/url.hpp"
#include "builder/model/instant.hpp"
#include "builder/stac/extensions/alternate_assets.hpp"
#include "builder/stac/extensions/esgf_projects.hpp"
#include "builder/stac/extensions/file.hpp"
#include "builder/stac/properties.hpp"

namespace cairn::extensions {

namespace {

using esgf::Field;
using esgf::Form;
using esgf::Need;
using esgf::Project;

/// Members that every Item needs beside those with the prefix.
constexpr std::array<std::string_view, 7> k_common{"created", "end_datetime",   "latest", "retracted",
                                                   "size",    "start_datetime", "updated"};

json::Value words_of(std::string_view text) {
    json::Value words = json::array();
    for (std::size_t begin = text.find_first_not_of(' '); begin < text.size();) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        json::push(words, json::string(text.substr(begin, end - begin)));
        begin = text.find_first_not_of(' ', end);
    }
    return words;
}

/// A facet is a text: this is the value that the extension wants of it. What a template wrote stays as it is.
json::Value formed(json::Value value, Form form) {
    if (!value.IsString()) return value;
    if (form == Form::list) return words_of(json::view(value));
    if (form == Form::number) {
        const std::string text(json::view(value));
        char* end = nullptr;
        const double number = std::strtod(text.c_str(), &end);
        if (end != text.c_str() && *end == 0) return plain_number(number);
    }
    return value;
}

void rename(json::Value& object, std::string_view name, std::string_view prefix, Form form) {
    json::Value* value = json::find(object, name);
    if (value == nullptr) return;
    json::Value taken = formed(std::move(*value), form);
    json::remove(object, name);
    json::set(object, std::string(prefix).append(name), std::move(taken));
}

/// A template may give any text: a date that is none is left out, and so named among what is missing.
void remove_no_dates(json::Value& properties) {
    for (const char* name : {"created", "updated"}) {
        const json::Value* date = json::find(properties, name);
        if (date != nullptr && (!date->IsString() || !parse_rfc3339(json::view(*date)))) json::remove(properties, name);
    }
}

/// Facets of files are texts.
void set_flag(json::Value& properties, std::string_view name) {
    json::Value* value = json::find(properties, name);
    if (value == nullptr || !value->IsString()) return;
    if (json::view(*value) == "true")
        *value = json::boolean(true);
    else if (json::view(*value) == "false")
        *value = json::boolean(false);
}

void set_where_absent(json::Value& object, const char* name, json::Value value) {
    if (json::find(object, name) == nullptr) json::set(object, name, std::move(value));
}

void add_known(json::Value& properties, const EsgfItem& known) {
    set_where_absent(properties, "size", json::Value(known.size_bytes));
    set_where_absent(properties, "latest", json::boolean(known.is_latest));
    set_where_absent(properties, "retracted", json::boolean(false));  // nothing says it
    if (known.created) set_where_absent(properties, "created", json::string(to_rfc3339(*known.created)));
    if (known.updated) set_where_absent(properties, "updated", json::string(to_rfc3339(*known.updated)));
}

void describe_variable(json::Value& properties, std::string_view prefix, const Cube& cube) {
    const std::string name(json::member_text(properties, std::string(prefix) + "variable_id"));
    const auto variable = std::find_if(cube.variables.begin(), cube.variables.end(),
                                       [&](const CubeVariable& one) { return one.name == name; });
    if (variable == cube.variables.end()) return;
    for (const auto& [member, text] :
         {std::pair<const char*, const std::string&>{"variable_cf_standard_name", variable->standard_name},
          {"variable_long_name", variable->description},
          {"variable_units", variable->unit}}) {
        const std::string whole = std::string(prefix) + member;
        if (!text.empty() && json::find(properties, whole) == nullptr) json::set(properties, whole, text);
    }
}

void complete_assets(json::Value& item, const json::Value& properties, std::string_view prefix) {
    json::Value* assets = json::find(item, "assets");
    if (assets == nullptr || !assets->IsObject()) return;
    for (auto& member : assets->GetObject()) {
        json::Value& asset = member.value;
        rename(asset, "tracking_id", prefix, Form::text);
        const std::string scheme = scheme_of(json::member_text(asset, "href"));
        if (!scheme.empty() && json::find(asset, "protocol") == nullptr) json::set(asset, "protocol", scheme);
        const json::Value* created = json::find(properties, "created");
        if (created != nullptr && json::find(asset, "created") == nullptr)
            json::set(asset, "created", json::clone(*created));
    }
}

bool has_citation(const json::Value& item) {
    const json::Value* links = json::find(item, "links");
    return links != nullptr && links->IsArray() &&
           std::any_of(links->Begin(), links->End(),
                       [](const json::Value& link) { return json::member_text(link, "rel") == "cite-as"; });
}

bool have_protocols(const json::Value& item) {
    constexpr std::array<std::string_view, 10> k_protocols{"http",         "https",   "globus", "gridftp", "kerchunk",
                                                           "netcdfsubset", "opendap", "wms",    "wps",     "s3"};
    const json::Value* assets = json::find(item, "assets");
    if (assets == nullptr || !assets->IsObject()) return true;
    return std::all_of(assets->MemberBegin(), assets->MemberEnd(), [&](const auto& asset) {
        const std::string_view protocol = json::member_text(asset.value, "protocol");
        return std::find(k_protocols.begin(), k_protocols.end(), protocol) != k_protocols.end();
    });
}

/// The extension is made for an API, whose links are absolute.
bool are_links_absolute(const json::Value& item) {
    const json::Value* links = json::find(item, "links");
    if (links == nullptr || !links->IsArray()) return true;
    return std::all_of(links->Begin(), links->End(),
                       [](const json::Value& link) { return !scheme_of(json::member_text(link, "href")).empty(); });
}

/// An instant is an interval, too, for those who search intervals alone.
void set_ends(json::Value& properties) {
    const json::Value* instant = json::find(properties, "datetime");
    if (instant == nullptr || !instant->IsString()) return;
    const std::string text(json::view(*instant));
    for (const char* end : {"start_datetime", "end_datetime"})
        if (json::find(properties, end) == nullptr) json::set(properties, end, text);
}

/// Judges the assets in the document: those in an asset list are judged where they stand.
bool have_checksums(const json::Value& item) {
    const json::Value* assets = json::find(item, "assets");
    if (assets == nullptr || !assets->IsObject()) return true;
    return std::all_of(assets->MemberBegin(), assets->MemberEnd(), [](const auto& asset) {
        if (json::member_text(asset.value, "type") != "application/netcdf") return true;
        return json::find(asset.value, "file:size") != nullptr && json::find(asset.value, "file:checksum") != nullptr &&
               json::find(asset.value, "file:local_path") != nullptr;
    });
}

bool have_tracking_ids(const json::Value& item, const Project& project) {
    const json::Value* assets = json::find(item, "assets");
    const std::string name = std::string(project.prefix).append("tracking_id");
    return assets == nullptr || !assets->IsObject() ||
           std::all_of(assets->MemberBegin(), assets->MemberEnd(),
                       [&](const auto& asset) { return json::find(asset.value, name) != nullptr; });
}

std::vector<std::string> missing_members(const json::Value& item, const json::Value& properties,
                                         const Project& project) {
    std::vector<std::string> missing;
    for (const std::string_view name : k_common) {
        if (json::find(properties, name) == nullptr) missing.emplace_back(name);
    }
    for (const Field& field : project.fields) {
        std::string name = std::string(project.prefix).append(field.name);
        if (field.need == Need::required && json::find(properties, name) == nullptr) missing.push_back(std::move(name));
    }
    if (project.needs_citation && !has_citation(item)) missing.emplace_back("a link cite-as");
    const std::string id(json::member_text(item, "id"));
    if (!RE2::FullMatch(id, RE2(re2::StringPiece(project.id.data(), project.id.size()))))
        missing.push_back(fmt::format("an id as '{}'", project.id));
    if (json::member_text(item, "collection") != project.collection)
        missing.push_back(fmt::format("a Collection '{}'", project.collection));
    if (!are_links_absolute(item)) missing.emplace_back("absolute links (publish.links: absolute, publish.root_href)");
    if (!have_protocols(item)) missing.emplace_back("assets at URLs (archives[].href)");
    if (project.needs_checksums && !have_checksums(item))
        missing.emplace_back("file:checksum and file:local_path of assets");
    if (project.needs_tracking_ids && !have_tracking_ids(item, project))
        missing.push_back(fmt::format("{}tracking_id of assets", project.prefix));
    return missing;
}

}  // namespace

void add_esgf(json::Value& item, Esgf project_name, const EsgfItem& known) {
    const Project& project = esgf::project_of(project_name);
    json::Value& properties = *json::find(item, "properties");
    for (const Field& field : project.fields) rename(properties, field.name, project.prefix, field.form);
    remove_no_dates(properties);
    set_ends(properties);
    for (const char* flag : {"latest", "retracted"}) set_flag(properties, flag);
    add_known(properties, known);
    describe_variable(properties, project.prefix, known.cube);
    complete_assets(item, properties, project.prefix);
    const std::vector<std::string> missing = missing_members(item, properties, project);
    if (!missing.empty()) {
        add_note(properties,
                 fmt::format("{}: not listed, since the extension requires {}",
                             project.prefix.substr(0, project.prefix.size() - 1), fmt::join(missing, ", ")));
        return;
    }
    json::Value& listed = *json::find(item, "stac_extensions");
    for (const std::string_view url : {k_file, k_alternate_assets, project.url}) {
        const bool is_listed = std::any_of(listed.Begin(), listed.End(), [&](const json::Value& one) {
            return one.IsString() && json::view(one) == url;
        });
        if (!is_listed) json::push(listed, json::string(url));
    }
}

}  // namespace cairn::extensions
