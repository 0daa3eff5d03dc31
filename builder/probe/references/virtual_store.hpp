// From references to a dataset, whatever form the references have.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "builder/model/dataset.hpp"
#include "builder/probe/reader.hpp"
#include "builder/probe/references/array_grids.hpp"
#include "builder/probe/references/discretion.hpp"
#include "builder/probe/references/locations.hpp"
#include "builder/probe/references/problem_list.hpp"
#include "builder/probe/references/reference_store.hpp"
#include "builder/probe/references/sink.hpp"
#include "builder/probe/references/source_summary.hpp"
#include "builder/probe/references/templates.hpp"
#include "builder/probe/zarr/part_reader.hpp"

namespace cairn::references {

/// Keeps the metadata of a reference set, and passes over the rest.
class MetadataSink final : public Sink {
  public:
    MetadataSink(ReferenceStore& store, ProblemList& problems)
        : m_store(store), m_problems(problems), m_discretion(problems) {}

    bool wants(std::string_view key) override { return is_metadata_key(key); }
    void take_inline(std::string_view key, std::string_view bytes) override;
    void take_target(std::string_view key, const Target& target) override;
    void take_unusable(std::string_view key, std::string_view why) override;

    /// Metadata that lie in files, added once the templates are known; the keys of .zmetadata, when there are no
    /// others.
    void finish(const Templates& templates);

    /// The store had one document with all metadata.
    bool was_consolidated() const { return m_was_consolidated; }

  private:
    struct Raw {
        std::string key;
        std::string url;
        Target target;
    };

    void spread_consolidated();

    ReferenceStore& m_store;
    ProblemList& m_problems;
    Discretion m_discretion;
    std::vector<Raw> m_targets;
    bool m_was_consolidated = false;
};

/// A part of one array, from its first element along each axis on.
struct PartOfArray {
    std::string path;
    std::vector<std::uint64_t> shape;

    bool has_chunk(const ArrayGrid& array, const ChunkIndex& index) const;
};

/// Sorts chunk references: to the summary of sources, and those of coordinates, or of one part, into the store.
class ChunkSink final : public Sink {
  public:
    ChunkSink(ArrayGrids& arrays, ReferenceStore& store, SourceSummary& sources, ProblemList& problems)
        : m_arrays(arrays), m_store(store), m_sources(sources), m_problems(problems), m_discretion(problems) {}

    /// Keeps the references of this part, and of nothing else.
    void keep_only(PartOfArray part) { m_part = std::move(part); }

    bool wants(std::string_view key) override;
    void take_inline(std::string_view key, std::string_view bytes) override;
    void take_target(std::string_view key, const Target& target) override;
    void take_unusable(std::string_view key, std::string_view why) override;

    /// For references that come by their numbers instead of keys.
    void take_target(const ArrayGrid& array, const ChunkIndex& index, const Target& target);
    void take_inline(const ArrayGrid& array, const ChunkIndex& index, std::string_view bytes);
    /// In a file that is part of the reference set, and so no source.
    void take_own_target(const ArrayGrid& array, const ChunkIndex& index, const Target& target);

    /// References of the array are lost: what is not there must not be taken for its fill value.
    void mark_incomplete(const ArrayGrid& array, std::string_view why) { m_store.mark_incomplete(array.path, why); }

  private:
    /// The array of a key that is one of its chunks, whose index is then in m_index; nullptr (and said) when it is not.
    const ArrayGrid* chunk(std::string_view key, std::string_view file);
    bool keeps(const ArrayGrid& array, const ChunkIndex& index) const {
        return m_part ? m_part->has_chunk(array, index) : array.is_coordinate;
    }
    void keep_target(std::string_view key, const ArrayGrid& array, const Target& target);
    void report_full(std::string_view key, const ArrayGrid& array);
    void report_outside(std::string_view key, std::string_view file, const ArrayGrid& array);

    ArrayGrids& m_arrays;
    ReferenceStore& m_store;
    SourceSummary& m_sources;
    ProblemList& m_problems;
    Discretion m_discretion;
    ChunkIndex m_index;
    std::optional<PartOfArray> m_part;
};

/// Describes what the metadata in `store` say; `bring` gives the chunk references to a sink. Its problem, or that of
/// the metadata, is the result when nothing can be described. `parts`: what is done with arrays beside, of which
/// `bring` gives the references once more; null: nothing.
Outcome<Dataset> describe(ReferenceStore& store, const Locations& locations, const std::string& name,
                          const ReadLimits& limits, ProblemList& problems, const zarr::PartWork* parts,
                          const std::function<std::optional<Problem>(ChunkSink&, const ArrayGrids&)>& bring);

}  // namespace cairn::references
