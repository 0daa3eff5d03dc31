#include "builder/records/read_records.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/guard.hpp"
#include "base/storage/line_reader.hpp"

namespace cairn::records {

namespace {

/// Lines that a thread takes at once.
constexpr std::size_t k_lines = 64;

void read_line(Parser& parser, const std::string& file, const Line& line, const Deliver& deliver) {
    std::vector<Problem> problems;
    std::optional<Record> record;
    const Stage stage = Stage::discover;
    const auto done = guarded(stage, fmt::format("{}:{}", file, line.number), [&]() -> Outcome<bool> {
        record = parser.parse(line, problems);
        return true;
    });
    if (!done) problems.push_back(done.problem());
    deliver(std::move(record), std::move(problems));
}

}  // namespace

void read_records(const Config& config, std::size_t archive, const ParallelFor& parallel, const Deliver& deliver,
                  const std::atomic<bool>& stop) {
    const std::string& file = config.records.at(archive - config.archives.size()).file;
    Parser parser(config, archive);
    LineReader reader(file);
    while (!stop) {
        const std::vector<Line>& lines = reader.next();
        if (lines.empty()) return;
        parallel((lines.size() + k_lines - 1) / k_lines, [&](std::size_t part) {
            const std::size_t end = std::min((part + 1) * k_lines, lines.size());
            for (std::size_t i = part * k_lines; i < end && !stop; ++i) read_line(parser, file, lines[i], deliver);
        });
    }
}

}  // namespace cairn::records
