// A valid configuration, and what is said about one in which something was changed.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "builder/config/load.hpp"

namespace cairn {

inline const std::string k_valid_config = R"(catalog: {id: my-archive, title: My archive, description: All of it.}
archives:
  - name: cmip6
    root: /badc/cmip6
    href: https://data.example.org/badc/cmip6
    include: ["**/*.nc"]
    exclude: "**/files/**"
collections:
  - id: cmip6-{activity_id}
    match:
      archive: cmip6
      path: "data/CMIP6/**"
      attributes: {mip_era: CMIP6}
    facets:
      path: "data/CMIP6/{activity_id}/{source_id}/.../{version}/{filename}"
      regex: "_(?P<grid>g[a-z0-9]+)_"
      attributes: [frequency]
      constants: {project: CMIP6}
    item: "{source_id}.{frequency}"
    asset: "{filename}"
    asset_title: "{stem} {version|latest}"
    title: "CMIP6 {activity_id}"
    item_title: "{source_id}"
    description: "The {project} archive."
    license: CC-BY-4.0
    keywords: [climate]
    providers: [{name: CEDA, roles: [host], url: "https://ceda.example.org", description: Host.}]
    roles: [data]
    undated: {start: 1850-01-01, end: 2014-12-31T00:00:00Z}
    template: {sci:citation: "About {project}"}
publish: {links: absolute, root_href: "https://stac.example.org/", item_page_size: 10, partition_size: 20}
assets: {inline_max: 30, page_size: 40}
limits: {max_problems: 50, worker_seconds: 60, worker_memory_mib: 70, worker_files: 80, coordinate_mib: 90}
)";

/// The valid configuration with one text replaced by another; the text must be there.
inline std::string with(std::string_view found, std::string_view replacement) {
    std::string text = k_valid_config;
    const std::size_t at = text.find(found);
    if (at == std::string::npos) return "the text to replace is not in the configuration";
    return text.replace(at, found.size(), replacement);
}

/// The errors of a configuration, a line each, without the final newline; "none" when there are none.
inline std::string errors_of(std::string_view text, const std::string& path = "/etc/cairn/config.yaml") {
    const auto result = parse_config(text, path);
    const auto* errors = std::get_if<std::vector<ConfigError>>(&result);
    if (errors == nullptr) return "none";
    std::string lines = to_text(*errors);
    if (!lines.empty()) lines.pop_back();
    return lines;
}

}  // namespace cairn
