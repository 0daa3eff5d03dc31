#include <algorithm>
#include <atomic>
#include <iostream>
#include <iterator>

#include "base/end_on_signals.hpp"
#include "base/secrets.hpp"
#include "builder/cli/commands.hpp"
#include "builder/cli/single_source.hpp"
#include "builder/config/load.hpp"
#include "builder/discover/serial_runner.hpp"
#include "builder/group/place.hpp"
#include "builder/source_reader.hpp"

namespace cairn {

namespace {

/// The header, when the file can be read: rules may look at its global attributes.
std::optional<Dataset> header_of(const Source& source, const Config& config) {
    Outcome<Dataset> dataset = make_source_reader(config, ReaderChoice::automatic)->read(source);
    if (!dataset) {
        std::cout << "the file cannot be read: " << dataset.problem().message << '\n';
        return std::nullopt;
    }
    return *std::move(dataset);
}

/// Default ids leave out the folders that all files of an archive share, so they depend on all of them. Archives whose
/// rules have templates for all ids need no walk.
std::vector<SharedFolders> shared_folders_of(const Config& config) {
    const auto has_templates = [](const CollectionRule& rule) { return !rule.id.empty() && !rule.item.empty(); };
    if (std::all_of(config.collections.begin(), config.collections.end(), has_templates)) return {};
    std::vector<Source> sources;
    const std::atomic<bool> stop = false;
    for (std::size_t i = 0; i < config.archives.size(); ++i) {
        SerialRunner tasks;
        WalkResult walked = walk(config.archives[i], i, tasks, stop);
        std::move(walked.sources.begin(), walked.sources.end(), std::back_inserter(sources));
    }
    return shared_folders(config, sources);
}

}  // namespace

ExitCode run_explain(const ExplainCommand& command, Console& console) {
    end_on_signals();  // nothing is under way that would have to be undone
    const auto loaded = load_config(command.config);
    if (const auto* errors = std::get_if<std::vector<ConfigError>>(&loaded)) {
        console.error(to_text(*errors));
        return ExitCode::usage;
    }
    const Config& config = std::get<Config>(loaded);
    const Outcome<Source> source = single_source(command.path, &config);
    if (!source) {
        std::cout << discreet(source.problem().path + ": " + source.problem().message) << '\n';
        return ExitCode::problems;
    }
    const std::optional<Dataset> dataset = header_of(*source, config);
    const Dataset* header = dataset.has_value() ? &*dataset : nullptr;
    const Placer placer(config, shared_folders_of(config));
    for (const std::string& line : placer.explain(*source, header)) std::cout << discreet(line) << '\n';
    Interner<Facets> facets;
    return placer.place(*source, header, facets) ? ExitCode::clean : ExitCode::problems;
}

}  // namespace cairn
