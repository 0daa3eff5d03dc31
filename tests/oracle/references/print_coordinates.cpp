// Prints the coordinates of a reference set as a line of JSON each: name, values, or why there are none.
// usage: print-coordinates SET [URL_PREFIX FOLDER]
#include <fmt/format.h>

#include <cmath>
#include <string>
#include <type_traits>
#include <utility>

#include "base/json/write.hpp"
#include "builder/cf/coordinates.hpp"
#include "builder/probe/references/references.hpp"

namespace {

using namespace cairn;

json::Value value_of(double value) { return std::isfinite(value) ? json::number(value) : json::string("not finite"); }
json::Value value_of(std::int64_t value) { return json::integer(value); }
json::Value value_of(std::uint64_t value) { return json::string(std::to_string(value)); }
json::Value value_of(const std::string& value) { return json::string(value); }

json::Value values_of(const Values& values) {
    json::Value list = json::array();
    std::visit(
        [&list](const auto& held) {
            if constexpr (!std::is_same_v<std::decay_t<decltype(held)>, std::monostate>) {
                for (const auto& value : held) json::push(list, value_of(value));
            }
        },
        values);
    return list;
}

}  // namespace

int main(int count, char** arguments) {
    Source source;
    if (count < 2) return 2;
    source.path = arguments[1];
    source.format = Format::kerchunk_json;
    references::Reachable reachable;
    if (count == 4) reachable.urls.push_back({arguments[2], arguments[3]});
    const auto dataset = references::read_references_at(references::read_json_set_at, source, {}, reachable);
    if (!dataset) {
        fmt::print(stderr, "{}: {}\n", dataset.problem().path, dataset.problem().message);
        return 1;
    }
    for (const Problem& problem : dataset->problems) fmt::print(stderr, "{}: {}\n", problem.path, problem.message);
    for (const VariableId id : coordinates_to_read(*dataset)) {
        const Variable& variable = dataset->groups[id.group].variables[id.index];
        json::Value line = json::object();
        json::set(line, "name", variable.name);
        json::set(line, "values", values_of(variable.values));
        json::set(line, "missing", variable.values_missing_because);
        fmt::print("{}\n", json::write(line));
    }
    return 0;
}
