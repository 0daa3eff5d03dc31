#include <algorithm>
#include <iostream>
#include <optional>
#include <variant>
#include <vector>

#include "base/end_on_signals.hpp"
#include "base/guard.hpp"
#include "base/json/write.hpp"
#include "base/text.hpp"
#include "builder/cli/commands.hpp"
#include "builder/cli/inspect_json.hpp"
#include "builder/cli/problem_json.hpp"
#include "builder/cli/single_source.hpp"
#include "builder/config/load.hpp"
#include "builder/group/place.hpp"
#include "builder/interpret/description/description.hpp"
#include "builder/interpret/interpret.hpp"
#include "builder/interpret/stated_attributes.hpp"
#include "builder/source_reader.hpp"

namespace cairn {

namespace {

/// The configuration that is named, else one without archives; nullopt: it has errors, which were said.
std::optional<Config> configuration(const InspectCommand& command, Console& console) {
    if (command.config.empty()) return Config();
    auto loaded = load_config(command.config);
    if (const auto* errors = std::get_if<std::vector<ConfigError>>(&loaded)) {
        console.error(to_text(*errors));
        return std::nullopt;
    }
    return std::get<Config>(std::move(loaded));
}

std::optional<DatePeriod> named_time(const Source& source, const Dataset& dataset, const Config& config) {
    if (config.archives.empty()) return std::nullopt;
    const StatedAttributes stated = stated_attributes(dataset);
    return Placer(config).time_from_name(source, &stated);
}

Outcome<json::Value> understood(const Source& source, const Config& config, WebStorages* web, ReaderChoice reader,
                                Stage& stage, bool& is_whole) {
    const Outcome<Dataset> dataset = make_source_reader(config, reader, {}, web)->read(source);
    if (!dataset) return dataset.problem();
    stage = Stage::interpret;
    is_whole = std::none_of(dataset->problems.begin(), dataset->problems.end(),
                            [](const Problem& problem) { return problem.severity == Severity::error; });
    Interpretation read = interpret(*dataset, config.policies, named_time(source, *dataset, config), source.path);
    read.granule.description = read_description(*dataset);
    return inspected(source, *dataset, read);
}

}  // namespace

ExitCode run_inspect(const InspectCommand& command, Console& console) {
    end_on_signals();  // nothing is under way that would have to be undone
    const std::optional<Config> config = configuration(command, console);
    if (!config) return ExitCode::usage;
    const auto print = [](const json::Value& value) { std::cout << json::write(value, json::Style::indented) << '\n'; };
    const std::unique_ptr<WebStorages> web = web_for(command.path, *config);
    const Outcome<Source> source =
        single_source(command.path, command.config.empty() ? nullptr : &*config, web.get());
    if (!source) {
        json::Value value = json::object();
        json::set(value, "path", source.problem().path);
        json::set(value, "problem", problem_value(source.problem()));
        print(value);
        return ExitCode::problems;
    }
    bool is_whole = true;
    Stage stage = Stage::probe;
    const Outcome<json::Value> value =
        guarded(stage, source->path,
                [&] { return understood(*source, *config, web.get(), command.reader, stage, is_whole); });
    if (!value) {
        print(inspected(*source, value.problem()));
        return ExitCode::problems;
    }
    print(*value);
    return is_whole ? ExitCode::clean : ExitCode::problems;
}

}  // namespace cairn
