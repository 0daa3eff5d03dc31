// Every netCDF and HDF5 file of this machine, natively and through libnetcdf: the same to the bit, or declined.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <iostream>
#include <map>

#include "builder/probe/native_reader.hpp"
#include "builder/probe/netcdf_worker.hpp"
#include "tests/support/dataset_difference.hpp"
#include "tests/unit/probe/real_files.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

/// "same", "declined", "damaged for both", ..., or the difference, which is a fault. Damage that checksums show to the
/// native reader alone is none.
std::string compare(Reader& native, Reader& netcdf, const Source& source) {
    const auto found = native.read(source);
    if (!found && found.problem().code == "probe/declined") {
        std::cout << fmt::format("declined: {}: {}\n", source.relative, found.problem().message);
        return "declined";
    }
    const auto expected = netcdf.read(source);
    if (expected && found) {
        const std::string difference = first_difference(*expected, *found);
        return difference.empty() ? "same" : difference;
    }
    if (!expected && !found) return "a problem to both";
    const Problem& problem = expected ? found.problem() : expected.problem();
    const std::string_view who = expected ? "native" : "libnetcdf";
    std::cout << fmt::format("a problem to {} alone: {}: {} {}\n", who, source.relative, problem.code, problem.message);
    return fmt::format("a problem to {} alone", who);
}

bool is_damaged_on_purpose(const Source& source) { return source.path.find("/hostile/") != std::string::npos; }

bool is_fault(const std::string& verdict, const Source& source) {
    if (verdict == "same" || verdict == "declined" || verdict == "a problem to both") return false;
    return !(is_damaged_on_purpose(source) && verdict.ends_with(" alone"));
}

}  // namespace

TEST_CASE("real files read the same natively and through libnetcdf") {
    const auto native = make_native_reader({}, ReaderChoice::native, {});
    WorkerOptions options;
    options.program = CAIRN_NETCDF_WORKER_PROGRAM;
    options.seconds_per_file = 5;
    const auto netcdf = make_netcdf_worker_reader(options);
    std::map<std::string, std::map<std::string, std::size_t>> verdicts;
    std::size_t files = 0;
    std::size_t declined = 0;
    for (const std::string& folder :
         {shared_data(), std::string("/usr/share/ncarg/data"), std::string("/usr/share/ferret-vis")}) {
        for (const Source& source : netcdf_files_below(folder)) {
            const std::string verdict = compare(*native, *netcdf, source);
            INFO(source.path);
            if (is_fault(verdict, source)) CHECK(verdict == "same");
            ++verdicts[source.format == Format::hdf5 ? "HDF5" : "classic"][verdict];
            if (is_damaged_on_purpose(source)) continue;
            ++files;
            declined += verdict == "declined";
        }
    }
    for (const auto& [format, counts] : verdicts) {
        for (const auto& [verdict, count] : counts) std::cout << fmt::format("{:8} {:5} {}\n", format, count, verdict);
    }
    if (files == 0) WARN("skipped: neither shared data nor the packages libncarg-data and ferret-datasets are here");
    CHECK(declined * 50 <= files);
}
