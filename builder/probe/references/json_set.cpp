#include "builder/probe/references/json_set.hpp"

#include <iterator>
#include <optional>
#include <utility>

#include "builder/probe/references/generators.hpp"
#include "builder/probe/references/kerchunk_json.hpp"
#include "builder/probe/references/virtual_store.hpp"

namespace cairn::references {

Outcome<Dataset> read_json_set(PositionedBytes& file, Locations& locations, const std::string& name,
                               const ReadLimits& limits, const zarr::PartWork* parts) {
    ReferenceStore store(locations);
    ProblemList problems;
    MetadataSink metadata(store, problems);
    auto header = read_json(file, metadata);
    if (!header) return header.take_problem();
    metadata.finish(header->templates);
    auto dataset = describe(store, locations, name, limits, problems, parts,
                            [&](ChunkSink& chunks, const ArrayGrids&) -> std::optional<Problem> {
                                Expanding expanding(header->templates, chunks);
                                auto again = read_json(file, expanding);
                                if (!again) return again.take_problem();
                                generate(header->generators, header->templates, chunks, limits.time);
                                return std::nullopt;
                            });
    if (!dataset) return dataset;
    dataset->store->consolidated = dataset->store->consolidated || metadata.was_consolidated();
    dataset->problems.insert(dataset->problems.begin(), std::make_move_iterator(header->problems.begin()),
                             std::make_move_iterator(header->problems.end()));
    return dataset;
}

}  // namespace cairn::references
