// Damaged files of all formats that are read natively: each is a dataset, a problem or declined, with few reads and
// little memory. CAIRN_DAMAGED_FILES=20000 for more files than the usual run has.
#include <fmt/format.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <iostream>
#include <map>
#include <optional>

#include "builder/probe/formats.hpp"
#include "builder/probe/native_reader.hpp"
#include "builder/probe/netcdf_worker.hpp"
#include "tests/support/cdl.hpp"
#include "tests/support/damage.hpp"
#include "tests/support/dataset_difference.hpp"
#include "tests/support/memory_peak.hpp"
#include "tests/support/slow_bytes.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/unit/probe/real_files.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr std::uint64_t k_usual_files = 2000;
constexpr std::size_t k_most_memory = 32 << 20;  // the seeds have a few kilobytes
constexpr std::size_t k_most_memory_of_hostile = 256 << 20;
constexpr std::size_t k_most_reads = 5000;
constexpr std::size_t k_most_bytes_read = 64 << 20;

constexpr std::string_view k_seed = R"(netcdf seed {
dimensions:
    time = UNLIMITED ; lat = 4 ; lon = 5 ; bnds = 2 ; name_length = 6 ;
variables:
    double time(time) ;
        time:units = "days since 2000-01-01" ; time:bounds = "time_bnds" ;
    double time_bnds(time, bnds) ;
    float lat(lat) ;
        lat:units = "degrees_north" ;
    short lon(lon) ;
        lon:units = "degrees_east" ; lon:scale_factor = 0.5 ; lon:_FillValue = -1s ;
    char station(lat, name_length) ;
    byte tas(time, lat, lon) ;
        tas:coordinates = "station" ; tas:valid_range = 0b, 100b ;
    :title = "a file to be damaged" ;
    :numbers = 1, 2, 3 ;
data:
    time = 1, 2, 3 ;
    time_bnds = 0, 1, 1, 2, 2, 3 ;
    lat = 1, 2, 3, 4 ;
    lon = 1, 2, 3, 4, 5 ;
    station = "one", "two", "three", "four" ;
}
)";

std::uint64_t files_to_damage() {
    const char* number = ::getenv("CAIRN_DAMAGED_FILES");
    return number == nullptr ? k_usual_files : std::strtoull(number, nullptr, 10);
}

/// A file that takes more processor time ends the program (SIGVTALRM): a watchdog, far beyond what any takes.
class Watchdog {
  public:
    Watchdog() { set(5); }
    ~Watchdog() { set(0); }
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

  private:
    static void set(time_t seconds) {
        const itimerval timer{{0, 0}, {seconds, 0}};
        ::setitimer(ITIMER_VIRTUAL, &timer, nullptr);
    }
};

/// The most that a file has cost so far. The time is only printed, not judged: the watchdog judges.
struct Most {
    std::size_t memory = 0;
    std::size_t reads = 0;
    double seconds = 0;
};
Most s_most;

double cpu_seconds() {
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::string verdict_on(Format format, const std::string& bytes) {
    MemoryBytes file(bytes);
    WindowedBytes windows;
    reset_memory_peak();
    const Watchdog watchdog;
    const double begin = cpu_seconds();
    const auto result = read_native(format, file, windows, {});
    s_most.seconds = std::max(s_most.seconds, cpu_seconds() - begin);
    s_most.memory = std::max(s_most.memory, memory_peak_bytes());
    s_most.reads = std::max(s_most.reads, file.reads());
    if (memory_peak_bytes() > k_most_memory) return fmt::format("takes {} bytes of memory", memory_peak_bytes());
    if (file.reads() > k_most_reads) return fmt::format("takes {} reads", file.reads());
    if (file.bytes_read() > k_most_bytes_read) return fmt::format("reads {} bytes", file.bytes_read());
    if (result) return std::holds_alternative<Dataset>(*result) ? "read" : "declined";
    const Problem& problem = result.problem();
    if (problem.message.empty()) return "a problem without a message";
    if (problem.code == "probe/damaged" && !problem.offset) return "damaged, but not where";
    return problem.code;
}

}  // namespace

