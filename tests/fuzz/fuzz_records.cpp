// One line of a file of records. What is taken has a path that stays below the URL of its list, and a reason or a
// problem for all else.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "builder/records/parser.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const cairn::Config k_config = [] {
        cairn::Config config;
        config.records.push_back({"tape", "/in/tape.ndjson", "https://tape.example.org"});
        return config;
    }();
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    cairn::records::Parser parser(k_config, 0);
    std::vector<cairn::Problem> problems;
    const auto record = parser.parse({text, 1, 0}, problems);
    if (record.has_value() != problems.empty()) std::abort();
    if (!record) return 0;
    const std::string& path = record->source.relative;
    if (path.empty() || path.starts_with('/') || ("/" + path + "/").find("/../") != std::string::npos) std::abort();
    const auto& time = record->facts.understood->granule.time.interval;
    if (time && time->end < time->start) std::abort();
    return 0;
}
