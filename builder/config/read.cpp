#include "builder/config/read.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "base/json/parse.hpp"
#include "base/json/pointer.hpp"
#include "base/json/write.hpp"
#include "base/text.hpp"
#include "builder/config/browse.hpp"
#include "builder/config/clients.hpp"
#include "builder/config/defaults.hpp"
#include "builder/config/duration.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_largest_file_bytes = 16U << 20;
// STAC wants a description that is not empty.
constexpr std::string_view k_catalog_description =
    "Data files of an archive; extents come from the coordinates in them.";

std::string text(const json::Value& object, std::string_view name) {
    return std::string(json::member_text(object, name));
}

/// A text stands for a list of one.
std::vector<std::string> texts(const json::Value& object, std::string_view name) {
    std::vector<std::string> result;
    const json::Value* value = json::find(object, name);
    if (value != nullptr && value->IsString()) result.emplace_back(json::view(*value));
    if (value != nullptr && value->IsArray()) {
        for (const json::Value& element : value->GetArray()) result.emplace_back(json::text_or(element, ""));
    }
    return result;
}

/// Numbers and booleans as JSON writes them.
std::map<std::string, std::string> text_map(const json::Value& object, std::string_view name) {
    std::map<std::string, std::string> result;
    const json::Value* value = json::find(object, name);
    if (value == nullptr) return result;
    if (value->IsArray()) {
        for (const std::string& element : texts(object, name)) result.emplace(element, element);
    }
    if (value->IsObject()) {
        for (const auto& member : value->GetObject()) {
            result.emplace(json::view(member.name),
                           member.value.IsString() ? std::string(json::view(member.value)) : json::write(member.value));
        }
    }
    return result;
}

template <class Number>
void set_number(const json::Value& object, std::string_view name, Number& number, Number unit = 1) {
    const json::Value* value = json::find(object, name);
    if (value == nullptr || !value->IsNumber()) return;
    const double given = value->GetDouble();
    if (given >= 0 && given <= 1e9) number = static_cast<Number>(given) * unit;
}

/// As written, where set_number cuts to whole numbers.
void set_fraction(const json::Value& object, std::string_view name, double& number) {
    const json::Value* value = json::find(object, name);
    if (value != nullptr && value->IsNumber() && value->GetDouble() >= 0) number = value->GetDouble();
}

const json::Value& member(const json::Value& object, std::string_view name) {
    static const json::Value k_nothing;
    const json::Value* value = json::find(object, name);
    return value == nullptr ? k_nothing : *value;
}

class Descriptor {
  public:
    explicit Descriptor(int value) : m_value(value) {}
    ~Descriptor() {
        if (m_value >= 0) ::close(m_value);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return m_value; }

  private:
    int m_value;
};

std::runtime_error unreadable(const std::string& name, int error) {
    return std::runtime_error("the file " + name + " cannot be read: " + std::generic_category().message(error));
}

std::string kind_of(mode_t mode) {
    if (S_ISFIFO(mode)) return "pipe";
    return S_ISSOCK(mode) ? "socket" : "device";
}

class Reader {
  public:
    explicit Reader(std::string folder) : m_folder(std::move(folder)) {}

    ReadResult read(const json::Value& json) {
        Config& config = m_result.config;
        config.tables = std::make_shared<const json::Value>(read_tables(member(json, "tables")));
        read_archives(member(json, "archives"));
        read_records(member(json, "records"));
        read_catalog(member(json, "catalog"));
        const json::Value& collections = member(json, "collections");
        if (collections.IsArray()) {
            std::size_t index = 0;
            for (const json::Value& rule : collections.GetArray()) {
                config.collections.push_back(read_rule(rule, json::child("/collections", index++)));
            }
        } else {
            config.collections.push_back(default_rule());
        }
        read_settings(json);
        return std::move(m_result);
    }

  private:
    void read_archives(const json::Value& archives) {
        if (!archives.IsArray()) return;
        for (const json::Value& json : archives.GetArray()) {
            Archive archive;
            archive.root = absolute_path(text(json, "root"), m_folder);
            archive.name = text(json, "name");
            if (archive.name.empty()) archive.name = name_of_folder(archive.root);
            archive.href = without_final_slash(text(json, "href"));
            archive.include = texts(json, "include");
            archive.exclude = texts(json, "exclude");
            m_result.config.archives.push_back(std::move(archive));
        }
    }

