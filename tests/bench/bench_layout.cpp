// How many documents an edit of an archive changes: an Item of 133,000 assets, a Collection of 100,000 Items, a tree of
// 20,000 Collections. Entries are made up, documents are made by write_tree and kept as digests.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <stdexcept>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "builder/group/assemble.hpp"
#include "builder/parallel_for.hpp"
#include "builder/stac/pager.hpp"
#include "builder/tree.hpp"

using namespace cairn;

namespace {

constexpr std::int64_t k_hour = 3'600'000'000;

enum class Shape { assets, items, collections };

/// One file: an hour of a series. Ids say the time, as those of most archives do.
struct File {
    std::int64_t hour = 0;
    unsigned version = 0;
    bool operator<(const File& other) const { return std::tie(hour, version) < std::tie(other.hour, other.version); }
};

struct Shared {
    std::shared_ptr<const Cube> cube;
    std::shared_ptr<const Facets> facets;
};

Shared shared_parts() {
    auto cube = std::make_shared<Cube>();
    CubeDimension time;
    time.name = "time";
    time.kind = DimensionKind::temporal;
    cube->dimensions = {time};
    CubeVariable variable;
    variable.name = "tas";
    variable.dimensions = {"time"};
    variable.standard_name = "air_temperature";
    variable.unit = "K";
    cube->variables = {variable};
    return {cube, std::make_shared<const Facets>(Facets{{"model", "ERA5"}, {"variable", "tas"}})};
}

Entry entry_of(const File& file, Shape shape, const Shared& shared) {
    const UtcInstant start{file.hour * k_hour};
    const std::string id = fmt::format("tas_1hr_ERA5_reanalysis_{}{}.nc", to_basic_format(start),
                                       file.version == 0 ? "" : fmt::format("_v{}", file.version));
    Entry entry;
    entry.source.relative = "era5/" + id;
    entry.source.path = "/archive/" + entry.source.relative;
    entry.source.stamp.size_bytes = 1'000'000 + file.version;
    entry.href = "https://data.example.org/" + entry.source.relative;
    entry.granule.cube = shared.cube;
    entry.granule.time = {UtcInterval{start, start}, Evidence::coordinates, {}};
    entry.granule.temporal = {{0, *entry.granule.time.interval}};
    entry.granule.footprint = {Box{LonInterval::full(), {-90, 90}}, Evidence::coordinates, {}};
    entry.placement.collection = shape == Shape::collections ? id : std::string("era5");
    entry.placement.item = shape == Shape::assets ? std::string("era5.tas") : id;
    entry.placement.asset = id;
    entry.placement.asset_title = id;
    entry.placement.facets = shared.facets;
    return entry;
}

struct Document {
    std::uint64_t digest = 0;
    std::size_t bytes = 0;
};
using Documents = std::unordered_map<std::string, Document>;

Documents documents_of(const std::vector<File>& files, Shape shape, const Shared& shared, Config& config) {
    std::vector<Entry> entries;
    entries.reserve(files.size());
    for (const File& file : files) entries.push_back(entry_of(file, shape, shared));
    sort_entries(entries);
    Documents documents;
    std::mutex mutex;  // guards documents
    std::vector<LostEntries> lost;
    const DocumentSink sink = [&](const std::string& path, std::string_view bytes, const json::Value*) {
        const Document document{page_hash(bytes), bytes.size()};
        const std::lock_guard lock(mutex);
        documents[path] = document;
    };
    write_tree(entries, {config, Linker(config.publish, "/srv/out")}, sink, parallel_for, lost);
    if (!lost.empty()) throw std::runtime_error(lost.front().problem.message);
    return documents;
}

/// What a document is, by its place.
std::string kind_of(const std::string& path) {
    const std::string name = path.substr(path.rfind('/') + 1);
    if (path.find("/assets/") != std::string::npos)
        return name.starts_with("pages") ? "page directories" : "asset pages";
    if (name.starts_with("items")) return "pages of Items";
    if (name.starts_with("collections")) return "pages of Collections";
    if (path.find("/items/") != std::string::npos) return "Items";
    if (name == "collection.json") return "Collections";
    return path == "catalog.json" ? "the root" : "partitions";
}

/// The files after `count` edits of one kind, in places of their own.
std::vector<File> edited(std::vector<File> files, const std::string& edit, std::size_t count, std::mt19937& random) {
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = 1 + random() % (files.size() - 2);
        if (edit == "append") files.push_back({files.back().hour + 1, 0});
        if (edit == "insert in the middle") files.push_back({files[at].hour, 1 + static_cast<unsigned>(i)});
        if (edit == "insert before the first") files.push_back({-1 - static_cast<std::int64_t>(i), 0});
        if (edit == "remove") files.erase(files.begin() + static_cast<std::ptrdiff_t>(at));
        if (edit == "replace") files[at].version = 7 + static_cast<unsigned>(i);
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string changes(const Documents& before, const Documents& after) {
    std::map<std::string, std::size_t> kinds;
    std::size_t total = 0;
    const auto count = [&](const std::string& path) {
        ++kinds[kind_of(path)];
        ++total;
    };
    for (const auto& [path, document] : before) {
        const auto other = after.find(path);
        if (other == after.end() || other->second.digest != document.digest) count(path);
    }
    for (const auto& [path, document] : after) {
        if (before.count(path) == 0) count(path);
    }
    std::string text;
    for (const auto& [kind, number] : kinds) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", number, kind);
    return fmt::format("{} | {}", total, text);
}

void print_sizes(const Documents& documents) {
    std::map<std::string, std::pair<std::size_t, std::size_t>> kinds;  // how many, and the bytes of the largest
    for (const auto& [path, document] : documents) {
        auto& [count, greatest] = kinds[kind_of(path)];
        ++count;
        greatest = std::max(greatest, document.bytes);
    }
    for (const auto& [kind, sizes] : kinds)
        fmt::print("{}: {}, the largest {} bytes\n", kind, sizes.first, sizes.second);
}

void measure(const std::string& title, Shape shape, std::size_t count, const std::vector<std::size_t>& edit_counts) {
    const Shared shared = shared_parts();
    Config config;
    config.publish.browse.show = Browse::Show::nothing;
    config.catalog_id = config.catalog_title = config.catalog_description = "bench";
    config.archives.emplace_back();
    config.archives[0].name = "archive";
    config.collections.emplace_back();
    std::vector<File> files;
    for (std::size_t i = 0; i < count; ++i) files.push_back({static_cast<std::int64_t>(i), 0});
    const Documents before = documents_of(files, shape, shared, config);
    fmt::print("\n{}: {} documents\n", title, before.size());
    print_sizes(before);
    fmt::print("\n| edit | files | documents | which |\n|---|---|---|---|\n");
    std::mt19937 random(1);
    for (const std::size_t edits : edit_counts) {
        for (const std::string edit :
             {"append", "insert in the middle", "insert before the first", "remove", "replace"}) {
            const Documents after = documents_of(edited(files, edit, edits, random), shape, shared, config);
            fmt::print("| {} | {} | {} |\n", edit, edits, changes(before, after));
            std::fflush(stdout);
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"How many documents an edit of an archive changes."};
    std::size_t assets = 133'000;
    std::size_t items = 100'000;
    std::size_t collections = 20'000;
    std::vector<std::size_t> edits{1, 100};
    app.add_option("--assets", assets, "of one Item (0: not measured)");
    app.add_option("--items", items, "of one Collection (0: not measured)");
    app.add_option("--collections", collections, "of one tree (0: not measured)");
    app.add_option("--edits", edits, "how many files are edited at once");
    CLI11_PARSE(app, argc, argv);
    if (assets > 0) measure(fmt::format("An Item of {} assets", assets), Shape::assets, assets, edits);
    if (items > 0) measure(fmt::format("A Collection of {} Items", items), Shape::items, items, edits);
    if (collections > 0) {
        measure(fmt::format("A tree of {} Collections", collections), Shape::collections, collections, edits);
    }
    return 0;
}
