// Prints what was understood of each netCDF file, one JSON object a line: what compare_extents.py holds against
// netCDF4-python and cftime, and what a person reads to see whether it makes sense.
#include <fmt/format.h>

#include <cstdio>
#include <string>

#include "builder/interpret/interpret.hpp"
#include "builder/probe/netcdf_c.hpp"

namespace {

std::string in_quotes(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        if (static_cast<unsigned char>(c) < 0x20)
            result += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
            result += c;
    }
    return result + '"';
}

std::string line_of(const std::string& path, const cairn::Interpretation& read) {
    const cairn::Granule& granule = read.granule;
    std::string line = fmt::format("{{\"path\": {}", in_quotes(path));
    if (granule.time.interval) {
        line += fmt::format(", \"start\": \"{}\", \"end\": \"{}\", \"time_evidence\": \"{}\"",
                            to_rfc3339(granule.time.interval->start), to_rfc3339(granule.time.interval->end),
                            name_of(granule.time.evidence));
    }
    if (!granule.time.reason.empty()) line += fmt::format(", \"time_reason\": {}", in_quotes(granule.time.reason));
    if (granule.footprint.box) {
        const auto [west, south, east, north] = bbox_of(*granule.footprint.box);
        line += fmt::format(", \"bbox\": [{}, {}, {}, {}], \"space_evidence\": \"{}\"", west, south, east, north,
                            name_of(granule.footprint.evidence));
    }
    if (!granule.footprint.reason.empty()) {
        line += fmt::format(", \"space_reason\": {}", in_quotes(granule.footprint.reason));
    }
    line += ", \"notes\": [";
    for (std::size_t i = 0; i < granule.notes.size(); ++i) line += (i > 0 ? ", " : "") + in_quotes(granule.notes[i]);
    line += "]}";
    return line;
}

void print_details(const cairn::Interpretation& read) {
    for (const auto& [about, text] : read.findings) fmt::print("  {}: {}\n", about, text);
    for (const cairn::CubeDimension& d : read.granule.cube->dimensions) {
        fmt::print(
            "  dim {} kind {} size {} unit '{}' cal '{}' step '{}' min {} max {} spacing {} values {} labels {}\n",
            d.name, static_cast<int>(d.kind), d.size, d.unit, d.calendar, d.step, d.minimum.value_or(-999),
            d.maximum.value_or(-999), d.spacing.value_or(0), d.values.size(), d.labels.size());
    }
    for (const cairn::CubeVariable& v : read.granule.cube->variables) {
        fmt::print("  var {}{} {} ({}) '{}'\n", v.is_data ? "DATA " : "", v.name, v.data_type,
                   fmt::join(v.dimensions, ", "), v.unit);
    }
}

}  // namespace

int main(int argc, char** argv) {
    cairn::prepare_netcdf_c();
    bool details = false;
    for (int i = 1; i < argc; ++i) {
        const std::string path = argv[i];
        if (path == "--details") {
            details = true;
            continue;
        }
        const auto dataset = cairn::read_with_netcdf_c(path, cairn::ReadLimits{});
        if (!dataset) {
            fmt::print("{{\"path\": {}, \"problem\": {}}}\n", in_quotes(path), in_quotes(dataset.problem().message));
            continue;
        }
        const cairn::Interpretation read = cairn::interpret(*dataset);
        fmt::print("{}\n", line_of(path, read));
        if (details) print_details(read);
    }
    return 0;
}
