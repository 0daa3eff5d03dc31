// One line, read as a record.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "builder/records/parser.hpp"

namespace cairn::test {

struct ReadLine {
    std::optional<records::Record> record;
    std::vector<Problem> problems;

    /// The codes, with a blank between.
    std::string codes() const {
        std::string text;
        for (const Problem& problem : problems) text += (text.empty() ? "" : " ") + problem.code;
        return text;
    }
};

inline Config config_with_records(const std::string& href = "https://tape.example.org/cmip") {
    Config config;
    config.records.push_back({"tape", "/in/tape.ndjson", href});
    return config;
}

inline ReadLine read_line(const Line& line, const Config& config = config_with_records()) {
    records::Parser parser(config, 0);
    ReadLine read;
    read.record = parser.parse(line, read.problems);
    return read;
}

inline ReadLine read_line(std::string_view text) { return read_line({text, 7, 100}); }

/// A record with one member more than it needs.
inline ReadLine read_with(const std::string& member) { return read_line(R"({"path": "a/b.nc", )" + member + "}"); }

}  // namespace cairn::test
