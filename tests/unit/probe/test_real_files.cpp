// The worker reader on real, tricky and hostile files: the parent lives, ends every worker, and leaks nothing.
#include <fmt/format.h>
#include <stdlib.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <iostream>
#include <map>

#include "builder/probe/netcdf_worker.hpp"
#include "tests/unit/probe/real_files.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

WorkerOptions options_with(std::uint32_t seconds) {
    WorkerOptions options;
    options.program = CAIRN_NETCDF_WORKER_PROGRAM;
    options.seconds_per_file = seconds;
    return options;
}

}  // namespace

TEST_CASE("hostile files end no reader, and a good file reads the same after them") {
    const std::vector<Source> hostile = netcdf_files_below(shared_data() + "/hostile");
    const std::vector<Source> good = netcdf_files_below(shared_data() + "/cmorph");
    if (hostile.empty() || good.empty()) {
        WARN("skipped: no shared data beside the project");
        return;
    }
    const Resources before = resources_in_use();
    {
        const auto reader = make_netcdf_worker_reader(options_with(5));
        for (const Source& source : hostile) {
            INFO(source.relative);
            const auto dataset = reader->read(source);
            if (dataset) {
                CHECK_FALSE(dataset->groups.empty());
            } else {
                CHECK(dataset.problem().code.starts_with("probe/"));
                CHECK(dataset.problem().path == source.path);
                CHECK_FALSE(dataset.problem().message.empty());
            }
        }
        const auto after = reader->read(good.front());
        REQUIRE(after);
        CHECK(after->groups[0].variables.size() > 1);
    }
    CHECK(resources_in_use() == before);
}

/// For people: `CAIRN_SURVEY=folder test_probe "[survey]"` lists every problem and every coordinate without values.
TEST_CASE("survey of a folder", "[.][survey]") {
    const char* folder = ::getenv("CAIRN_SURVEY");
    REQUIRE(folder != nullptr);
    const std::vector<Source> sources = netcdf_files_below(folder);
    const Resources before = resources_in_use();
    std::map<std::string, int> outcomes;
    const auto begin = std::chrono::steady_clock::now();
    {
        const auto reader = make_netcdf_worker_reader(options_with(5));
        for (const Source& source : sources) {
            const auto dataset = reader->read(source);
            ++outcomes[dataset ? "read" : dataset.problem().code];
            if (!dataset) {
                std::cout << fmt::format("{:24} {}: {}\n", dataset.problem().code, source.relative,
                                         dataset.problem().message);
                continue;
            }
            for (const Group& group : dataset->groups) {
                for (const Variable& variable : group.variables) {
                    if (variable.values_missing_because.empty()) continue;
                    std::cout << fmt::format("{:24} {}: {} {}: {}\n", "(no values)", source.relative, group.path,
                                             variable.name, variable.values_missing_because);
                }
            }
        }
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    CHECK(resources_in_use() == before);
    for (const auto& [code, count] : outcomes) std::cout << fmt::format("{:24} {}\n", code, count);
    std::cout << fmt::format("{} files in {:.3f} s: {:.0f} files/s\n", sources.size(), took.count(),
                             static_cast<double>(sources.size()) / took.count());
}
