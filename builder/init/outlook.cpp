#include "builder/init/outlook.hpp"

#include <boost/filesystem.hpp>
#include <memory>
#include <utility>

#include "base/web_place.hpp"
#include "builder/group/place.hpp"
#include "builder/pipeline.hpp"
#include "builder/write/filesystem.hpp"

namespace cairn {

namespace {

namespace fs = boost::filesystem;

class Silence final : public Progress {
  public:
    void begin(std::string_view, std::uint64_t) override {}
    void advance(std::uint64_t) override {}
    void add_problem() override {}
};

}  // namespace

Outlook outlook_of_build(const Config& config, std::size_t jobs, const std::atomic<bool>& stop) {
    BuildOptions options;
    // A folder that is not there, and does not come to be.
    const std::string& root = config.archives.front().root;
    options.out = is_web(root) ? fs::temp_directory_path().string() + '/' + fs::unique_path("cairn-init-%%%%%%%%").string()
                               : root + "/.cairn-init";
    options.jobs = jobs;
    options.dry_run = true;
    const std::unique_ptr<Filesystem> disk = make_posix_filesystem();
    Silence progress;
    BuildResult result = build(config, options, *disk, progress, stop);
    Outlook outlook;
    if (result.planned) outlook.planned = *std::move(result.planned);
    for (Problem& problem : result.problems) {
        if (problem.severity == Severity::error) outlook.errors.push_back(std::move(problem));
    }
    return outlook;
}

Outlook outlook_of_rules(const Config& config, const std::vector<Content>& contents) {
    Outlook outlook;
    const Placer placer(config);
    Interner<Facets> facets;
    std::map<std::string, std::map<std::string, std::uint64_t>> counts;
    for (const Content& content : contents) {
        auto placement = placer.place(*content.source, &content.stated, facets);
        if (placement) {
            ++counts[placement->collection.str()][placement->item.str()];
        } else if (placement.problem().severity == Severity::error) {
            outlook.errors.push_back(std::move(placement).take_problem());
        }
    }
    for (const auto& [id, items] : counts) {
        PlannedCollection& collection = outlook.planned.collections[id];
        for (const auto& [item, assets] : items) {
            collection.items.push_back({item, assets});
            collection.assets += assets;
        }
    }
    return outlook;
}

}  // namespace cairn
