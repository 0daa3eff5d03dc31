#include <algorithm>
#include <iostream>

#include "builder/cli/commands.hpp"
#include "builder/cli/inspect_json.hpp"
#include "builder/cli/problem_json.hpp"
#include "builder/cli/single_source.hpp"
#include "builder/interpret/interpret.hpp"
#include "builder/model/text.hpp"
#include "builder/probe/native_reader.hpp"
#include "builder/probe/netcdf_worker.hpp"
#include "json/write.hpp"

namespace cairn {

namespace {

Outcome<Dataset> read(const Source& source, ReaderChoice choice) {
    const std::unique_ptr<Reader> reader = make_native_reader([] { return make_netcdf_worker_reader({}); }, choice, {});
    if (reader->can_read(source.format)) return reader->read(source);
    return Problem{
        Stage::probe, "probe/no-reader", to_utf8(source.path),
        "found a " + std::string(name_of(source.format)) + ", which this version recognises but does not read yet"};
}

}  // namespace

ExitCode run_inspect(const InspectCommand& command, Console&) {
    const auto print = [](const json::Value& value) { std::cout << json::write(value, json::Style::indented) << '\n'; };
    const Outcome<Source> source = single_source(command.path);
    if (!source) {
        json::Value value = json::object();
        json::set(value, "path", source.problem().path);
        json::set(value, "problem", problem_value(source.problem()));
        print(value);
        return ExitCode::problems;
    }
    const Outcome<Dataset> dataset = read(*source, command.reader);
    if (!dataset) {
        print(inspected(*source, dataset.problem()));
        return ExitCode::problems;
    }
    print(inspected(*source, *dataset, interpret(*dataset)));
    const bool is_whole = std::none_of(dataset->problems.begin(), dataset->problems.end(),
                                       [](const Problem& problem) { return problem.severity == Severity::error; });
    return is_whole ? ExitCode::clean : ExitCode::problems;
}

}  // namespace cairn
