#include "builder/probe/icechunk/icechunk.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "builder/probe/icechunk/repository.hpp"
#include "builder/probe/references/virtual_store.hpp"
#include "builder/probe/zarr/object_store.hpp"
#include "builder/probe/zarr/timed_store.hpp"

namespace cairn::icechunk {

namespace {

using references::ArrayGrid;
using references::ArrayGrids;
using references::ChunkSink;
using references::ProblemList;

/// Gives the references of one array to the sink.
class ArrayChunks {
  public:
    ArrayChunks(Repository& repository, const ArrayGrid& array, ChunkSink& sink, ProblemList& problems)
        : m_repository(repository), m_array(array), m_sink(sink), m_problems(problems) {}

    void bring(const Node& node) {
        for (const std::string& manifest : node.manifests) {
            const auto problem =
                m_repository.chunks(manifest, node.id, [this](const ChunkReference& reference) { take(reference); });
            if (!problem) continue;
            m_problems.add(problem->code, problem->path,
                           fmt::format("{}; chunks of '{}' are left out", problem->message, m_array.path));
            m_sink.mark_incomplete(m_array, problem->message);
        }
    }

    bool has_virtual_chunks() const { return m_has_virtual_chunks; }

  private:
    bool is_inside(const ChunkReference& reference) const {
        const std::vector<std::uint64_t>& counts = m_array.chunks.counts();
        if (reference.index.size() != counts.size()) return false;
        for (std::size_t axis = 0; axis < reference.index.size(); ++axis)
            if (reference.index[axis] >= counts[axis]) return false;
        return true;
    }

    void take(const ChunkReference& reference) {
        if (!is_inside(reference)) {
            m_problems.count("probe/outside-array", m_array.path, reference.url,
                             fmt::format("found a chunk [{}] that the array does not have; it is left out",
                                         fmt::join(reference.index, ", ")));
        } else if (reference.is_inline) {
            m_sink.take_inline(m_array, reference.index, reference.bytes);
        } else {
            const references::Target target{.url = reference.chunk_file.empty() ? reference.url : reference.chunk_file,
                                            .offset = reference.offset,
                                            .length = reference.length};
            if (reference.chunk_file.empty()) {
                m_has_virtual_chunks = true;
                m_sink.take_target(m_array, reference.index, target);
            } else {
                m_sink.take_own_target(m_array, reference.index, target);
            }
        }
    }

    Repository& m_repository;
    const ArrayGrid& m_array;
    ChunkSink& m_sink;
    ProblemList& m_problems;
    bool m_has_virtual_chunks = false;
};

void add_metadata(const std::vector<Node>& nodes, references::MetadataSink& sink) {
    for (const Node& node : nodes) sink.take_inline(zarr::joined(node.path, "zarr.json"), node.metadata);
}

}  // namespace

Outcome<Dataset> read_repository(const Source& source, const std::string& name, const ReadLimits& limits,
                                 const references::Reachable& reachable, const zarr::PartWork* parts) {
    auto folder = zarr::open_keys(source.path, reachable.web);
    if (!folder) return folder.take_problem();
    zarr::TimedStore timed(**folder, limits.time);
    Repository repository(timed);
    auto nodes = repository.nodes();
    if (!nodes) return nodes.take_problem();
    references::Locations locations(reachable, source.archive, source.path);
    references::ReferenceStore store(locations);
    ProblemList problems;
    if (const auto& problem = repository.configuration_problem())
        problems.add(problem->code, problem->path, problem->message, Severity::warning);
    references::MetadataSink metadata(store, problems);
    add_metadata(*nodes, metadata);
    std::map<std::string_view, const Node*> by_path;
    for (const Node& node : *nodes) by_path.emplace(node.path, &node);
    bool is_virtual = false;  // without a chunk in another file the repository is a store as others
    auto dataset = references::describe(store, locations, name, limits, problems, parts,
                                        [&](ChunkSink& chunks, const ArrayGrids& arrays) -> std::optional<Problem> {
                                            for (const ArrayGrid& array : arrays.all()) {
                                                const auto node = by_path.find(array.path);
                                                if (node == by_path.end()) continue;
                                                ArrayChunks own(repository, array, chunks, problems);
                                                own.bring(*node->second);
                                                is_virtual = is_virtual || own.has_virtual_chunks();
                                            }
                                            return std::nullopt;
                                        });
    if (!dataset) return dataset;
    dataset->is_virtual = is_virtual;
    dataset->store->snapshot = repository.snapshot();
    return dataset;
}

}  // namespace cairn::icechunk
