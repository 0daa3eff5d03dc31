// A plan and its shards, as of an archive of many files that need not be there. Beside each shard a text with a line
// for each of its sources, sorted, and of the same size as the shard: what `sort -m` is to merge. usage: make_shards
// FOLDER
// --shards N --sources M      M of each shard; the catalog is FOLDER/cairn.yaml
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <memory>

#include "builder/config/load.hpp"
#include "builder/facts/codec.hpp"
#include "builder/planning.hpp"
#include "builder/shards/frame_writer.hpp"
#include "builder/shards/shard_file.hpp"
#include "tests/bench/bench_facts.hpp"

using namespace cairn;

namespace {

constexpr const char* k_config = R"(
archives: [{name: a, root: archive, href: "https://data.example.org"}]
collections:
  - id: cmip6
    facets: {path: "CMIP6/CMIP/CAIRN/{model}/historical/{member}/Amon/tas/gn/{version}/{filename}"}
    item: "{model}.{member}"
)";

struct Shard {
    std::unique_ptr<FrameWriter> facts;
    std::vector<std::string> paths;  ///< of its sources
};

void write_lines_of_size(std::ofstream& lines, const std::vector<std::string>& paths, std::uint64_t size) {
    const std::uint64_t of_line = size / std::max<std::size_t>(paths.size(), 1);
    for (const std::string& path : paths) {
        std::string line = path.substr(0, of_line - 1);
        line.resize(of_line - 1, 'x');
        lines << line << '\n';
    }
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("A plan and its shards");
    std::string folder;
    std::uint32_t shards = 10;
    std::size_t sources_of_shard = 1000;
    app.add_option("FOLDER", folder)->required();
    app.add_option("--shards", shards);
    app.add_option("--sources", sources_of_shard);
    CLI11_PARSE(app, argc, argv);

    std::filesystem::create_directories(folder + "/shards");
    std::filesystem::create_directories(folder + "/lines");
    folder = std::filesystem::absolute(folder).lexically_normal().string();
    std::ofstream(folder + "/cairn.yaml") << k_config;
    const Config config = std::get<Config>(load_config(folder + "/cairn.yaml"));
    const std::size_t count = sources_of_shard * shards;
    const Facts shared = shared_facts();
    MadePlan plan;
    for (std::size_t i = 0; i < count; ++i) {
        const Facts facts = facts_of(i, shared);
        plan.walk.sources.push_back(
            {config.archives[0].root + '/' + path_of(i), path_of(i), 0, facts.format, facts.fingerprint.stamp});
    }
    plan.walk.needs.assign(count, Need::reading);
    plan.walk.files_seen = count;
    plan.walk.chunks = split(plan.walk.work(), shards);
    plan.head = {"bench",
                 {folder + "/cairn.yaml", {}, {}, {}, {}},
                 config.origin,
                 planned_archives(config, ReaderChoice::automatic),
                 0,
                 0,
                 false,
                 1'900'000'000,
                 folder + "/state",
                 folder + "/ledger",
                 shards,
                 count,
                 count};
    const std::unique_ptr<Filesystem> disk = make_posix_filesystem();
    write_plan(*disk, folder + "/plan", plan.head, plan.walk);
    const PlanFolder written(folder + "/plan");

    std::vector<Shard> all(shards);
    for (std::uint32_t i = 0; i < shards; ++i) {
        all[i].facts = std::make_unique<FrameWriter>(folder + "/shards/" + shard_name(i + 1, shards), k_shard_kind);
        all[i].facts->append(encode(header_of(written, i + 1)));
    }
    facts::EncodedParts parts;
    std::size_t at = 0;
    for (const Chunk& chunk : plan.walk.chunks) {
        std::vector<std::string> encoded;
        for (std::uint32_t i = 0; i < chunk.sources; ++i, ++at) {
            encoded.push_back(encode(facts_of(at, shared), parts));
            all[chunk.shard].paths.push_back(path_of(at));
        }
        all[chunk.shard].facts->append(pack_facts(encoded));
    }
    for (std::uint32_t i = 0; i < shards; ++i) {
        all[i].facts->finish();
        std::ofstream lines(fmt::format("{}/lines/{:05}", folder, i + 1));
        write_lines_of_size(lines, all[i].paths,
                            std::filesystem::file_size(folder + "/shards/" + shard_name(i + 1, shards)));
    }
    return 0;
}
