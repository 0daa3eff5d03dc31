// What a state costs: Facts of many files written, and read back in order, beside a file of their keys and their
// encoded bytes (the floor). The Facts are those of one variable of a model, a file a month and member: they share
// cube, description and grid, and differ in time, name and stamp. Prints a line for each step. usage: bench_state
// FOLDER [FACTS]
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "builder/facts/codec.hpp"
#include "builder/state/state.hpp"
#include "tests/bench/bench_facts.hpp"

using namespace cairn;

namespace {

using Clock = std::chrono::steady_clock;
constexpr ScanContext k_context{1, 2};

double seconds_since(Clock::time_point began) { return std::chrono::duration<double>(Clock::now() - began).count(); }

template <class Take>
void in_blocks(std::size_t count, const Facts& shared, Take take) {
    facts::EncodedParts parts;
    for (std::size_t begin = 0; begin < count; begin += k_sources_of_block) {
        NewBlock block;
        for (std::size_t i = begin; i < std::min(begin + k_sources_of_block, count); ++i) {
            const Facts facts = facts_of(i, shared);
            block.sources.push_back(known_source(path_of(i), facts));
            block.facts.push_back(encode(facts, parts));
        }
        take(std::move(block));
    }
}

void write_floor(const std::string& path, std::size_t count, const Facts& shared, std::uint64_t& bytes) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    in_blocks(count, shared, [&](const NewBlock& block) {
        std::string text;
        for (std::size_t i = 0; i < block.sources.size(); ++i) text += block.sources[i].relative + block.facts[i];
        bytes += text.size();
        if (::write(file, text.data(), text.size()) < 0) std::perror("write");
    });
    if (::fsync(file) != 0) std::perror("fsync");
    ::close(file);
}

void write_state(const std::string& path, std::size_t count, const Facts& shared) {
    State state(path);
    in_blocks(count, shared, [&](NewBlock block) { state.replace("a", k_context, {}, {std::move(block)}); });
    state.save();
}

/// Returns how many Facts stand in their order and say what was written.
std::size_t read_state(const std::string& path, const Facts& shared) {
    State state(path);
    SharedParts parts;
    std::size_t good = 0;
    for (const BlockOfKeys& block : state.blocks("a", k_context)) {
        const std::vector<std::string> facts = state.facts(block.id);
        for (std::size_t i = 0; i < facts.size(); ++i) {
            const auto decoded = decode(facts[i], parts);
            const Facts expected = facts_of(good, shared);
            const bool is_same =
                decoded && block.sources[i].relative == path_of(good) && decoded->fingerprint == expected.fingerprint &&
                decoded->understood->granule.time.interval == expected.understood->granule.time.interval;
            if (!is_same) return good;
            ++good;
        }
    }
    return good;
}

long peak_mib() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        fmt::print(stderr, "usage: bench_state FOLDER [FACTS]\n");
        return 2;
    }
    const std::string folder = argv[1];
    const std::size_t count = argc > 2 ? std::stoull(argv[2]) : 1'000'000;
    const Facts shared = shared_facts();
    const std::string state = folder + "/bench.state";
    std::filesystem::remove(state);
    std::uint64_t floor_bytes = 0;
    auto began = Clock::now();
    write_floor(folder + "/bench.floor", count, shared, floor_bytes);
    const double floor_s = seconds_since(began);
    fmt::print("make, encode and write {} Facts as plain bytes, synced: {:.2f} s, {:.1f} bytes each\n", count, floor_s,
               static_cast<double>(floor_bytes) / static_cast<double>(count));
    began = Clock::now();
    write_state(state, count, shared);
    const double write_s = seconds_since(began);
    const auto bytes = static_cast<double>(std::filesystem::file_size(state));
    fmt::print("the same into a state: {:.2f} s ({:.2f} times), {:.1f} bytes each, peak {} MiB\n", write_s,
               write_s / floor_s, bytes / static_cast<double>(count), peak_mib());
    began = Clock::now();
    const std::size_t good = read_state(state, shared);
    const double read_s = seconds_since(began);
    fmt::print("read back and decoded in order: {:.2f} s, {:.0f} Facts a second, {} of {} as written, peak {} MiB\n",
               read_s, static_cast<double>(good) / read_s, good, count, peak_mib());
    std::filesystem::remove(state);
    std::filesystem::remove(folder + "/bench.floor");
    return good == count ? 0 : 1;
}
