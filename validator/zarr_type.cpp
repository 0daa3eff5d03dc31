#include "validator/zarr_type.hpp"

#include <algorithm>

#include "base/letters.hpp"

namespace cairn::validate {

namespace {

constexpr std::string_view k_blank = " \t\"";

}  // namespace

ZarrType zarr_type_of(std::string_view media_type) {
    ZarrType type;
    if (media_type.find("zarr") == std::string_view::npos && media_type.find("Zarr") == std::string_view::npos)
        return type;
    type.names_zarr = true;
    const std::size_t semicolon = std::min(media_type.find(';'), media_type.size());
    const std::string_view name = trimmed(media_type.substr(0, semicolon), k_blank);
    constexpr std::string_view k_name = "application/vnd.zarr";
    type.is_registered = name == k_name || name.starts_with(std::string(k_name) + "+");
    type.is_indirect = type.is_registered && name.size() > k_name.size();
    for (std::size_t at = semicolon; at < media_type.size();) {
        const std::size_t end = std::min(media_type.find(';', at + 1), media_type.size());
        const std::string_view parameter = media_type.substr(at + 1, end - at - 1);
        const std::size_t equals = parameter.find('=');
        if (equals != std::string_view::npos) {
            const std::string_view key = trimmed(parameter.substr(0, equals), k_blank);
            if (key == "version") type.version = trimmed(parameter.substr(equals + 1), k_blank);
            if (key == "profile") type.profile = trimmed(parameter.substr(equals + 1), k_blank);
        }
        at = end;
    }
    return type;
}

std::string_view store_of(std::string_view href) {
    const std::string_view path = href.substr(0, href.find_first_of("?#"));
    constexpr std::string_view k_ending = ".zarr";
    for (std::size_t at = path.find(k_ending); at != std::string_view::npos; at = path.find(k_ending, at + 1)) {
        const std::size_t end = at + k_ending.size();
        if (end == path.size() || path[end] == '/') return path.substr(0, end);
    }
    return {};
}

bool leads_into_store(std::string_view href) { return !store_of(href).empty(); }

bool lies_in(std::string_view href, std::string_view store) {
    while (store.size() > 1 && store.back() == '/') store.remove_suffix(1);
    return href.starts_with(store) && (href.size() == store.size() || href[store.size()] == '/');
}

}  // namespace cairn::validate
