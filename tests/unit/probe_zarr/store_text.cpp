#include "tests/unit/probe_zarr/store_text.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "builder/cf/coordinates.hpp"
#include "builder/probe/zarr/zarr.hpp"
#include "tests/support/zarr_memory_store.hpp"

namespace cairn::test {

namespace {

template <class T>
std::string bytes_of(const std::vector<T>& values) {
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

}  // namespace

Outcome<Dataset> read_files(const StoreFiles& files, const ReadLimits& limits) {
    ZarrMemoryStore store(files);
    return zarr::read_store(store, "store", limits);
}

Outcome<Dataset> read_text(std::string_view text, const ReadLimits& limits) {
    return read_files(files_of_text(text), limits);
}

Dataset dataset_of_files(const StoreFiles& files) {
    auto dataset = read_files(files);
    INFO((dataset ? std::string() : dataset.problem().message));
    REQUIRE(dataset);
    return *std::move(dataset);
}

Dataset dataset_of(std::string_view text) { return dataset_of_files(files_of_text(text)); }

std::string problems_of(const Dataset& dataset) {
    std::string text;
    for (const Problem& problem : dataset.problems)
        text += fmt::format("{} {} {}: {}\n", name_of(problem.severity), problem.code, problem.path, problem.message);
    return text;
}

std::string outline_of(const Dataset& dataset) {
    std::string text;
    for (const Group& group : dataset.groups) {
        text += group.path + '\n';
        for (const Variable& variable : group.variables) {
            std::string dimensions;
            for (const DimensionId id : variable.dimensions) {
                const Dimension& one = dimension(dataset, id);
                const std::string from = id.group == 0 ? "" : dataset.groups[id.group].path + "/";
                dimensions += fmt::format("{}{}{}={}", dimensions.empty() ? "" : ", ", from, one.name, one.size);
            }
            text += fmt::format("  {}({})\n", variable.name, dimensions);
        }
    }
    return text;
}

const Variable& variable_at(const Dataset& dataset, std::string_view path) {
    INFO("variable " << path);
    const auto id = find_variable(dataset, 0, path);
    REQUIRE(id);
    return dataset.groups[id->group].variables[id->index];
}

std::string bytes_of_doubles(const std::vector<double>& values) { return bytes_of(values); }
std::string bytes_of_integers(const std::vector<std::int64_t>& values) { return bytes_of(values); }

std::string with(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    INFO("'" << from << "' in " << text);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace cairn::test