    void read_records(const json::Value& records) {
        if (!records.IsArray()) return;
        for (const json::Value& json : records.GetArray()) {
            RecordList list = record_list(absolute_path(text(json, "file"), m_folder), text(json, "href"));
            if (json::find(json, "name") != nullptr) list.name = text(json, "name");
            m_result.config.records.push_back(std::move(list));
        }
    }

    void read_catalog(const json::Value& json) {
        Config& config = m_result.config;
        config.catalog_id = text(json, "id");
        const bool has_data = !config.archives.empty() || !config.records.empty();
        if (config.catalog_id.empty() && has_data) config.catalog_id = slug(archive_name(config, 0));
        config.catalog_title = std::string(json::member_text(json, "title", config.catalog_id));
        config.catalog_description = std::string(json::member_text(json, "description", k_catalog_description));
        config.catalog_template = read_template(member(json, "template"), "/catalog/template");
    }

    static Match read_match(const json::Value& json) {
        return {text(json, "archive"), texts(json, "path"), text_map(json, "attributes")};
    }

    static FacetRules read_facets(const json::Value& json) {
        FacetRules rules{text(json, "path"), text(json, "regex"), text_map(json, "attributes"),
                         text_map(json, "constants"), json::object()};
        const json::Value& constants = member(json, "constants");
        if (!constants.IsObject()) return rules;
        for (const auto& constant : constants.GetObject()) {
            if (!constant.value.IsString())
                json::set(rules.typed_constants, json::view(constant.name), json::clone(constant.value));
        }
        return rules;
    }

    static FromFiles read_from_files(const json::Value& rule) {
        if (json::find(rule, "from_files") == nullptr) return {};
        const std::vector<std::string> named = texts(rule, "from_files");
        const auto has = [&](const std::string& name) {
            return std::find(named.begin(), named.end(), name) != named.end();
        };
        return {.title = has("title"),
                .description = has("description"),
                .keywords = has("keywords"),
                .license = has("license"),
                .providers = has("providers"),
                .citation = has("citation"),
                .dates = has("dates"),
                .opening = has("opening")};
    }

    static std::vector<Provider> read_providers(const json::Value& json) {
        std::vector<Provider> result;
        if (!json.IsArray()) return result;
        for (const json::Value& provider : json.GetArray()) {
            result.push_back({text(provider, "name"), text(provider, "description"), texts(provider, "roles"),
                              text(provider, "url")});
        }
        return result;
    }

    CollectionRule read_rule(const json::Value& json, const std::string& pointer) {
        CollectionRule rule;
        rule.id = text(json, "id");
        rule.match = read_match(member(json, "match"));
        rule.facets = read_facets(member(json, "facets"));
        rule.item = text(json, "item");
        rule.asset = text(json, "asset");
        rule.title = text(json, "title");
        rule.item_title = text(json, "item_title");
        rule.asset_title = text(json, "asset_title");
        rule.description = text(json, "description");
        rule.license = text(json, "license");
        rule.keywords = texts(json, "keywords");
        rule.providers = read_providers(member(json, "providers"));
        if (json::find(json, "roles") != nullptr) rule.roles = texts(json, "roles");
        rule.time_from_name = text(json, "time_from_name");
        rule.undated = read_undated(member(json, "undated"), pointer + "/undated");
        if (json::find(json, "removed") != nullptr) rule.removed = removed_named(json::member_text(json, "removed"));
        rule.version = read_version(member(json, "version"));
        rule.stores.as_collection = json::member_text(member(json, "stores"), "as") == "collection";
        const json::Value& templates = member(member(json, "stores"), "link_templates");
        rule.stores.link_templates = templates.IsTrue();
        const std::string_view esgf = json::member_text(json, "esgf");
        rule.esgf = esgf == "cmip6" ? Esgf::cmip6 : esgf == "cmip7" ? Esgf::cmip7 : Esgf::none;
        rule.from_files = read_from_files(json);
        if (json::find(json, "properties") != nullptr) rule.properties = texts(json, "properties");
        rule.authentication = texts(json, "authentication");
        rule.collection_template = read_template(member(json, "template"), pointer + "/template");
        rule.item_template = read_template(member(json, "item_template"), pointer + "/item_template");
        rule.asset_template = read_template(member(json, "asset_template"), pointer + "/asset_template");
        rule.tables = m_result.config.tables;
        return rule;
    }

