#include <fmt/format.h>

#include <iostream>

#include "base/end_on_signals.hpp"
#include "base/secrets.hpp"
#include "builder/cli/commands.hpp"
#include "builder/cli/single_source.hpp"
#include "builder/config/address.hpp"
#include "builder/config/load.hpp"
#include "builder/group/place.hpp"
#include "builder/interpret/interpret.hpp"
#include "builder/interpret/stated_attributes.hpp"
#include "builder/source_reader.hpp"

namespace cairn {

namespace {

/// What the file holds, when it can be read: rules may look at its attributes, and whether it has a time decides.
std::optional<Dataset> dataset_of(const Source& source, const Config& config, WebStorages* web) {
    Outcome<Dataset> dataset = make_source_reader(config, ReaderChoice::automatic, {}, web)->read(source);
    if (!dataset) {
        std::cout << "the file cannot be read: " << dataset.problem().message << '\n';
        return std::nullopt;
    }
    return *std::move(dataset);
}

/// Why the file alone makes no Item; empty: it does.
std::string undated_line(const Source& source, const Dataset& dataset, const Config& config, const Placer& placer,
                         const StatedAttributes& stated, std::size_t rule) {
    if (config.collections[rule].undated.interval) return {};
    const Interpretation read =
        interpret(dataset, config.policies, placer.time_from_name(source, &stated), source.path);
    if (read.granule.time.interval) return {};
    return fmt::format(
        "time: none ({}); an Item must have one, so the file becomes an asset of the Collection, unless another file "
        "of "
        "the Item has a time; `undated` of the rule states one",
        read.granule.time.reason);
}

std::variant<Config, std::vector<ConfigError>> configuration(const ExplainCommand& command) {
    if (!command.config.empty()) return load_config(command.config);
    if (!command.preset.empty()) return preset_config(command.preset, command.archive, {});
    return default_config(command.archive, {});
}

}  // namespace

ExitCode run_explain(const ExplainCommand& command, Console& console) {
    end_on_signals();  // nothing is under way that would have to be undone
    const auto loaded = configuration(command);
    if (const auto* errors = std::get_if<std::vector<ConfigError>>(&loaded)) {
        console.error(to_text(*errors));
        return ExitCode::usage;
    }
    const Config& config = std::get<Config>(loaded);
    if (const auto complaint = complaint_about_root(command.archive)) {
        console.error("--archive: " + *complaint);
        return ExitCode::usage;
    }
    const std::unique_ptr<WebStorages> web = web_for(command.path, config);
    const Outcome<Source> source = single_source(command.path, &config, web.get());
    if (!source) {
        std::cout << discreet(source.problem().path + ": " + source.problem().message) << '\n';
        return ExitCode::problems;
    }
    const std::optional<Dataset> dataset = dataset_of(*source, config, web.get());
    const StatedAttributes attributes = dataset ? stated_attributes(*dataset) : StatedAttributes();
    const StatedAttributes* stated = dataset ? &attributes : nullptr;
    const Placer placer(config);
    for (const std::string& line : placer.explain(*source, stated)) std::cout << discreet(line) << '\n';
    Interner<Facets> facets;
    const Outcome<Placement> placement = placer.place(*source, stated, facets);
    if (!placement) return ExitCode::problems;
    const std::string undated =
        dataset ? undated_line(*source, *dataset, config, placer, attributes, placement->collection_rule)
                : std::string();
    if (!undated.empty()) std::cout << discreet(undated) << '\n';
    return ExitCode::clean;
}

}  // namespace cairn
