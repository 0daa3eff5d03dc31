// What people and log collectors read: messages on standard error, and progress on a terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "builder/pipeline.hpp"

namespace cairn {

enum class Verbosity { quiet, normal, verbose };
enum class LogFormat { text, json };

/// Writes messages, a line each, without secrets of URLs (what users typed may hold some). Text: "error: ..."; JSON:
/// {"level", "message", and the fields given}. Threads: safe.
class Console {
  public:
    using Fields = std::vector<std::pair<std::string, std::string>>;

    Console(Verbosity verbosity, LogFormat format) : m_verbosity(verbosity), m_format(format) {}

    void error(std::string_view message, const Fields& fields = {}) { line("error", message, fields); }
    void warning(std::string_view message, const Fields& fields = {}, std::string_view level = "warning");
    void info(std::string_view message, const Fields& fields = {});    ///< not when quiet
    void detail(std::string_view message, const Fields& fields = {});  ///< when verbose

    Verbosity verbosity() const { return m_verbosity; }
    LogFormat format() const { return m_format; }
    /// Shows a line that the next one replaces; an empty one takes it away. Only for terminals.
    void show_status(std::string_view text);

  private:
    void line(std::string_view level, std::string_view message, const Fields& fields);

    Verbosity m_verbosity;
    LogFormat m_format;
    std::mutex m_mutex;  ///< guards standard error and m_status_shown
    bool m_status_shown = false;
};

/// "reading 1,204 of 8,000 files, 310 files/s, 22 s left, 2 problems", about ten times a second, on a terminal only.
class TerminalProgress : public Progress {
  public:
    explicit TerminalProgress(Console& console);
    ~TerminalProgress() override;

    void begin(std::string_view phase, std::uint64_t total) override;
    void advance(std::uint64_t count) override;
    void add_problem() override;

  private:
    using Clock = std::chrono::steady_clock;
    void show(Clock::time_point now);

    Console& m_console;
    bool m_enabled;
    std::mutex m_mutex;  ///< guards all below
    std::string m_phase;
    std::uint64_t m_total = 0;
    std::uint64_t m_done = 0;
    std::uint64_t m_problems = 0;
    Clock::time_point m_began;
    Clock::time_point m_shown;
};

}  // namespace cairn
