#include "builder/config/environment.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "base/json/pointer.hpp"
#include "base/suggest.hpp"
#include "builder/config/address.hpp"
#include "builder/config/browse.hpp"
#include "builder/config/clients.hpp"
#include "builder/config/defaults.hpp"
#include "builder/config/duration.hpp"
#include "builder/config/phrases.hpp"
#include "builder/config/yaml_scalar.hpp"

namespace cairn {

namespace {

std::uint32_t small(const json::Value& value) { return static_cast<std::uint32_t>(value.GetDouble()); }
std::uint64_t large(const json::Value& value) { return static_cast<std::uint64_t>(value.GetDouble()); }

/// The smallest configuration that has this one setting, for the schema to judge.
json::Value configuration_with(std::string_view pointer, const json::Value& value) {
    const std::vector<std::string> tokens = json::tokens(pointer);
    json::Value config = json::object();
    json::set(json::set(config, tokens.at(0), json::object()), tokens.at(1), json::clone(value));
    return config;
}

json::Value value_of(const std::string& text, const json::Value& schema) {
    if (json::member_text(schema, "type") == "string") return json::string(text);
    auto value = yaml_scalar(text, "?");
    if (auto* typed = std::get_if<json::Value>(&value)) return std::move(*typed);
    return json::string(text);
}

}  // namespace

const std::vector<EnvironmentSetting>& environment_settings() {
    using V = const json::Value&;
    static const std::vector<EnvironmentSetting> k_settings{
        {"CAIRN_PUBLISH_BROWSE", "/publish/browse", [](Config& c, V v) { c.publish.browse.show = browse_show_of(v); }},
        {"CAIRN_PUBLISH_LINKS", "/publish/links",
         [](Config& c, V v) {
             c.publish.links = json::view(v) == "absolute" ? LinkStyle::absolute : LinkStyle::relative;
         }},
        {"CAIRN_PUBLISH_ROOT_HREF", "/publish/root_href",
         [](Config& c, V v) { c.publish.root_href = without_final_slash(std::string(json::view(v))); }},
        {"CAIRN_PUBLISH_STORE_TYPES", "/publish/store_types",
         [](Config& c, V v) { c.publish.store_types = store_types_named(json::view(v)); }},
        {"CAIRN_PUBLISH_ITEM_PAGE_SIZE", "/publish/item_page_size",
         [](Config& c, V v) { c.publish.item_page_size = small(v); }},
        {"CAIRN_PUBLISH_PARTITION_SIZE", "/publish/partition_size",
         [](Config& c, V v) { c.publish.partition_size = small(v); }},
        {"CAIRN_PUBLISH_GRACE", "/publish/grace",
         [](Config& c, V v) { c.publish.grace_s = duration_s(json::view(v)); }},
        {"CAIRN_PUBLISH_KEEP_PREVIOUS", "/publish/keep_previous",
         [](Config& c, V v) { c.publish.keep_previous = small(v); }},
        {"CAIRN_PUBLISH_PARQUET", "/publish/parquet", [](Config& c, V v) { c.publish.parquet = v.IsTrue(); }},
        {"CAIRN_ASSETS_INLINE_MAX", "/assets/inline_max", [](Config& c, V v) { c.assets.inline_max = small(v); }},
        {"CAIRN_ASSETS_PAGE_SIZE", "/assets/page_size", [](Config& c, V v) { c.assets.page_size = small(v); }},
        {"CAIRN_ASSETS_OTHER_FILES", "/assets/other_files",
         [](Config& c, V v) {
             c.assets.other_files = json::view(v) == "assets" ? OtherFiles::assets : OtherFiles::count;
         }},
        {"CAIRN_ASSETS_CHECKSUMS", "/assets/checksums",
         [](Config& c, V v) { c.assets.checksums = checksums_named(json::view(v)); }},
        {"CAIRN_SCAN_REMOVED", "/scan/removed", [](Config& c, V v) { c.scan.removed = removed_named(json::view(v)); }},
        {"CAIRN_SCAN_KEEP_UNREADABLE", "/scan/keep_unreadable",
         [](Config& c, V v) { c.scan.keep_unreadable_s = duration_s(json::view(v)); }},
        {"CAIRN_SCAN_MIN_AGE", "/scan/min_age", [](Config& c, V v) { c.scan.min_age_s = duration_s(json::view(v)); }},
        {"CAIRN_REMOTE_REQUESTS", "/remote/requests", [](Config& c, V v) { c.remote.requests = small(v); }},
        {"CAIRN_REMOTE_REQUESTS_PER_SECOND", "/remote/requests_per_second",
         [](Config& c, V v) { c.remote.requests_per_second = v.GetDouble(); }},
        {"CAIRN_REMOTE_TIMEOUT_S", "/remote/timeout_s", [](Config& c, V v) { c.remote.timeout_s = small(v); }},
        {"CAIRN_REMOTE_MAX_REQUESTS", "/remote/max_requests",
         [](Config& c, V v) { c.remote.max_requests = large(v); }},
        {"CAIRN_REMOTE_MAX_MIB", "/remote/max_mib", [](Config& c, V v) { c.remote.max_bytes = large(v) << 20; }},
        {"CAIRN_REMOTE_WHOLE_FILE_MIB", "/remote/whole_file_mib",
         [](Config& c, V v) { c.remote.largest_whole = large(v) << 20; }},
        {"CAIRN_LIMITS_MAX_PROBLEMS", "/limits/max_problems", [](Config& c, V v) { c.limits.max_problems = large(v); }},
        {"CAIRN_LIMITS_MAX_REMOVED", "/limits/max_removed",
         [](Config& c, V v) { c.limits.max_removed_percent = v.GetDouble(); }},
        {"CAIRN_LIMITS_WORKER_SECONDS", "/limits/worker_seconds",
         [](Config& c, V v) { c.limits.worker_seconds = small(v); }},
        {"CAIRN_LIMITS_WORKER_MEMORY_MIB", "/limits/worker_memory_mib",
         [](Config& c, V v) { c.limits.worker_memory_bytes = large(v) << 20; }},
        {"CAIRN_LIMITS_WORKER_FILES", "/limits/worker_files", [](Config& c, V v) { c.limits.worker_files = small(v); }},
        {"CAIRN_LIMITS_COORDINATE_MIB", "/limits/coordinate_mib",
         [](Config& c, V v) { c.limits.coordinate_bytes = large(v) << 20; }},
    };
    return k_settings;
}

std::vector<ConfigError> apply_environment(Config& config, const EnvironmentLookup& lookup) {
    std::vector<ConfigError> errors;
    for (const EnvironmentSetting& setting : environment_settings()) {
        const std::string variable(setting.variable);
        const auto text = lookup(variable);
        if (!text || text->empty()) continue;
        const json::Value value = value_of(*text, *subschema_at(config_schema(), setting.pointer));
        const auto violations = phrase_violations(config_schema(), configuration_with(setting.pointer, value),
                                                  std::string(setting.pointer));
        for (const Violation& violation : violations) errors.push_back({variable, 0, 0, violation.message});
        if (violations.empty()) setting.set(config, value);
    }
    const std::string href_variable = "CAIRN_PUBLISH_ROOT_HREF";
    const auto href = lookup(href_variable);
    if (href && !href->empty()) {
        if (const auto complaint = complaint_about_address(*href, Address::catalog))
            errors.push_back({href_variable, 0, 0, "root_href: " + *complaint});
    }
    const bool has_links = lookup("CAIRN_PUBLISH_LINKS").has_value();
    if (has_links && config.publish.links == LinkStyle::absolute && config.publish.root_href.empty()) {
        errors.push_back({"CAIRN_PUBLISH_LINKS", 0, 0,
                          "links: absolute links need the URL at which the catalog will be served: set " +
                              href_variable + " or `publish.root_href`"});
    }
    return errors;
}

std::vector<ConfigError> unknown_settings(const std::vector<std::string>& names) {
    std::vector<std::string> known;
    for (const EnvironmentSetting& setting : environment_settings()) known.emplace_back(setting.variable);
    std::vector<ConfigError> errors;
    for (const std::string& name : names) {
        const bool is_setting = name.starts_with("CAIRN_PUBLISH_") || name.starts_with("CAIRN_ASSETS_") ||
                                name.starts_with("CAIRN_LIMITS_") || name.starts_with("CAIRN_POLICIES_") ||
                                name.starts_with("CAIRN_SCAN_") || name.starts_with("CAIRN_REMOTE_");
        if (!is_setting || std::find(known.begin(), known.end(), name) != known.end()) continue;
        const std::optional<std::string> near = nearest(name, known);
        errors.push_back(
            {name, 0, 0, "there is no such setting" + (near ? "; did you mean " + *near + "?" : std::string())});
    }
    return errors;
}

std::vector<std::string> process_variables() {
    std::vector<std::string> names;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        names.emplace_back(text.substr(0, text.find('=')));
    }
    std::sort(names.begin(), names.end());
    return names;
}

EnvironmentLookup process_environment() {
    return [](const std::string& variable) -> std::optional<std::string> {
        const char* value = std::getenv(variable.c_str());  // NOLINT(concurrency-mt-unsafe): see the header
        return value == nullptr ? std::nullopt : std::optional<std::string>(value);
    };
}

}  // namespace cairn
