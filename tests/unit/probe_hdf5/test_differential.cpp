// Every HDF5 file of this machine, natively and through libnetcdf: the same to the bit, or declined.
#include <fmt/format.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <map>

#include "tests/unit/probe/real_files.hpp"
#include "tests/unit/probe_hdf5/native_oracle.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

/// What the environment names is compared too: any archive.
std::vector<std::string> folders() {
    std::vector<std::string> all{shared_data(), "/usr/share/ncarg/data"};
    if (const char* more = std::getenv("CAIRN_DIFFERENTIAL_FOLDER")) all.emplace_back(more);
    return all;
}

struct Counts {
    std::array<std::size_t, 6> of_verdict{};
    std::size_t& operator[](Verdict verdict) { return of_verdict[static_cast<std::size_t>(verdict)]; }
};

}  // namespace

TEST_CASE("real HDF5 files read the same natively and through libnetcdf", "[differential]") {
    const auto oracle = make_oracle();
    std::map<std::string, Counts> counts;
    Counts all;
    for (const std::string& folder : folders()) {
        for (const Source& source : netcdf_files_below(folder)) {
            if (source.format != Format::hdf5 || source.relative.starts_with("hostile/")) continue;
            const Comparison comparison = compare(*oracle, source.path);
            if (source.relative.find("/hostile/") == std::string::npos) {  // there to be declined
                ++counts[source.relative.substr(0, source.relative.find('/'))][comparison.verdict];
                ++all[comparison.verdict];
            }
            if (comparison.verdict != Verdict::same)
                std::cout << fmt::format("{}: {}: {}\n", static_cast<int>(comparison.verdict), source.relative,
                                         comparison.text);
            INFO(source.path << ": " << comparison.text);
            CHECK(comparison.verdict != Verdict::different);
            CHECK(comparison.verdict != Verdict::only_native_refuses);
        }
    }
    for (auto& [folder, its] : counts)
        std::cout << fmt::format("{}: {} the same, {} declined, {} refused by both, {} by libnetcdf only\n", folder,
                                 its[Verdict::same], its[Verdict::declined], its[Verdict::both_refuse],
                                 its[Verdict::only_oracle_refuses]);
    if (counts.empty()) WARN("skipped: the shared data is not here");
    CHECK(all[Verdict::declined] * 50 <= all[Verdict::same]);
}

TEST_CASE("hostile HDF5 files end in a dataset, a problem or a reason", "[differential]") {
    constexpr std::uint32_t k_seconds = 2;  // libnetcdf hangs on some of them
    const auto oracle = make_oracle(k_seconds);
    std::size_t datasets = 0;
    std::vector<Source> sources;
    for (const std::string& folder : folders()) {
        for (Source& source : netcdf_files_below(folder + "/hostile")) sources.push_back(std::move(source));
    }
    for (const Source& source : sources) {
        CHECK(compare(*oracle, source.path).verdict != Verdict::different);
        const auto found = read_hdf5_file(source.path);
        const bool is_dataset = found && std::holds_alternative<Dataset>(*found);
        datasets += is_dataset ? 1 : 0;
        std::cout << fmt::format("{}: {}\n", source.relative,
                                 !found       ? found.problem().code + ": " + found.problem().message
                                 : is_dataset ? "read"
                                              : "declined: " + std::get<Declined>(*found).reason);
        if (!found) CHECK(found.problem().code.starts_with("probe/"));
    }
    std::cout << fmt::format("hostile: {} read\n", datasets);
}
