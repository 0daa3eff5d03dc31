// Every netCDF and HDF5 file of this machine, natively and through libnetcdf: the same to the bit, or declined.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <iostream>
#include <map>

#include "builder/probe/native_reader.hpp"
#include "builder/probe/netcdf_worker.hpp"
#include "tests/support/cdl.hpp"
#include "tests/support/dataset_difference.hpp"
#include "tests/support/temp_folder.hpp"
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
            ++files;
            declined += verdict == "declined";
        }
    }
    for (const auto& [format, counts] : verdicts) {
        for (const auto& [verdict, count] : counts) std::cout << fmt::format("{:8} {:5} {}\n", format, count, verdict);
    }
    if (files == 0) WARN("skipped: neither shared data nor the packages libncarg-data and ferret-datasets are here");
    std::cout << fmt::format("{} of {} files declined\n", declined, files);
    CHECK(declined * 50 <= files);
}

/// A stream says that it does not know how many records it has. libnetcdf 4.9 takes that for their number, 2^32 - 1;
/// the native reader, and so every count and extent that cairn gives, has those that the file holds.
TEST_CASE("the records of a stream are counted, where libnetcdf gives 4294967295") {
    const TempFolder folder;
    const Source source =
        make_netcdf(folder.path(), "stream", R"(netcdf stream { dimensions: time = UNLIMITED; variables:
        double time(time); short tas(time); data: time = 1, 2, 3; tas = 4, 5, 6; })",
                    netcdf_kinds()[0]);
    std::string bytes = read_file(source.path);
    bytes.replace(4, 4, 4, '\xFF');
    folder.add_file(source.relative, bytes);
    const auto found = make_native_reader({}, ReaderChoice::native, {})->read(source);
    REQUIRE(found);
    CHECK(found->groups[0].dimensions[0].size == 3);
    CHECK(found->groups[0].variables[0].values == Values(std::vector<double>{1, 2, 3}));
    WorkerOptions options;
    options.program = CAIRN_NETCDF_WORKER_PROGRAM;
    const auto through_libnetcdf = make_netcdf_worker_reader(options)->read(source);
    REQUIRE(through_libnetcdf);
    CHECK(through_libnetcdf->groups[0].dimensions[0].size == 4294967295);
}
