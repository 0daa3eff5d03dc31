#include "builder/stac/extensions/esgf.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/url.hpp"
#include "builder/model/instant.hpp"
#include "builder/stac/extensions/alternate_assets.hpp"
#include "builder/stac/extensions/file.hpp"
#include "builder/stac/properties.hpp"

namespace cairn::extensions {

namespace {

enum class Form { text, list, number };
enum class Need { required, optional };

struct Field {
    std::string_view name;
    Need need = Need::required;
    Form form = Form::text;
};

struct Project {
    std::string_view prefix;
    std::string_view url;
    std::span<const Field> fields;
    bool needs_citation;  ///< a link with rel cite-as
    std::string_view id;  ///< RE2 for the id of an Item
    std::string_view collection;
};

constexpr std::array k_cmip6_fields{
    Field{"activity_id", Need::required, Form::list},
    Field{"conventions", Need::optional, Form::list},
    Field{"data_specs_version"},
    Field{"experiment", Need::optional},
    Field{"experiment_id"},
    Field{"forcing_index", Need::optional},
    Field{"frequency"},
    Field{"grid", Need::optional},
    Field{"grid_label"},
    Field{"initialization_index", Need::optional},
    Field{"institution", Need::optional},
    Field{"institution_id"},
    Field{"license", Need::optional},
    Field{"member_id"},
    Field{"nominal_resolution"},
    Field{"physics_index", Need::optional},
    Field{"pid"},
    Field{"product"},
    Field{"realization_index", Need::optional},
    Field{"realm", Need::required, Form::list},
    Field{"source", Need::optional},
    Field{"source_id"},
    Field{"source_type", Need::required, Form::list},
    Field{"sub_experiment", Need::optional},
    Field{"sub_experiment_id"},
    Field{"table_id"},
    Field{"variable_cf_standard_name"},
    Field{"variable_id"},
    Field{"variable_long_name"},
    Field{"variable_units"},
    Field{"variant_label"},
};

constexpr std::array k_cmip7_fields{
    Field{"activity_id"},
    Field{"area_label"},
    Field{"branch_time_in_child", Need::optional, Form::number},
    Field{"branch_time_in_parent", Need::optional, Form::number},
    Field{"Conventions", Need::optional, Form::list},
    Field{"data_specs_version"},
    Field{"drs_specs"},
    Field{"experiment", Need::optional},
    Field{"experiment_id"},
    Field{"forcing_index"},
    Field{"frequency"},
    Field{"grid_label"},
    Field{"horizontal_label"},
    Field{"initialization_index"},
    Field{"institution", Need::optional},
    Field{"institution_id"},
    Field{"license", Need::optional},
    Field{"license_id"},
    Field{"mip_era"},
    Field{"nominal_resolution"},
    Field{"parent_activity_id", Need::optional},
    Field{"parent_experiment_id", Need::optional},
    Field{"parent_mip_era", Need::optional},
    Field{"parent_source_id", Need::optional},
    Field{"parent_time_units", Need::optional},
    Field{"parent_variant_label", Need::optional},
    Field{"physics_index"},
    Field{"pid"},
    Field{"product"},
    Field{"realization_index"},
    Field{"realm", Need::required, Form::list},
    Field{"region"},
    Field{"source", Need::optional},
    Field{"source_id"},
    Field{"temporal_label"},
    Field{"variable_branded_name"},
    Field{"variable_branding_suffix"},
    Field{"variable_cf_standard_name"},
    Field{"variable_id"},
    Field{"variable_long_name"},
    Field{"variable_units"},
    Field{"variant_label"},
    Field{"vertical_label"},
};

constexpr Project k_cmip6{"cmip6:",
                          "https://esgf.github.io/stac-transaction-api/cmip6/v3.0.4/schema.json",
                          k_cmip6_fields,
                          true,
                          R"(CMIP6(\.[A-Za-z0-9-]+){8}\.v[0-9]{8})",
                          "CMIP6"};
constexpr Project k_cmip7{"cmip7:",
                          "https://esgf.github.io/stac-transaction-api/cmip7/v3.0.6/schema.json",
                          k_cmip7_fields,
                          false,
                          R"(MIP-DRS7\.CMIP7(\.[A-Za-z0-9-]+){10}\.v[0-9]{8})",
                          "CMIP7"};

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

void set_flag(json::Value& properties, std::string_view name) {
    json::Value* value = json::find(properties, name);
    if (value == nullptr || !value->IsString()) return;
    if (json::view(*value) == "true")
        *value = json::boolean(true);
    else if (json::view(*value) == "false")
        *value = json::boolean(false);
}

/// A file's creation_date may be anything: a date that is none is left out, and so named among what is missing.
void remove_no_dates(json::Value& properties) {
    for (const char* name : {"created", "updated"}) {
        const json::Value* date = json::find(properties, name);
        if (date != nullptr && (!date->IsString() || !parse_rfc3339(json::view(*date)))) json::remove(properties, name);
    }
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
    return missing;
}

}  // namespace

void add_esgf(json::Value& item, Esgf project_name, const Cube& cube, std::uint64_t size_bytes) {
    const Project& project = project_name == Esgf::cmip7 ? k_cmip7 : k_cmip6;
    json::Value& properties = *json::find(item, "properties");
    for (const Field& field : project.fields) rename(properties, field.name, project.prefix, field.form);
    remove_no_dates(properties);
    set_ends(properties);
    for (const char* flag : {"latest", "retracted"}) set_flag(properties, flag);
    if (json::find(properties, "size") == nullptr) json::set(properties, "size", json::Value(size_bytes));
    describe_variable(properties, project.prefix, cube);
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