TEST_CASE("hostile files take little memory and time") {
    std::size_t files = 0;
    std::size_t most = 0;
    for (const Source& source : netcdf_files_below(shared_data() + "/hostile")) {
        ++files;
        const std::string bytes = read_file(source.path);
        reset_memory_peak();
        MemoryBytes file(bytes);
        WindowedBytes windows;
        {
            const Watchdog watchdog;
            (void)read_native(source.format, file, windows, {});
        }
        most = std::max(most, memory_peak_bytes());
        INFO(source.relative);
        CHECK(memory_peak_bytes() < k_most_memory_of_hostile);
    }
    if (files == 0) WARN("skipped: the shared data is not here");
    std::cout << fmt::format("{} hostile files, at most {} bytes of memory\n", files, most);
}

TEST_CASE("damaged files are problems, with few reads and little memory") {
    const TempFolder folder;
    std::map<std::string, std::uint64_t> verdicts;
    std::size_t kinds = 0;
    for (const NetcdfKind& kind : netcdf_kinds()) kinds += row_of(kind.format).read_file != nullptr;
    for (const NetcdfKind& kind : netcdf_kinds()) {
        if (row_of(kind.format).read_file == nullptr) continue;
        const std::string bytes = read_file(make_netcdf(folder.path(), "seed", k_seed, kind).path);
        REQUIRE(verdict_on(kind.format, bytes) == "read");
        for (std::uint64_t seed = 0; seed < files_to_damage() / kinds; ++seed) {
            const std::string verdict = verdict_on(kind.format, damaged(bytes, seed));
            ++verdicts[fmt::format("{:22} {}", kind.name, verdict)];
            if (verdict == "read" || verdict == "declined" || verdict.starts_with("probe/")) continue;
            INFO(kind.name << " damaged with seed " << seed);
            CHECK(verdict == "read");
        }
    }
    for (const auto& [verdict, count] : verdicts) std::cout << fmt::format("{:6} {}\n", count, verdict);
    std::cout << fmt::format("at most {} bytes of memory, {:.1f} ms, {} reads\n", s_most.memory, s_most.seconds * 1e3,
                             s_most.reads);
}

namespace {

std::optional<Dataset> read_in_memory(Format format, const std::string& bytes) {
    MemoryBytes file(bytes);
    WindowedBytes windows;
    auto result = read_native(format, file, windows, {});
    if (!result || !std::holds_alternative<Dataset>(*result)) return std::nullopt;
    return std::get<Dataset>(*std::move(result));
}

/// libnetcdf 4.9 lists such attributes, and then cannot find them.
bool is_about_a_name_in_no_utf8(const Problem& problem) {
    return problem.message.find("nc_inq_att for attribute") != std::string::npos &&
           problem.message.find("\\x") != std::string::npos;
}

}  // namespace

/// libnetcdf is asked only for what was read natively. HDF5: tests/unit/probe_hdf5/test_damaged_files.cpp.
TEST_CASE("damaged classic files that are read natively read the same through libnetcdf") {
    const TempFolder folder;
    WorkerOptions options;
    options.program = CAIRN_NETCDF_WORKER_PROGRAM;
    options.files_per_worker = 1'000'000;
    const auto reader = make_netcdf_worker_reader(options);
    std::map<std::string, int> verdicts;
    for (const NetcdfKind& kind : netcdf_kinds()) {
        if (kind.format == Format::hdf5) continue;
        Source source = make_netcdf(folder.path(), "seed", k_seed, kind);
        const std::string bytes = read_file(source.path);
        for (std::uint64_t seed = 0; seed < files_to_damage() / 10; ++seed) {
            const std::string damage = damaged(bytes, seed);
            const auto found = read_in_memory(kind.format, damage);
            if (!found) continue;
            folder.add_file("damaged.nc", damage);
            source.path = folder / "damaged.nc";
            const auto expected = reader->read(source);
            ++verdicts[fmt::format("{:22} {}", kind.name, expected ? "read by both" : expected.problem().code)];
            INFO(kind.name << " damaged with seed " << seed);
            if (expected) {
                CHECK(first_difference(*expected, *found) == "");
            } else {
                CHECK(is_about_a_name_in_no_utf8(expected.problem()));
            }
        }
    }
    for (const auto& [verdict, count] : verdicts) std::cout << fmt::format("{:6} {}\n", count, verdict);
}