    static VersionRules read_version(const json::Value& json) {
        if (json.IsString()) return {std::string(json::view(json)), false};
        return {text(json, "facet"), member(json, "deprecate_older").IsTrue()};
    }

    void read_scan(const json::Value& json) {
        ScanRules& scan = m_result.config.scan;
        scan.removed = removed_named(json::member_text(json, "removed"));
        if (const std::string keep = text(json, "keep_unreadable"); !keep.empty())
            scan.keep_unreadable_s = duration_s(keep);
        if (const std::string age = text(json, "min_age"); !age.empty()) scan.min_age_s = duration_s(age);
        scan.offline = read_offline(member(json, "offline_files"));
    }

    OfflineRules read_offline(const json::Value& json) {
        OfflineRules offline{text(json, "attribute"), text(json, "value"), member(json, "no_blocks").IsTrue(), {}};
        if (const std::string list = text(json, "list"); !list.empty()) offline.list = absolute_path(list, m_folder);
        return offline;
    }

    std::optional<UtcInstant> read_instant(const json::Value& json, std::string_view name, const std::string& pointer) {
        const json::Value& value = member(json, name);
        if (!value.IsString()) return std::nullopt;
        const auto instant = parse_rfc3339(json::view(value));
        if (!instant) {
            violation(json::child(pointer, name),
                      std::string(name) + ": found '" + text(json, name) +
                          "', allowed: an instant of UTC as 1850-01-01 or 1850-01-01T00:00:00Z");
        }
        return instant;
    }

    Undated read_undated(const json::Value& json, const std::string& pointer) {
        const auto start = read_instant(json, "start", pointer);
        const auto end = read_instant(json, "end", pointer);
        if (!start || !end) return {};
        if (*end < *start) {
            violation(pointer,
                      "undated: the end, " + to_rfc3339(*end) + ", is before the start, " + to_rfc3339(*start));
            return {};
        }
        return {UtcInterval{*start, *end}};
    }

    json::Value read_tables(const json::Value& json) {
        json::Value tables = json::object();
        if (!json.IsObject()) return tables;
        for (const auto& table : json.GetObject()) {
            const std::string_view name = json::view(table.name);
            json::set(tables, name, read_template(table.value, json::child("/tables", name)));
        }
        return tables;
    }

    json::Value read_template(const json::Value& json, const std::string& pointer) {
        if (json.IsObject()) return json::clone(json);
        if (!json.IsString() || json.GetStringLength() == 0) return {};
        TemplateFile file{pointer, absolute_path(std::string(json::view(json)), m_folder), {}};
        try {
            file.text = read_text_file(file.path);
        } catch (const std::runtime_error& error) {
            violation(pointer, std::string("template: ") + error.what());
            return {};
        }
        auto parsed = json::parse(file.text, {64});
        if (const auto* error = std::get_if<json::ParseError>(&parsed)) {
            m_result.file_errors.push_back({to_utf8(file.path), error->position.line, error->position.column,
                                            "not valid JSON: " + error->message});
            return {};
        }
        json::Value value = std::move(std::get<json::Value>(parsed));
        if (!value.IsObject()) {
            m_result.file_errors.push_back({to_utf8(file.path), 1, 1,
                                            "found a JSON " + std::string(json::kind_name(value)) +
                                                ", expected an object: the STAC document to merge"});
            return {};
        }
        m_result.template_files.push_back(std::move(file));
        return value;
    }

