// What reading headers costs: the native readers, libnetcdf in this process (the plain cost, without worker processes),
// and opening the same files and reading their first 64 KiB, which is the least there is. One run, interleaved, the
// best of several rounds; every reader builds the full Dataset. Then the native readers with more threads, and with a
// delay added to every read, as of a network. usage: bench_probe DIR [--jobs N] [--latency-ms X] [--rounds R]
#include <fcntl.h>
#include <fmt/format.h>
#include <time.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "builder/probe/native_reader.hpp"
#include "builder/probe/netcdf_c.hpp"
#include "tests/support/slow_bytes.hpp"
#include "tests/unit/probe/real_files.hpp"

namespace {

using namespace cairn;
using Clock = std::chrono::steady_clock;

struct Options {
    std::string folder;
    unsigned jobs = 2;
    double latency_ms = 2;
    unsigned slow_jobs = 16;
    int rounds = 5;
};

enum class Verdict { read, declined, problem };
using ReadOne = std::function<Verdict(const Source&)>;

Verdict read_plainly(const Source& source) {
    static thread_local std::vector<char> buffer(64 << 10);
    const int file = ::open(source.path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return Verdict::problem;
    const ssize_t got = ::pread(file, buffer.data(), buffer.size(), 0);
    ::close(file);
    return got < 0 ? Verdict::problem : Verdict::read;
}

Verdict read_natively(const Source& source, std::chrono::nanoseconds latency) {
    const auto file = open_positioned(source.path);
    if (!file) return Verdict::problem;
    test::SlowBytes slow(**file, latency);
    PositionedBytes& bytes = latency.count() > 0 ? static_cast<PositionedBytes&>(slow) : **file;
    static thread_local WindowedBytes windows;
    const auto result = read_native(source.format, bytes, windows, {});
    if (!result) return Verdict::problem;
    return std::holds_alternative<Dataset>(*result) ? Verdict::read : Verdict::declined;
}

Verdict read_through_libnetcdf(const Source& source) {
    return read_with_netcdf_c(source.path, {}) ? Verdict::read : Verdict::problem;
}

/// CPU of all threads; not disturbed by what else the machine does, as the wall clock is.
double cpu_seconds() {
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

struct Cost {
    double seconds = std::numeric_limits<double>::infinity();
    double cpu_seconds = std::numeric_limits<double>::infinity();
};

/// For all files with so many threads.
Cost cost_of(const std::vector<Source>& sources, unsigned jobs, const ReadOne& read_one) {
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < sources.size(); i = next++) read_one(sources[i]);
    };
    const double cpu_begin = cpu_seconds();
    const Clock::time_point begin = Clock::now();
    std::vector<std::thread> threads;
    for (unsigned i = 1; i < jobs; ++i) threads.emplace_back(work);
    work();
    for (std::thread& thread : threads) thread.join();
    return {std::chrono::duration<double>(Clock::now() - begin).count(), cpu_seconds() - cpu_begin};
}

struct Way {
    std::string name;
    unsigned jobs = 1;
    ReadOne read_one;
    Cost best = {};
};

void count_verdicts(const std::vector<Source>& sources, const ReadOne& read_one) {
    std::map<Verdict, std::size_t> counts;
    for (const Source& source : sources) ++counts[read_one(source)];
    fmt::print("  native: {} read, {} declined, {} problems\n", counts[Verdict::read], counts[Verdict::declined],
               counts[Verdict::problem]);
}

void print(const Way& way, std::size_t files, const Cost& native) {
    const auto count = static_cast<double>(files);
    fmt::print("  {:24} {:9.1f} us/file {:9.1f} us CPU {:9.0f} files/s {:7.2f} x native ({:.2f} in CPU)\n", way.name,
               way.best.seconds / count * 1e6, way.best.cpu_seconds / count * 1e6, count / way.best.seconds,
               way.best.seconds / native.seconds, way.best.cpu_seconds / native.cpu_seconds);
}

void measure(const std::string& format, const std::vector<Source>& sources, const Options& options) {
    const auto latency = std::chrono::duration_cast<std::chrono::nanoseconds>(
        std::chrono::duration<double, std::milli>(options.latency_ms));
    const ReadOne native = [](const Source& source) { return read_natively(source, {}); };
    const ReadOne slow = [latency](const Source& source) { return read_natively(source, latency); };
    std::vector<Way> ways{{"open + read 64 KiB", 1, read_plainly},
                          {"native", 1, native},
                          {"libnetcdf", 1, read_through_libnetcdf},
                          {fmt::format("native, {} threads", options.jobs), options.jobs, native}};
    fmt::print("{}: {} files\n", format, sources.size());
    count_verdicts(sources, native);
    for (int round = 0; round < options.rounds; ++round) {
        for (Way& way : ways) {
            const Cost cost = cost_of(sources, way.jobs, way.read_one);
            way.best.seconds = std::min(way.best.seconds, cost.seconds);
            way.best.cpu_seconds = std::min(way.best.cpu_seconds, cost.cpu_seconds);
        }
    }
    for (const Way& way : ways) print(way, sources.size(), ways[1].best);
    if (options.latency_ms <= 0) return;
    const Way slow_way{fmt::format("native, {} ms, {} threads", options.latency_ms, options.slow_jobs),
                       options.slow_jobs, slow, cost_of(sources, options.slow_jobs, slow)};
    print(slow_way, sources.size(), ways[1].best);
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app("Measures the readers on the netCDF and HDF5 files of a folder");
    app.add_option("DIR", options.folder)->required();
    app.add_option("--jobs", options.jobs)->check(CLI::Range(1, 1024));
    app.add_option("--latency-ms", options.latency_ms, "added to every read, with 16 threads; 0: not measured");
    app.add_option("--rounds", options.rounds)->check(CLI::PositiveNumber);
    CLI11_PARSE(app, argc, argv);
    prepare_netcdf_c();
    std::map<std::string, std::vector<Source>> by_format;
    for (Source& source : test::netcdf_files_below(options.folder))
        by_format[source.format == Format::hdf5 ? "HDF5" : "classic"].push_back(std::move(source));
    for (const auto& [format, sources] : by_format) measure(format, sources, options);
    return 0;
}
