// A Collection of many assets as tables alone, for searches at sizes for which building documents takes too long: daily
// files of a few Items from 1850 on, as the pass that makes documents would write their rows.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "base/json/parse.hpp"
#include "base/json/write.hpp"
#include "builder/model/instant.hpp"
#include "builder/tables/collection_tables.hpp"

namespace {

using namespace cairn;

json::Value parsed(const std::string& text) { return std::get<json::Value>(json::parse(text)); }

std::string item_text(std::size_t item) {
    return fmt::format(
        R"({{"type":"Feature","stac_version":"1.1.0","stac_extensions":[],"id":"model{0:03}","collection":"large",)"
        R"("geometry":{{"type":"Point","coordinates":[{1},0]}},"bbox":[{1},0,{1},0],"links":[],"assets":{{}},)"
        R"("properties":{{"datetime":null,"start_datetime":"1850-01-01T00:00:00Z","end_datetime":"2300-01-01T00:00:00Z",)"
        R"("model":"m{0:03}","experiment":"e{2}","cube:variables":{{"tas":{{"type":"data","dimensions":[],)"
        R"("cf:standard_name":"air_temperature"}}}}}}}})",
        item, static_cast<double>(item % 360) - 180, item % 7);
}

std::string feature_text(std::size_t item, std::size_t day) {
    constexpr std::int64_t k_day_us = 86'400'000'000;
    const UtcInstant time{(static_cast<std::int64_t>(day) - 43'829) * k_day_us};  // from 1850-01-01 on
    return fmt::format(
        R"({{"type":"Feature","id":"tas_day_model{0:03}_{1:06}.nc","collection":"large","item":"model{0:03}",)"
        R"("href":"https://data.example.org/large/model{0:03}/tas_day_model{0:03}_{1:06}.nc","title":"tas_day_{1:06}.nc",)"
        R"("media_type":"application/netcdf","roles":["data"],"bbox":[{3},0,{3},0],)"
        R"("geometry":{{"type":"Point","coordinates":[{3},0]}},)"
        R"("properties":{{"datetime":"{2}","file:size":{4},"file:checksum":"1220{4:064x}"}}}})",
        item, day, to_rfc3339(time), static_cast<double>(item % 360) - 180, 1'000'000 + item * 7919 + day * 104'729);
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

json::Value collection_of(const std::vector<TableAsset>& tables) {
    json::Value collection = parsed(
        R"({"type":"Collection","stac_version":"1.1.0","id":"large","description":"A table","license":"other",)"
        R"("extent":{"spatial":{"bbox":[[-180,-90,180,90]]},"temporal":{"interval":[[null,null]]}},"links":[]})");
    json::Value assets = json::object();
    for (const TableAsset& table : tables) {
        json::Value asset = json::object();
        json::set(asset, "href", "./" + table.path.substr(std::string("collections/large/").size()));
        json::set(asset, "type", "application/vnd.apache.parquet");
        json::set(asset, "roles", json::strings(table.roles));
        json::set(asset, "cairn:rows", json::integer(static_cast<std::int64_t>(table.rows)));
        if (table.time) {
            json::set(asset, "start_datetime", to_rfc3339(table.time->start));
            json::set(asset, "end_datetime", to_rfc3339(table.time->end));
        }
        json::set(assets, table.key, std::move(asset));
    }
    json::set(collection, "assets", std::move(assets));
    return collection;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Writes OUT/collections/large/collection.json and its tables of assets.");
    std::string out;
    std::size_t rows = 1'000'000;
    std::size_t days = 160'000;
    app.add_option("OUT", out)->required();
    app.add_option("--rows", rows, "Assets");
    app.add_option("--days", days, "Assets of each Item");
    CLI11_PARSE(app, argc, argv);
    const std::filesystem::path root(out);
    tables::CollectionTables tables("large", "large");
    for (std::size_t item = 0; item * days < rows; ++item) {
        const auto owner = tables.add_item(static_cast<std::uint32_t>(item), parsed(item_text(item)));
        for (std::size_t day = 0; day < days && item * days + day < rows; ++day)
            tables.add_listed(owner, day, parsed(feature_text(item, day)),
                              "collections/large/items/x/assets/index.json");
    }
    const json::Value collection = collection_of(tables.assets());
    std::uint64_t bytes = 0;
    tables.write(collection, [&](const std::string& path, std::string_view text) {
        bytes += text.size();
        write_file(root / path, text);
    });
    write_file(root / "collections/large/collection.json", json::write(collection));
    std::cout << fmt::format("{} rows, {} bytes of tables\n", rows, bytes);
}
