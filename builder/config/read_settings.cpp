#include "builder/config/read_settings.hpp"

#include "builder/config/browse.hpp"
#include "builder/config/clients.hpp"
#include "builder/config/defaults.hpp"
#include "builder/config/duration.hpp"
#include "builder/config/members.hpp"
#include "builder/config/read_assets.hpp"

namespace cairn {

namespace {

Policies read_policies(const json::Value& json) {
    Policies policies;
    const std::string_view months = json::member_text(json, "month_units");
    if (months == "udunits") policies.month_units = MonthUnits::udunits;
    if (months == "refuse") policies.month_units = MonthUnits::refuse;
    const std::string_view mapping = json::member_text(json, "calendar_mapping");
    if (mapping == "year_fraction") policies.calendar_mapping = CalendarMapping::year_fraction;
    if (mapping == "refuse") policies.calendar_mapping = CalendarMapping::refuse;
    if (json::member_text(json, "early_dates") == "real") policies.early_dates = EarlyDates::real;
    if (json::member_text(json, "interval_end") == "edge") policies.interval_end = IntervalEnd::edge;
    if (json::find(json, "trust") != nullptr) {
        policies.trust.clear();
        for (const std::string& name : texts(json, "trust")) {
            policies.trust.push_back(name == "attributes"  ? Testimony::attributes
                                     : name == "file_name" ? Testimony::file_name
                                                           : Testimony::coordinates);
        }
    }
    set_fraction(json, "time_tolerance_days", policies.time_tolerance_days);
    set_fraction(json, "place_tolerance_deg", policies.place_tolerance_deg);
    set_fraction(json, "footprint_tolerance_deg", policies.footprint_tolerance_deg);
    if (json::member_text(json, "half_cells") == "regular") policies.half_cells = HalfCellPolicy::regular;
    return policies;
}

std::map<std::string, Bucket> read_buckets(const json::Value& json) {
    std::map<std::string, Bucket> buckets;
    if (!json.IsObject()) return buckets;
    for (const auto& named : json.GetObject()) {
        const json::Value& bucket = named.value;
        buckets[std::string(json::view(named.name))] = {
            text(bucket, "region"), without_final_slash(text(bucket, "endpoint")), member(bucket, "anonymous").IsTrue(),
            member(bucket, "requester_pays").IsTrue()};
    }
    return buckets;
}

Browse read_browse(const json::Value& json, const std::string& folder) {
    Browse browse;
    browse.show = browse_show_of(json.IsObject() ? member(json, "page") : json);
    browse.title = text(json, "title");
    browse.accent = text(member(json, "colours"), "accent");
    browse.accent_dark = text(member(json, "colours"), "accent_dark");
    if (const std::string logo = text(json, "logo"); !logo.empty()) browse.logo = absolute_path(logo, folder);
    browse.footer = text(json, "footer");
    browse.stac_browser = without_final_slash(text(json, "stac_browser"));
    return browse;
}

OfflineRules read_offline(const json::Value& json, const std::string& folder) {
    OfflineRules offline{text(json, "attribute"), text(json, "value"), member(json, "no_blocks").IsTrue(), {}};
    if (const std::string list = text(json, "list"); !list.empty()) offline.list = absolute_path(list, folder);
    return offline;
}

ScanRules read_scan(const json::Value& json, const std::string& folder) {
    ScanRules scan;
    scan.removed = removed_named(json::member_text(json, "removed"));
    if (const std::string keep = text(json, "keep_unreadable"); !keep.empty())
        scan.keep_unreadable_s = duration_s(keep);
    if (const std::string age = text(json, "min_age"); !age.empty()) scan.min_age_s = duration_s(age);
    scan.offline = read_offline(member(json, "offline_files"), folder);
    return scan;
}

Remote read_remote(const json::Value& json) {
    Remote remote;
    set_number(json, "requests", remote.requests);
    set_fraction(json, "requests_per_second", remote.requests_per_second);
    set_number(json, "timeout_s", remote.timeout_s);
    set_number(json, "max_requests", remote.max_requests);
    set_number<std::uint64_t>(json, "max_mib", remote.max_bytes, 1U << 20);
    set_number<std::uint64_t>(json, "whole_file_mib", remote.largest_whole, 1U << 20);
    for (const std::string& url : texts(json, "follow")) remote.follow.push_back(without_final_slash(url));
    return remote;
}

void read_publish(const json::Value& publish, const std::string& folder, Publish& result) {
    if (json::member_text(publish, "links") == "absolute") result.links = LinkStyle::absolute;
    result.store_types = store_types_named(json::member_text(publish, "store_types"));
    for (const std::string& name : texts(publish, "for")) result.clients.push_back(client_named(name));
    if (json::member_text(publish, "page_links") == "always") result.page_links = PageLinks::always;
    result.parquet = member(publish, "parquet").IsTrue();
    result.zep8 = member(publish, "zep8").IsTrue();
    result.root_href = without_final_slash(text(publish, "root_href"));
    set_number(publish, "item_page_size", result.item_page_size);
    set_number(publish, "partition_size", result.partition_size);
    set_number(publish, "keep_previous", result.keep_previous);
    result.browse = read_browse(member(publish, "browse"), folder);
    if (const std::string grace = text(publish, "grace"); !grace.empty()) result.grace_s = duration_s(grace);
}

}  // namespace

void read_settings(const json::Value& json, const std::string& folder, Config& config) {
    config.buckets = read_buckets(member(json, "buckets"));
    config.policies = read_policies(member(json, "policies"));
    read_publish(member(json, "publish"), folder, config.publish);
    read_assets(member(json, "assets"), folder, config);
    if (member(json, "authentication").IsObject()) config.authentication = json::clone(member(json, "authentication"));
    config.scan = read_scan(member(json, "scan"), folder);
    config.remote = read_remote(member(json, "remote"));
    const json::Value& limits = member(json, "limits");
    set_number(limits, "max_problems", config.limits.max_problems);
    set_fraction(limits, "max_removed", config.limits.max_removed_percent);
    set_number(limits, "worker_seconds", config.limits.worker_seconds);
    set_number<std::uint64_t>(limits, "worker_memory_mib", config.limits.worker_memory_bytes, 1U << 20);
    set_number(limits, "worker_files", config.limits.worker_files);
    set_number<std::uint64_t>(limits, "coordinate_mib", config.limits.coordinate_bytes, 1U << 20);
}

}  // namespace cairn
