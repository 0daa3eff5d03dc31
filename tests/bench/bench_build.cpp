// How far a build is from the least it could cost. Runs, one after the other on the same archive: the floor (walk, open
// and read the first 64 KiB of every file, write as many bytes in as many files as the catalog has), then `cairn
// build`. Prints files/s, peak memory, and the ratio. --beside: another program, which runs in turn with the first; then
// the least of the runs of each in a line. With --distinct-grids also what as many files cost that have a box each.
// usage: bench_build ARCHIVE [--distinct-grids ARCHIVE] --cairn PROGRAM [--beside PROGRAM] [--config FILE] [--jobs N]
// [--runs R] [--no-validate]
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

struct Options {
    std::string archive, distinct_grids, cairn, beside, config;
    unsigned jobs = 0;
    int runs = 3;
    bool validate = true;
};

struct Tree {
    std::size_t files = 0;
    std::uintmax_t bytes = 0;
};

Tree measure(const fs::path& root) {
    Tree tree;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        if (!entry.is_regular_file()) continue;
        ++tree.files;
        tree.bytes += entry.file_size();
    }
    return tree;
}

/// Walk, and read the first 64 KiB of every file with as many threads as the build has.
std::size_t read_floor(const Options& options) {
    std::vector<std::string> paths;
    for (const auto& entry : fs::recursive_directory_iterator(options.archive)) {
        if (entry.is_regular_file()) paths.push_back(entry.path().string());
    }
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        std::vector<char> buffer(64 << 10);
        for (std::size_t i = next++; i < paths.size(); i = next++) {
            const int file = open(paths[i].c_str(), O_RDONLY | O_CLOEXEC);
            if (file < 0 || read(file, buffer.data(), buffer.size()) < 0)
                fmt::print(stderr, "{}: cannot be read\n", paths[i]);
            if (file >= 0) close(file);
        }
    };
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < options.jobs; ++i) threads.emplace_back(work);
    for (std::thread& thread : threads) thread.join();
    return paths.size();
}

/// The output's bytes in the output's number of files, and one sync: what any program that writes this tree pays.
void write_floor(const Tree& tree, const fs::path& folder) {
    fs::create_directories(folder);
    const std::string bytes(tree.bytes / std::max<std::size_t>(1, tree.files), ' ');
    for (std::size_t i = 0; i < tree.files; ++i) std::ofstream(folder / std::to_string(i), std::ios::binary) << bytes;
    const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        syncfs(descriptor);
        close(descriptor);
    }
}

double seconds_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

struct Run {
    double seconds = 0;
    double processor_seconds = 0;  // of the program and its workers
    double peak_mib = 0;
    double faults = 0;  // pages that the kernel had to give, the program's own and those of its workers
    int exit_code = 0;
};

Run run_program(const std::string& program, const Options& options, const std::string& archive,
                const std::string& out) {
    std::vector<std::string> words{program, "build", "--out", out, "--jobs", std::to_string(options.jobs),
                                   "--quiet"};
    if (options.config.empty()) {
        words.insert(words.end(), {"--archive", archive, "--href", "https://data.example.org/archive"});
    } else {
        words.insert(words.end(), {"--config", options.config});
    }
    if (!options.validate) words.emplace_back("--no-validate");
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const Clock::time_point begin = Clock::now();
    const std::string state = out + "-state";  // each run is a first one: nothing is known from the run before
    const pid_t child = fork();
    if (child == 0) {
        setenv("XDG_STATE_HOME", state.c_str(), 1);
        execv(arguments[0], arguments.data());
        _exit(127);
    }
    int status = 0;
    rusage usage = {};
    wait4(child, &status, 0, &usage);
    const double seconds = seconds_since(begin);
    fs::remove_all(state);
    return {seconds, seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
            static_cast<double>(usage.ru_maxrss) / 1024, static_cast<double>(usage.ru_minflt),
            WIFEXITED(status) ? WEXITSTATUS(status) : -1};
}

Run run_cairn(const Options& options, const std::string& archive, const std::string& out) {
    return run_program(options.cairn, options, archive, out);
}

/// The best of several runs, number by number.
struct Least {
    Run run;
    bool is_set = false;

    void take(const Run& other) {
        if (!is_set) run = other;
        is_set = true;
        run.seconds = std::min(run.seconds, other.seconds);
        run.processor_seconds = std::min(run.processor_seconds, other.processor_seconds);
        run.peak_mib = std::min(run.peak_mib, other.peak_mib);
        run.faults = std::min(run.faults, other.faults);
    }
};

void print_row(const char* name, const Run& run, double floor, double files) {
    fmt::print("| {} | {:.2f} s | {:.2f} s | {:.1f} us | {:.0f} MiB | {:.2f} | {:.1f} |\n", name, run.seconds,
               run.processor_seconds, 1e6 * run.processor_seconds / files, run.peak_mib, run.faults / files,
               run.seconds / floor);
}

