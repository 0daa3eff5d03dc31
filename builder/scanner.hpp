// From a source to its Facts: read, interpret. The half of a build that opens files of the archive.
#pragma once

#include <tbb/enumerable_thread_specific.h>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/storage/no_recall.hpp"
#include "builder/config/config.hpp"
#include "builder/facts/facts.hpp"
#include "builder/group/place.hpp"
#include "builder/interpret/description/description_cache.hpp"
#include "builder/model/interner.hpp"
#include "builder/patient_calls.hpp"
#include "builder/pipeline.hpp"
#include "builder/source_reader.hpp"

namespace cairn {

/// Code of the problem of a source whose server or mount does not answer.
inline constexpr std::string_view k_no_answer = "probe/no-answer";

/// Code of the problem of a source that needs a file that is on tape only.
inline constexpr std::string_view k_offline = "probe/offline";

/// One reader for each thread: its buffers, and the worker process that it starts for files it declines, serve one
/// thread at a time.
class Readers {
  public:
    Readers(const Config& config, const BuildOptions& options, WebStorages* web)
        : m_make([&config, &options, web] {
              return make_source_reader(config, options.reader, options.worker_program, web);
          }) {}

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

/// Facts depend on the source, the policies, the limits of readers and, where rules read times in names, on these.
/// Problems are values, also what escapes as an exception; only a broken environment ends the run. Threads: any number.
class Scanner {
  public:
    /// `is_offline`, `web` (null: no archive is on the web): must outlive this object. A source that cannot be described without such a file is the problem
    /// k_offline.
    Scanner(const Config& config, const BuildOptions& options, const IsOffline& is_offline, WebStorages* web)
        : m_config(config),
          m_readers(config, options, web),
          m_trust(options.trust),
          m_is_offline(is_offline),
          m_calls(roots_of(config)) {}

    /// `placer` finds the time in the name.
    Facts operator()(const Source& source, const Placer& placer);

    /// What else looks at files of the archives: false when they do not answer (PatientCalls::run).
    bool patiently(const std::string& path, const std::function<void()>& work) { return m_calls.run(path, work); }

    /// Adds the checksum of all bytes of the file to its Facts, or the problem why there is none: then the next run
    /// tries again. Whether it was computed; false also when `stop` was set.
    bool sum(const Source& source, Facts& facts, const std::atomic<bool>& stop);

  private:
    static std::vector<std::string> roots_of(const Config& config);
    Facts read(const Source& source, const Placer& placer);
    Understood understand(const Source& source, const Dataset& dataset, const Placer& placer);
    std::shared_ptr<const Description> description_of(const Dataset& dataset);

    const Config& m_config;
    Readers m_readers;
    Trust m_trust;
    const IsOffline& m_is_offline;
    PatientCalls m_calls;
    Interner<Cube> m_cubes;
    Interner<Outline> m_outlines;
    Interner<Projection> m_projections;
    Interner<Description> m_descriptions;
    tbb::enumerable_thread_specific<DescriptionCache> m_known_texts;
};

}  // namespace cairn