    static Policies read_policies(const json::Value& json) {
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

    static std::map<std::string, Bucket> read_buckets(const json::Value& json) {
        std::map<std::string, Bucket> buckets;
        if (!json.IsObject()) return buckets;
        for (const auto& named : json.GetObject()) {
            const json::Value& bucket = named.value;
            buckets[std::string(json::view(named.name))] = {
                text(bucket, "region"), without_final_slash(text(bucket, "endpoint")),
                member(bucket, "anonymous").IsTrue(), member(bucket, "requester_pays").IsTrue()};
        }
        return buckets;
    }

    Browse read_browse(const json::Value& json) const {
        Browse browse;
        browse.show = browse_show_of(json.IsObject() ? member(json, "page") : json);
        browse.title = text(json, "title");
        browse.accent = text(member(json, "colours"), "accent");
        browse.accent_dark = text(member(json, "colours"), "accent_dark");
        if (const std::string logo = text(json, "logo"); !logo.empty()) browse.logo = absolute_path(logo, m_folder);
        browse.footer = text(json, "footer");
        browse.stac_browser = without_final_slash(text(json, "stac_browser"));
        return browse;
    }

    void read_settings(const json::Value& json) {
        Config& config = m_result.config;
        config.buckets = read_buckets(member(json, "buckets"));
        config.policies = read_policies(member(json, "policies"));
        const json::Value& publish = member(json, "publish");
        if (json::member_text(publish, "links") == "absolute") config.publish.links = LinkStyle::absolute;
        config.publish.store_types = store_types_named(json::member_text(publish, "store_types"));
        for (const std::string& name : texts(publish, "for")) config.publish.clients.push_back(client_named(name));
        if (json::member_text(publish, "page_links") == "always") config.publish.page_links = PageLinks::always;
        config.publish.parquet = member(publish, "parquet").IsTrue();
        config.publish.zep8 = member(publish, "zep8").IsTrue();
        config.publish.root_href = without_final_slash(text(publish, "root_href"));
        set_number(publish, "item_page_size", config.publish.item_page_size);
        set_number(publish, "partition_size", config.publish.partition_size);
        set_number(publish, "keep_previous", config.publish.keep_previous);
        config.publish.browse = read_browse(member(publish, "browse"));
        if (const std::string grace = text(publish, "grace"); !grace.empty())
            config.publish.grace_s = duration_s(grace);
        const json::Value& assets = member(json, "assets");
        set_number(assets, "inline_max", config.assets.inline_max);
        set_number(assets, "page_size", config.assets.page_size);
        if (json::member_text(assets, "other_files") == "assets") config.assets.other_files = OtherFiles::assets;
        config.assets.modified = member(assets, "modified").IsTrue();
        if (member(json, "authentication").IsObject())
            config.authentication = json::clone(member(json, "authentication"));
        read_scan(member(json, "scan"));
        const json::Value& limits = member(json, "limits");
        set_number(limits, "max_problems", config.limits.max_problems);
        set_fraction(limits, "max_removed", config.limits.max_removed_percent);
        set_number(limits, "worker_seconds", config.limits.worker_seconds);
        set_number<std::uint64_t>(limits, "worker_memory_mib", config.limits.worker_memory_bytes, 1U << 20);
        set_number(limits, "worker_files", config.limits.worker_files);
        set_number<std::uint64_t>(limits, "coordinate_mib", config.limits.coordinate_bytes, 1U << 20);
    }

    void violation(std::string pointer, std::string message) {
        m_result.violations.push_back({std::move(pointer), false, std::move(message)});
    }

    std::string m_folder;
    ReadResult m_result;
};

}  // namespace

std::string read_text_file(const std::string& path) {
    const std::string name = "'" + to_utf8(path) + "'";
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    const int error = errno;
    if (file.get() < 0 && (error == ENOENT || error == ENOTDIR))
        throw std::runtime_error("the file " + name + " does not exist");
    if (file.get() < 0) throw unreadable(name, error);
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) throw unreadable(name, errno);
    if (S_ISDIR(status.st_mode)) throw std::runtime_error(name + " is a folder, expected a file");
    // Paths in a configuration start from its folder, which a pipe does not have; and nobody may write to it.
    if (!S_ISREG(status.st_mode))
        throw std::runtime_error(name + " is a " + kind_of(status.st_mode) +
                                 ", expected a regular file: write the text to a file and name that");
    std::string text(k_largest_file_bytes + 1, '\0');
    std::size_t size = 0;
    while (size < text.size()) {
        const ssize_t got = ::read(file.get(), text.data() + size, text.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw unreadable(name, errno);
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    if (size > k_largest_file_bytes) throw std::runtime_error("the file " + name + " is larger than 16 MiB");
    text.resize(size);
    return text;
}

ReadResult read_config(const json::Value& json, const std::string& folder) { return Reader(folder).read(json); }

}  // namespace cairn
