#include "tests/unit/probe_references/reference_text.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "builder/cf/coordinates.hpp"
#include "builder/probe/native_reader.hpp"

namespace cairn::test {

std::string metadata_members() {
    return R"(".zgroup": "{\"zarr_format\": 2}",
".zattrs": "{\"title\": \"A set\"}",
"time/.zarray": {"zarr_format": 2, "shape": [4], "chunks": [2], "dtype": "<i2", "compressor": null, "filters": null,
                 "order": "C", "fill_value": null},
"time/.zattrs": {"_ARRAY_DIMENSIONS": ["time"], "units": "days since 2000-01-01"},
"tas/.zarray": {"zarr_format": 2, "shape": [4, 6], "chunks": [2, 3], "dtype": "<f4", "compressor": null,
                "filters": null, "order": "C", "fill_value": NaN},
"tas/.zattrs": {"_ARRAY_DIMENSIONS": ["time", "x"]},
"time/0": "base64:AQACAA==", "time/1": "base64:AwAEAA==")";
}

std::string set_of(std::string_view references) {
    return fmt::format("{{\"version\": 1, \"refs\": {{{}{}{}}}}}", metadata_members(), references.empty() ? "" : ",\n",
                       references);
}

Outcome<Dataset> read_text(const TempFolder& folder, std::string_view text, const references::Reachable& reachable) {
    folder.add_file("set.json", text);
    Source source;
    source.path = folder / "set.json";
    source.format = Format::kerchunk_json;
    return make_native_reader({}, ReaderChoice::native, {}, reachable)->read(source);
}

Dataset read_set(const TempFolder& folder, std::string_view text, const references::Reachable& reachable) {
    auto dataset = read_text(folder, text, reachable);
    INFO((dataset ? std::string() : dataset.problem().message));
    REQUIRE(dataset);
    return *std::move(dataset);
}

std::string said_of(const Dataset& dataset) {
    std::string said;
    for (const Problem& problem : dataset.problems) {
        const std::size_t set = problem.path.find("set.json");
        said += fmt::format("{} {} {}\n", problem.code,
                            set == std::string::npos ? problem.path : problem.path.substr(set), problem.message);
    }
    return said;
}

const Variable& variable_of(const Dataset& dataset, std::string_view name) {
    const auto id = find_variable(dataset, 0, name);
    REQUIRE(id);
    return dataset.groups[id->group].variables[id->index];
}

std::string sources_of(const Dataset& dataset) {
    std::string lines;
    for (const ReferencedSource& source : dataset.sources) {
        lines += fmt::format("{} {}", source.url, source.bytes);
        for (const IndexRange& range : source.covers)
            lines += fmt::format(" {}[{},{})", dimension(dataset, range.dimension).name, range.begin, range.end);
        lines += '\n';
    }
    return lines;
}

}  // namespace cairn::test
