// What judging documents by schemas costs beside parsing them: processor time a document, by both engines.
// usage: bench_validate DIR [--schemas DIR] [--jobs N] [--rounds R] [--each] [--read-only]
// DIR is a tree of JSON documents; their texts are read first, and stay in memory. --read-only: only reads each
// document from the disk and parses it, which is what every validator has to do (validators.py).
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/interrupted.hpp"
#include "base/json/parse.hpp"
#include "base/parallel.hpp"
#include "validator/document.hpp"
#include "validator/engine.hpp"
#include "validator/read_file.hpp"

using namespace cairn;
using validate::JudgeBy;

namespace {

struct Cost {
    double processor_us = 1e300;
    double wall_us = 1e300;
};

double processor_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::vector<std::string> documents_below(const std::string& folder) {
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() == ".json") paths.push_back(entry.path().string());
    }
    return paths;
}

std::string text_of(const std::string& path) {
    return validate::read_file(path, SIZE_MAX, validate::Only::regular_files, k_never_stop).text;
}

/// The least of the rounds, a document.
Cost cost_of(std::size_t documents, int rounds, const ParallelFor& parallel,
             const std::function<void(std::size_t)>& work) {
    Cost cost;
    for (int round = 0; round < rounds; ++round) {
        const double processor = processor_seconds();
        const auto wall = std::chrono::steady_clock::now();
        parallel(documents, work);
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - wall;
        const auto count = static_cast<double>(documents);
        cost.processor_us = std::min(cost.processor_us, (processor_seconds() - processor) * 1e6 / count);
        cost.wall_us = std::min(cost.wall_us, passed.count() * 1e6 / count);
    }
    return cost;
}

void print(const std::string& what, const Cost& cost) {
    fmt::print("{:<34} {:8.2f} us processor {:8.2f} us wall clock\n", what, cost.processor_us, cost.wall_us);
}

/// A parsed document and what it must fit, so that only the schemas are timed.
struct Judged {
    json::Value value;
    std::vector<validate::Check> checks;
};

void bench_schemas(const std::vector<Judged>& documents, const validate::SchemaStore& store, JudgeBy judge_by,
                   int rounds, const ParallelFor& parallel) {
    const validate::Engine engine(store, validate::Formats::check, judge_by);
    std::map<std::string, std::size_t> rejected;
    std::size_t steps = 0;
    for (const Judged& document : documents) {  // compiles the schemas
        for (const validate::Check& check : document.checks) {
            const auto& entry = engine.schema(check.url);
            validate::Budget budget = validate::Budget::unlimited();
            if (!entry.schema || !entry.schema->accepts(*check.part, budget)) ++rejected[check.url];
            steps += budget.used();
        }
    }
    for (const auto& [url, count] : rejected)
        fmt::print("{} documents do not fit, or cannot be judged by, {}\n", count, url);
    const std::string name = judge_by == JudgeBy::program ? "schemas, compiled" : "schemas, valijson";
    fmt::print("{}: {} steps\n", name, steps);
    print(name, cost_of(documents.size(), rounds, parallel, [&](std::size_t i) {
              for (const validate::Check& check : documents[i].checks) {
                  const auto& entry = engine.schema(check.url);
                  if (entry.schema) entry.schema->accepts(*check.part);
              }
          }));
}

/// Documents by the schema that judges them, alone.
void bench_each(const std::vector<Judged>& documents, const validate::SchemaStore& store, int rounds) {
    const validate::Engine engine(store);
    std::map<std::string, std::vector<const json::Value*>> by_url;
    for (const Judged& document : documents) {
        for (const validate::Check& check : document.checks) by_url[check.url].push_back(check.part);
    }
    for (const auto& [url, parts] : by_url) {
        const auto& entry = engine.schema(url);
        if (!entry.schema) continue;
        print(fmt::format("{} x {}", parts.size(), url),
              cost_of(parts.size(), rounds, serial(), [&](std::size_t i) { entry.schema->accepts(*parts[i]); }));
    }
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("What judging documents by schemas costs beside parsing them");
    std::string folder;
    std::string schemas;
    std::size_t jobs = 1;
    int rounds = 3;
    bool each = false;
    app.add_option("DIR", folder)->required()->check(CLI::ExistingDirectory);
    app.add_option("--schemas", schemas);
    app.add_option("--jobs", jobs);
    app.add_option("--rounds", rounds);
    app.add_flag("--each", each, "Also the cost of each schema");
    bool read_only = false;
    app.add_flag("--read-only", read_only, "Only read and parse the documents");
    CLI11_PARSE(app, argc, argv);
    const std::vector<std::string> paths = documents_below(folder);
    if (read_only) {
        print("read and parse", cost_of(paths.size(), rounds, with_threads(jobs),
                                        [&](std::size_t i) { json::parse(text_of(paths[i])); }));
        return 0;
    }
    std::vector<std::string> texts;
    for (const std::string& path : paths) texts.push_back(text_of(path));
    std::size_t bytes = 0;
    for (const std::string& text : texts) bytes += text.size();
    fmt::print("{} documents, {} bytes, {} threads\n", texts.size(), bytes, jobs);
    const ParallelFor parallel = with_threads(jobs);
    print("parse", cost_of(texts.size(), rounds, parallel, [&](std::size_t i) { json::parse(texts[i]); }));
    std::vector<Judged> documents(texts.size());
    parallel(texts.size(), [&](std::size_t i) {
        auto parsed = json::parse(texts[i]);
        if (auto* value = std::get_if<json::Value>(&parsed)) documents[i].value = std::move(*value);
        documents[i].checks = validate::checks_of(documents[i].value, validate::classify(documents[i].value));
    });
    const validate::SchemaStore store(schemas);
    bench_schemas(documents, store, JudgeBy::program, rounds, parallel);
    bench_schemas(documents, store, JudgeBy::valijson, rounds, parallel);
    if (each) bench_each(documents, store, rounds);
    return 0;
}
