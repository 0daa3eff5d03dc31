#include "builder/group/url.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/percent.hpp"
#include "base/url.hpp"

namespace cairn {

namespace {

/// Length of "scheme://authority", which dots do not climb over.
std::size_t root_length(std::string_view url) {
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return 0;
    return std::min(url.find('/', scheme + 3), url.size());
}

std::string without_dots(std::string_view url) {
    const std::size_t root = root_length(url);
    const std::string_view path = url.substr(root);
    const bool is_absolute = path.starts_with('/');
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const std::string_view part = path.substr(begin, end - begin);
        if (part == "..") {
            if (!parts.empty()) parts.pop_back();
        } else if (!part.empty() && part != ".") {
            parts.push_back(part);
        }
        begin = end + 1;
    }
    std::string result(url.substr(0, root));
    for (const std::string_view part : parts) {
        if (!result.empty() || is_absolute) result += '/';
        result += part;
    }
    return result;
}

}  // namespace

std::string url_key(std::string_view url) {
    for (const std::string_view local : {"file://", "local://"})
        if (url.starts_with(local)) url.remove_prefix(local.size());
    return without_dots(percent_decode_leniently(url));
}

std::string resolved(std::string_view url, std::string_view base) {
    if (has_scheme(url) || url.starts_with('/')) return std::string(url);
    const std::size_t slash = base.rfind('/');
    std::string folder(slash == std::string_view::npos ? "" : base.substr(0, slash + 1));
    return without_dots(folder + std::string(url));
}

std::string uri_of(std::string_view url) {
    constexpr std::string_view k_never = " \"#<>\\^`{|}";  // RFC 3986 section 2; a '#' of a reference is part of a name
    std::string result;
    for (const char c : url) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte >= 0x7F || k_never.find(c) != std::string_view::npos) {
            append_percent_encoded(result, c);
        } else {
            result += c;
        }
    }
    return result;
}

std::string_view media_type_by_name(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 14> k_types{
        {{".nc", "application/netcdf"},
         {".nc4", "application/netcdf"},
         {".cdf", "application/netcdf"},
         {".h5", "application/x-hdf5"},
         {".hdf5", "application/x-hdf5"},
         {".he5", "application/x-hdf5"},
         {".hdf", "application/x-hdf"},
         {".grib", "application/wmo-GRIB2"},
         {".grib2", "application/wmo-GRIB2"},
         {".grb2", "application/wmo-GRIB2"},
         {".tif", "image/tiff; application=geotiff"},
         {".tiff", "image/tiff; application=geotiff"},
         {".fits", "application/fits"},
         {".zip", "application/zip"}}};
    for (const auto& [ending, type] : k_types) {
        if (name.ends_with(ending)) return type;
    }
    return "application/octet-stream";
}

}  // namespace cairn
