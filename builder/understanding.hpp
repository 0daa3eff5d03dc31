// From a source to an entry: read, interpret, place.
#pragma once

#include <tbb/enumerable_thread_specific.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/outcome.hpp"
#include "builder/config/config.hpp"
#include "builder/group/place.hpp"
#include "builder/interpret/description/description_cache.hpp"
#include "builder/model/interner.hpp"
#include "builder/model/other_file.hpp"
#include "builder/model/plan.hpp"
#include "builder/pipeline.hpp"
#include "builder/source_reader.hpp"
#include "builder/stac/facet_judge.hpp"

namespace cairn {

/// One reader for each thread: its buffers, and the worker process that it starts for files it declines, serve one
/// thread at a time.
class Readers {
  public:
    Readers(const Config& config, const BuildOptions& options)
        : m_make([&config, &options] { return make_source_reader(config, options.reader, options.worker_program); }) {}

    Outcome<Dataset> read(const Source& source) {
        std::unique_ptr<Reader>& reader = m_readers.local();
        if (!reader) reader = m_make();
        return reader->read(source);
    }

    /// What this thread's reader was doing was not finished: the next source gets a new one.
    void drop() { m_readers.local().reset(); }

  private:
    std::function<std::unique_ptr<Reader>()> m_make;
    tbb::enumerable_thread_specific<std::unique_ptr<Reader>> m_readers;
};

/// Source to entry: read, interpret, place. Problems are values, also what escapes as an exception; only a broken
/// environment ends the run.
class Understanding {
  public:
    Understanding(const Config& config, Readers& readers)
        : m_config(config), m_readers(readers), m_placer(config), m_judge(config) {}

    /// `problems` gets what is wrong with the source although it could be read.
    Outcome<Entry> operator()(const Source& source, std::vector<Problem>& problems);

    Outcome<Entry> operator()(const OtherFile& file, std::vector<Problem>& problems);

  private:
    Outcome<Entry> understood(const Source& source, const Dataset& dataset, Stage& stage,
                              std::vector<Problem>& problems);

    std::shared_ptr<const Description> description_of(const Dataset& dataset, std::size_t rule);

    /// A value that a schema refuses would spoil every document that it stands in.
    void keep_facets_fit_for_documents(Placement& placement, const Source& source, std::vector<Problem>& problems);

    std::string href_of(const Source& source) const;

    const Config& m_config;
    Readers& m_readers;
    Placer m_placer;
    FacetJudge m_judge;
    Interner<Cube> m_cubes;
    Interner<Outline> m_outlines;
    Interner<Projection> m_projections;
    Interner<Description> m_descriptions;
    tbb::enumerable_thread_specific<DescriptionCache> m_known_texts;
    Interner<Facets> m_facets;
    Interner<std::string> m_texts;
};

}  // namespace cairn
