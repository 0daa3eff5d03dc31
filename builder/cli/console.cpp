#include "builder/cli/console.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "base/json/write.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"

namespace cairn {

namespace {

void put(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

std::string json_line(std::string_view level, std::string_view message, const Console::Fields& fields) {
    json::Value value = json::object();
    json::set(value, "level", level);
    json::set(value, "message", to_utf8(message));
    for (const auto& [name, text] : fields) json::set(value, name, discreet(to_utf8(text)));
    return json::write(value) + '\n';
}

/// 8000 -> "8,000"
std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
    return digits;
}

std::string duration(double seconds) {
    const auto whole = static_cast<std::uint64_t>(seconds);
    if (whole < 120) return std::to_string(whole) + " s";
    if (whole < 7200) return std::to_string(whole / 60) + " min";
    return fmt::format("{} h {} min", whole / 3600, whole / 60 % 60);
}

}  // namespace

void Console::line(std::string_view level, std::string_view message, const Fields& fields) {
    while (message.ends_with('\n')) message.remove_suffix(1);  // texts of many lines end with one of their own
    const std::string shown = discreet(std::string(message));
    const std::lock_guard lock(m_mutex);
    if (m_status_shown) put("\r\x1b[K");
    m_status_shown = false;
    if (m_format == LogFormat::json) {
        put(json_line(level, shown, fields));
    } else {
        put(level == "info" || level == "detail" ? fmt::format("{}\n", shown) : fmt::format("{}: {}\n", level, shown));
    }
}

void Console::warning(std::string_view message, const Fields& fields, std::string_view level) {
    if (m_verbosity != Verbosity::quiet) line(level, message, fields);
}

void Console::info(std::string_view message, const Fields& fields) {
    if (m_verbosity != Verbosity::quiet) line("info", message, fields);
}

void Console::detail(std::string_view message, const Fields& fields) {
    if (m_verbosity == Verbosity::verbose) line("detail", message, fields);
}

void Console::show_status(std::string_view text) {
    const std::lock_guard lock(m_mutex);
    if (text.empty() && !m_status_shown) return;
    put(fmt::format("\r\x1b[K{}", text));
    std::fflush(stderr);
    m_status_shown = !text.empty();
}

TerminalProgress::TerminalProgress(Console& console)
    : m_console(console),
      m_enabled(console.verbosity() != Verbosity::quiet && console.format() == LogFormat::text &&
                isatty(STDERR_FILENO) == 1) {}

TerminalProgress::~TerminalProgress() {
    if (m_enabled) m_console.show_status({});
}

void TerminalProgress::begin(std::string_view phase, std::uint64_t total) {
    m_console.detail(total > 0 ? fmt::format("{}: {} files", phase, grouped(total)) : std::string(phase));
    const std::lock_guard lock(m_mutex);
    m_phase = phase;
    m_total = total;
    m_done = 0;
    m_began = Clock::now();
    show(m_began);
}

void TerminalProgress::advance(std::uint64_t count) {
    const std::lock_guard lock(m_mutex);
    m_done += count;
    const Clock::time_point now = Clock::now();
    if (now - m_shown >= std::chrono::milliseconds(100)) show(now);
}

void TerminalProgress::add_problem() {
    const std::lock_guard lock(m_mutex);
    ++m_problems;
}

void TerminalProgress::show(Clock::time_point now) {
    if (!m_enabled) return;
    m_shown = now;
    std::string text = m_phase;
    if (m_total > 0) {
        text += fmt::format(" {} of {} files", grouped(m_done), grouped(m_total));
        const double seconds = std::chrono::duration<double>(now - m_began).count();
        if (m_done > 0 && seconds > 0.5) {
            const double rate = static_cast<double>(m_done) / seconds;
            text +=
                fmt::format(", {:.0f} files/s, {} left", rate, duration(static_cast<double>(m_total - m_done) / rate));
        }
    }
    if (m_problems > 0) text += fmt::format(", {} problem{}", grouped(m_problems), m_problems == 1 ? "" : "s");
    m_console.show_status(text + " ...");
}

}  // namespace cairn
