// What a run took, and what became of it: for the report, for Prometheus, and for the history in the state.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "builder/cli/failure.hpp"
#include "builder/pipeline.hpp"

namespace cairn {

struct StageTime {
    std::string name;  ///< as progress tells it: "reading"
    double seconds = 0;
};

/// The times of one run.
struct RunFigures {
    std::int64_t began_s = 0;  ///< since 1970-01-01T00:00Z
    double seconds = 0;        ///< until now
    std::vector<StageTime> stages;
    std::optional<std::int64_t> last_success_s;  ///< end of the last run of this catalog with exit code 0, this one
                                                 ///< among them; nullopt: none is known
};

/// Threads: safe.
class RunAccount {
  public:
    RunAccount();
    /// The stage before ends.
    void begin_stage(std::string_view name);
    /// Adds the run to the history in a state, and learns from it when one succeeded before. A state that cannot be
    /// used now (another run has it) keeps nobody from ending. `state` empty: there is none.
    void record(const std::string& state, const std::string& out, const BuildResult& result, const Ending& ending);
    RunFigures figures() const;

  private:
    using Clock = std::chrono::steady_clock;
    struct Begun {
        std::string name;
        Clock::time_point at;
    };
    RunFigures figures_until(Clock::time_point now) const;

    std::int64_t m_began_s;
    Clock::time_point m_began;
    mutable std::mutex m_mutex;  ///< guards all below
    std::vector<Begun> m_stages;
    std::optional<std::int64_t> m_last_success_s;
};

}  // namespace cairn
