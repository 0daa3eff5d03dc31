#include "builder/cli/run_account.hpp"

#include <cmath>
#include <exception>

#include "base/version/version.hpp"
#include "builder/state/state.hpp"

namespace cairn {

namespace {

std::int64_t now_s() {
    using std::chrono::system_clock;
    return std::chrono::duration_cast<std::chrono::seconds>(system_clock::now().time_since_epoch()).count();
}

double seconds_between(std::chrono::steady_clock::time_point from, std::chrono::steady_clock::time_point to) {
    return std::chrono::duration<double>(to - from).count();
}

std::optional<std::int64_t> last_success(const std::vector<Run>& history, const std::string& out) {
    for (auto run = history.rbegin(); run != history.rend(); ++run)
        if (run->out == out && run->exit == static_cast<int>(ExitCode::clean)) return run->began_s + run->seconds;
    return std::nullopt;
}

}  // namespace

RunAccount::RunAccount() : m_began_s(now_s()), m_began(Clock::now()) {}

void RunAccount::begin_stage(std::string_view name) {
    const std::lock_guard lock(m_mutex);
    m_stages.push_back({std::string(name), Clock::now()});
}

void RunAccount::record(const std::string& state, const std::string& out, const BuildResult& result,
                        const Ending& ending) {
    if (ending.code == ExitCode::clean && result.published) m_last_success_s = now_s();
    if (state.empty()) return;
    try {
        State history(state);
        const double seconds = seconds_between(m_began, Clock::now());
        history.record({m_began_s, std::llround(seconds), project_version(), out, result.sources, result.sources_read,
                        error_count(result.problems), result.published, static_cast<int>(ending.code), ending.error});
        history.save();
        if (!m_last_success_s) m_last_success_s = last_success(history.history(), out);
    } catch (const std::exception&) {
        // The run ended as it ended, whether or not the next one knows.
    }
}

RunFigures RunAccount::figures() const {
    const std::lock_guard lock(m_mutex);
    return figures_until(Clock::now());
}

RunFigures RunAccount::figures_until(Clock::time_point now) const {
    RunFigures figures{m_began_s, seconds_between(m_began, now), {}, m_last_success_s};
    for (std::size_t i = 0; i < m_stages.size(); ++i) {
        const Clock::time_point end = i + 1 < m_stages.size() ? m_stages[i + 1].at : now;
        figures.stages.push_back({m_stages[i].name, seconds_between(m_stages[i].at, end)});
    }
    return figures;
}

}  // namespace cairn
