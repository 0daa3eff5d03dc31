#include "tests/unit/probe_hdf5/native_oracle.hpp"

#include <catch2/catch.hpp>
#include <variant>

#include "builder/probe/netcdf_worker.hpp"
#include "tests/support/dataset_difference.hpp"
#include "tests/support/slow_bytes.hpp"

namespace cairn::test {

std::unique_ptr<Reader> make_oracle(std::uint32_t seconds_per_file, ReadLimits limits) {
    WorkerOptions options;
    options.program = CAIRN_NETCDF_WORKER_PROGRAM;
    options.seconds_per_file = seconds_per_file;
    options.limits = limits;
    return make_netcdf_worker_reader(options);
}

Outcome<NativeResult> read_hdf5_file(const std::string& path, ReadLimits limits) {
    auto file = open_positioned(path);
    if (!file) return file.take_problem();
    WindowedBytes windows(**file);
    return read_hdf5(windows, limits);
}

Outcome<NativeResult> read_hdf5_bytes(std::string_view bytes, ReadLimits limits) {
    MemoryBytes memory(bytes);
    WindowedBytes windows(memory);
    return read_hdf5(windows, limits);
}

Comparison compare(Reader& oracle, const std::string& path, ReadLimits limits) {
    const auto found = read_hdf5_file(path, limits);
    if (found && std::holds_alternative<Declined>(*found))
        return {Verdict::declined, std::get<Declined>(*found).reason};
    Source source;
    source.path = path;
    source.format = Format::hdf5;
    const auto expected = oracle.read(source);
    if (!found && !expected) return {Verdict::both_refuse, found.problem().message};
    if (!found) return {Verdict::only_native_refuses, found.problem().message};
    if (!expected) return {Verdict::only_oracle_refuses, expected.problem().message};
    const std::string difference = first_difference(*expected, std::get<Dataset>(*found));
    return {difference.empty() ? Verdict::same : Verdict::different, difference};
}

Dataset read_as_oracle(const std::string& path, ReadLimits limits) {
    const auto oracle = make_oracle(60, limits);
    const Comparison comparison = compare(*oracle, path, limits);
    INFO(path << ": " << comparison.text);
    REQUIRE(comparison.verdict == Verdict::same);
    return std::get<Dataset>(*read_hdf5_file(path, limits));
}

std::string reason_declined(const std::string& path) {
    const auto found = read_hdf5_file(path);
    INFO((found ? "" : found.problem().message));
    REQUIRE(found);
    REQUIRE(std::holds_alternative<Declined>(*found));
    return std::get<Declined>(*found).reason;
}

Problem problem_of(const std::string& path) {
    auto found = read_hdf5_file(path);
    REQUIRE_FALSE(found);
    return found.take_problem();
}

}  // namespace cairn::test