void print_table(const Run& cairn, const Run& beside, double floor, double files) {
    fmt::print("| program | wall clock | processor | a file | peak | page faults a file | floors |\n"
               "|---|---|---|---|---|---|---|\n");
    print_row("cairn", cairn, floor, files);
    print_row("beside", beside, floor, files);
    fmt::print("ratio {:.2f} of wall clock, {:.2f} of processor; floor {:.2f} s\n", cairn.seconds / beside.seconds,
               cairn.processor_seconds / beside.processor_seconds, floor);
}

bool succeeded(const Run& run) {
    if (run.exit_code == 0 || run.exit_code == 3) return true;
    fmt::print(stderr, "cairn build ended with {}\n", run.exit_code);
    return false;
}

/// Both mixes in turn, so that what else the machine does falls on both alike; the best run of each counts.
bool compare_grids(const Options& options, const std::string& out) {
    Run best_one, best_distinct;
    for (int i = 0; i < options.runs; ++i) {
        const Run one = run_cairn(options, options.archive, out);
        std::filesystem::remove_all(out);
        const Run distinct = run_cairn(options, options.distinct_grids, out);
        std::filesystem::remove_all(out);
        if (!succeeded(one) || !succeeded(distinct)) return false;
        if (i == 0 || one.processor_seconds < best_one.processor_seconds) best_one = one;
        if (i == 0 || distinct.processor_seconds < best_distinct.processor_seconds) best_distinct = distinct;
    }
    fmt::print("one grid {:.2f} s ({:.2f} s of processor), a grid each {:.2f} s ({:.2f} s): ratio {:.2f} ({:.2f})\n",
               best_one.seconds, best_one.processor_seconds, best_distinct.seconds, best_distinct.processor_seconds,
               best_distinct.seconds / best_one.seconds, best_distinct.processor_seconds / best_one.processor_seconds);
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app("Compares cairn build with the floor");
    app.add_option("ARCHIVE", options.archive)->required()->check(CLI::ExistingDirectory);
    app.add_option("--distinct-grids", options.distinct_grids, "an archive made with make_archive --distinct-grids")
        ->check(CLI::ExistingDirectory);
    app.add_option("--cairn", options.cairn)->required()->check(CLI::ExistingFile);
    app.add_option("--beside", options.beside, "another program, to run in turn with it")->check(CLI::ExistingFile);
    app.add_option("--config", options.config)->check(CLI::ExistingFile);
    app.add_option("--jobs", options.jobs);
    app.add_option("--runs", options.runs)->check(CLI::PositiveNumber);
    app.add_flag("!--no-validate", options.validate);
    CLI11_PARSE(app, argc, argv);
    if (options.jobs == 0) options.jobs = std::max(1U, std::thread::hardware_concurrency());

    const fs::path scratch = fs::temp_directory_path() / fmt::format("cairn-bench-{}", getpid());
    const std::string out = (scratch / "out").string();
    fs::create_directories(scratch);
    read_floor(options);  // once, so that both sides find the files in memory
    std::size_t files = 0;
    Least cairn, beside;
    double least_floor = 0;
    for (int i = 0; i < options.runs; ++i) {
        const Run run = run_cairn(options, options.archive, out);
        if (!succeeded(run)) return 1;
        const Tree tree = measure(out);
        const Clock::time_point begin = Clock::now();
        files = read_floor(options);
        const double reading = seconds_since(begin);
        write_floor(tree, scratch / "floor");
        const double floor = seconds_since(begin);
        fs::remove_all(scratch / "floor");
        fs::remove_all(out);
        cairn.take(run);
        least_floor = i == 0 ? floor : std::min(least_floor, floor);
        if (!options.beside.empty()) {
            beside.take(run_program(options.beside, options, options.archive, out));
            fs::remove_all(out);
        }
        fmt::print(
            "run {}: cairn {:.2f} s, {:.0f} files/s, peak {:.0f} MiB (without workers); floor {:.2f} s ({:.2f} s "
            "reading, {} files of "
            "output, {:.1f} MB); ratio {:.1f}; exit {}\n",
            i + 1, run.seconds, static_cast<double>(files) / run.seconds, run.peak_mib, floor, reading, tree.files,
            static_cast<double>(tree.bytes) / 1e6, run.seconds / floor, run.exit_code);
    }
    if (!options.beside.empty()) print_table(cairn.run, beside.run, least_floor, static_cast<double>(files));
    const bool compared = options.distinct_grids.empty() || compare_grids(options, out);
    fs::remove_all(scratch);
    return compared ? 0 : 1;
}
