#include "builder/publish/file_kinds.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace cairn::publish {

namespace {

using Row = std::pair<std::string_view, std::string_view>;

constexpr std::array<Row, 14> k_types{{{".parquet", "application/vnd.apache.parquet"},
                                       {".html", "text/html; charset=utf-8"},
                                       {".css", "text/css; charset=utf-8"},
                                       {".js", "text/javascript; charset=utf-8"},
                                       {".txt", "text/plain; charset=utf-8"},
                                       {".xml", "application/xml"},
                                       {".svg", "image/svg+xml"},
                                       {".png", "image/png"},
                                       {".jpg", "image/jpeg"},
                                       {".webp", "image/webp"},
                                       {".ico", "image/vnd.microsoft.icon"},
                                       {".woff2", "font/woff2"},
                                       {".wasm", "application/wasm"},
                                       {".gz", "application/gzip"}}};

std::string_view without_packing(std::string_view path) {
    return path.ends_with(".gz") ? path.substr(0, path.size() - 3) : path;
}

std::string_view name_in(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view folder_in(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : name_in(path.substr(0, slash));
}

/// An Item, a page of Items or a page of assets (docs/layout.md): a Feature or a FeatureCollection.
bool is_geojson(std::string_view path) {
    const std::string_view name = name_in(path);
    const std::string_view folder = folder_in(path);
    if (folder == "assets") return !name.starts_with("pages");
    if (name == "items.json" || name.starts_with("items-")) return true;
    return path.find("/items/") != std::string_view::npos && name.size() == folder.size() + 5 &&
           name.starts_with(folder);
}

}  // namespace

const std::vector<FileKind>& file_kinds() {
    static const std::vector<FileKind> k_kinds{{"documents", "public, max-age=60", "JSON of the catalog"},
                                               {"tables", "public, max-age=300", "Parquet"},
                                               {"page", "public, max-age=3600", "the page in the browser and all else"},
                                               {"own", "no-cache", "what .cairn/ holds"}};
    return k_kinds;
}

const FileKind& kind_of(std::string_view packed) {
    const std::string_view path = without_packing(packed);
    const auto& kinds = file_kinds();
    if (path.starts_with(".cairn/")) return kinds[3];
    if (path.ends_with(".parquet")) return kinds[1];
    return path.ends_with(".json") ? kinds[0] : kinds[2];
}

std::string_view content_type_of(std::string_view path) {
    if (path.ends_with(".json")) return is_geojson(path) ? "application/geo+json" : "application/json";
    const auto row =
        std::find_if(k_types.begin(), k_types.end(), [path](const Row& r) { return path.ends_with(r.first); });
    if (row != k_types.end()) return row->second;
    return path.starts_with(".cairn/") ? "text/plain; charset=utf-8" : "application/octet-stream";
}

std::string cache_control_of(std::string_view path, const CacheRules& rules) {
    const FileKind& kind = kind_of(path);
    const auto rule = rules.find(kind.name);
    return rule == rules.end() ? std::string(kind.cache_control) : rule->second;
}

}  // namespace cairn::publish
