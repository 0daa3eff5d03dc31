#include "base/thredds_place.hpp"

#include "base/url.hpp"

namespace cairn {

std::optional<ThreddsPlace> thredds_place(std::string_view url) {
    constexpr std::string_view k_xml = "/catalog.xml";
    constexpr std::string_view k_html = "/catalog.html";
    constexpr std::string_view k_catalogs = "/catalog";
    const std::string scheme = scheme_of(url);
    const bool is_catalog = url.ends_with(k_xml) || url.ends_with(k_html);
    if ((scheme != "http" && scheme != "https") || !is_catalog) return std::nullopt;
    const std::string folder(url.substr(0, url.rfind('/')));
    // "/thredds/catalog/a/b": what follows the first "catalog" is the same in the address of the files.
    const std::size_t path = folder.size() - split_url(folder).path.size();
    const std::size_t at = (folder + '/').find(std::string(k_catalogs) + '/', path);
    const bool is_top = at == std::string::npos;
    const std::string server = is_top ? folder : folder.substr(0, at);
    const std::string below = is_top ? std::string() : folder.substr(at + k_catalogs.size());
    return ThreddsPlace{server + "/fileServer" + below, folder + std::string(k_xml)};
}

}  // namespace cairn
