#include <iostream>

#include "base/end_on_signals.hpp"
#include "base/secrets.hpp"
#include "builder/cli/commands.hpp"
#include "builder/cli/single_source.hpp"
#include "builder/config/address.hpp"
#include "builder/config/load.hpp"
#include "builder/group/place.hpp"
#include "builder/interpret/stated_attributes.hpp"
#include "builder/source_reader.hpp"

namespace cairn {

namespace {

/// The global attributes, when the file can be read: rules may look at them.
std::optional<StatedAttributes> attributes_of(const Source& source, const Config& config, WebStorages* web) {
    Outcome<Dataset> dataset = make_source_reader(config, ReaderChoice::automatic, {}, web)->read(source);
    if (!dataset) {
        std::cout << "the file cannot be read: " << dataset.problem().message << '\n';
        return std::nullopt;
    }
    return stated_attributes(*dataset);
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
    const std::optional<StatedAttributes> read = attributes_of(*source, config, web.get());
    const StatedAttributes* stated = read.has_value() ? &*read : nullptr;
    const Placer placer(config);
    for (const std::string& line : placer.explain(*source, stated)) std::cout << discreet(line) << '\n';
    Interner<Facets> facets;
    return placer.place(*source, stated, facets) ? ExitCode::clean : ExitCode::problems;
}

}  // namespace cairn
