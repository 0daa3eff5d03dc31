#include "validator/extension_prefixes.hpp"

#include <algorithm>
#include <array>

#include "validator/bundled.hpp"

namespace cairn::validate {

namespace {

struct Prefix {
    std::string_view prefix, extension;
};

/// Sorted by prefix. test_schemas.cpp compares it with the bundled schemas.
constexpr std::array<Prefix, 37> k_prefixes{{
    {"alternate", "alternate-assets"},
    {"altm", "altimetry"},
    {"auth", "authentication"},
    {"ceosard", "ceos-ard"},
    {"cf", "cf"},
    {"classification", "classification"},
    {"cmip6", "cmip6"},
    {"cmip7", "cmip7"},
    {"cordex-cmip6", "cordex-cmip6"},
    {"cube", "datacube"},
    {"eo", "eo"},
    {"file", "file"},
    {"grid", "grid"},
    {"href", "web-map-links"},
    {"label", "label"},
    {"mgrs", "mgrs"},
    {"mlm", "mlm"},
    {"osc", "osc"},
    {"pc", "pointcloud"},
    {"pmtiles", "web-map-links"},
    {"processing", "processing"},
    {"product", "product"},
    {"proj", "projection"},
    {"raster", "raster"},
    {"rd", "remote-data"},
    {"s1", "sentinel-1"},
    {"sar", "sar"},
    {"sat", "sat"},
    {"sci", "scientific"},
    {"storage", "storage"},
    {"table", "table"},
    {"view", "view"},
    {"vrt", "virtual-assets"},
    {"wms", "web-map-links"},
    {"wmts", "web-map-links"},
    {"xarray", "xarray-assets"},
    {"zarr", "zarr"},
}};

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// Whether the name stands in the address as a word: "file" does not stand in "profile".
bool names(std::string_view address, std::string_view extension) {
    for (std::size_t at = address.find(extension); at != std::string_view::npos; at = address.find(extension, at + 1)) {
        const std::size_t end = at + extension.size();
        const bool begins = at == 0 || !is_letter_or_digit(address[at - 1]);
        const bool ends = end == address.size() || !is_letter_or_digit(address[end]);
        if (begins && ends) return true;
    }
    return false;
}

}  // namespace

std::string_view extension_of_member(std::string_view name) {
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos) return {};
    const std::string_view prefix = name.substr(0, colon);
    const auto found = std::ranges::lower_bound(k_prefixes, prefix, {}, &Prefix::prefix);
    return found != k_prefixes.end() && found->prefix == prefix ? found->extension : std::string_view();
}

bool lists_extension(const json::Value* listed, std::string_view extension) {
    if (listed == nullptr || !listed->IsArray()) return false;
    return std::any_of(listed->Begin(), listed->End(), [&](const json::Value& address) {
        return address.IsString() && names(json::view(address), extension);
    });
}

bool is_about_links(std::string_view extension) {
    constexpr std::array<std::string_view, 5> k_extensions{"authentication", "file", "label", "storage",
                                                           "web-map-links"};
    return std::ranges::find(k_extensions, extension) != k_extensions.end();
}

bool is_completed_by_publication(std::string_view extension) {
    return extension == "cmip6" || extension == "cmip7" || extension == "cordex-cmip6";
}

std::string newest_schema_of(std::string_view extension, std::string_view member) {
    const std::string folder = "/" + std::string(extension) + "/";
    const std::string quoted = "\"" + std::string(member) + "\"";
    std::string newest;
    std::string newest_with_member;
    for (const BundledSchema& schema : bundled_schemas()) {
        std::string_view url = schema.url;
        if (url.ends_with('#')) url.remove_suffix(1);
        // Versions that are bundled have one digit a part; those with a '-' are on the way to a version.
        const bool is_final = url.find('-', url.rfind("/v")) == std::string_view::npos;
        if (url.find(folder) == std::string_view::npos || !is_final) continue;
        newest = std::max(newest, std::string(url));
        if (schema.text.find(quoted) != std::string_view::npos)
            newest_with_member = std::max(newest_with_member, std::string(url));
    }
    return newest_with_member.empty() ? newest : newest_with_member;
}

}  // namespace cairn::validate
