// What reading Zarr stores costs, on one core: all that the Dataset needs (metadata, attributes, values of the
// coordinates), and the interpretation after it. bench_stores.py runs it beside xarray and zarr-python.
// usage: bench_stores DIR [--rounds R]; DIR holds the stores. Prints seconds of processor time, the best of the rounds.
#include <fmt/format.h>
#include <time.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/filesystem.hpp>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "builder/interpret/interpret.hpp"
#include "builder/probe/zarr/open_store.hpp"

namespace {

using namespace cairn;
namespace fs = boost::filesystem;

double processor_seconds() {
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

std::vector<Source> stores_in(const std::string& folder) {
    std::vector<Source> stores;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        Source source;
        source.path = entry.path().string();
        source.format = Format::zarr2;
        stores.push_back(std::move(source));
    }
    std::sort(stores.begin(), stores.end(), [](const Source& a, const Source& b) { return a.path < b.path; });
    return stores;
}

struct Round {
    double reading_seconds = 0;
    double interpreting_seconds = 0;
    std::size_t arrays = 0;
    std::size_t values = 0;
    std::size_t bands = 0;
};

/// A store that cannot be read, or has problems, ends the benchmark: it would be no measure of reading.
Round read_all(const std::vector<Source>& stores) {
    Round round;
    for (const Source& source : stores) {
        const double begin = processor_seconds();
        const Outcome<Dataset> dataset = zarr::read_store_at(source, {});
        const double read = processor_seconds();
        if (!dataset || !dataset->problems.empty()) throw std::runtime_error(source.path + " cannot be read");
        const Interpretation understood = interpret(*dataset);
        round.interpreting_seconds += processor_seconds() - read;
        round.reading_seconds += read - begin;
        for (const Group& group : dataset->groups) {
            round.arrays += group.variables.size();
            for (const Variable& variable : group.variables) round.values += size_of(variable.values);
        }
        for (const StoreGroup& group : understood.granule.store()->groups) round.bands += group.bands.size();
    }
    return round;
}

}  // namespace

int main(int argc, char** argv) {
    std::string folder;
    int rounds = 3;
    CLI::App app("Reads all Zarr stores of a folder and prints what it costs");
    app.add_option("DIR", folder)->required()->check(CLI::ExistingDirectory);
    app.add_option("--rounds", rounds)->check(CLI::Range(1, 1000));
    CLI11_PARSE(app, argc, argv);
    const std::vector<Source> stores = stores_in(folder);
    Round best{std::numeric_limits<double>::max(), std::numeric_limits<double>::max()};
    for (int i = 0; i < rounds; ++i) {
        const Round round = read_all(stores);
        if (round.reading_seconds < best.reading_seconds) best = round;
    }
    fmt::print(
        "{{\"stores\": {}, \"arrays\": {}, \"values\": {}, \"bands\": {}, \"reading_seconds\": {}, "
        "\"interpreting_seconds\": {}}}\n",
        stores.size(), best.arrays, best.values, best.bands, best.reading_seconds, best.interpreting_seconds);
}
