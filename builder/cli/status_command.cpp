#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <optional>
#include <stdexcept>

#include "base/json/write.hpp"
#include "base/rfc3339.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "builder/cli/build_options.hpp"
#include "builder/cli/commands.hpp"
#include "builder/ledger/ledger_file.hpp"
#include "builder/state/state.hpp"

namespace cairn {

namespace {

std::string time_text(std::int64_t seconds) { return rfc3339_of(seconds * 1'000'000); }

/// What the state and the ledger beside it say.
struct Status {
    std::string state;
    std::vector<Run> runs;  ///< the newest first
    std::optional<std::int64_t> last_success_s;
    std::map<std::string_view, std::uint64_t> kept;  ///< entries of the ledger
    std::optional<std::int64_t> oldest_quarantine_s;
};

std::string_view name_in_status(Absent why) {
    switch (why) {
        case Absent::removed:
            return "removed";
        case Absent::unreadable:
            return "unreadable";
        case Absent::waiting:
            return "waiting";
        case Absent::offline:
            break;
    }
    return "offline";
}

void read_ledger(Status& status, Filesystem& disk, const std::string& ledger) {
    const LedgerFile file(disk, ledger);
    for (const auto& [key, entry] : file.ledger().kept) ++status.kept[name_in_status(entry.why)];
    for (const auto& [key, one] : file.ledger().quarantined) {
        ++status.kept["quarantined"];
        status.oldest_quarantine_s = std::min(one.since_s, status.oldest_quarantine_s.value_or(one.since_s));
    }
}

/// The places of a build's state; those that depend on OUT only where OUT is given. A configuration that is broken now
/// is no reason not to tell of the runs with it.
std::vector<std::string> places_of(const BuildCommand& command, const Filesystem& disk) {
    if (!command.out.empty())
        return places_of_state(place_of_state(command, configuration(command), absolute_out(command.out, disk)));
    StatePlace place = place_of_state(command, {}, {});
    place.state_home.clear();
    return places_of_state(place);
}

std::string state_of(const BuildCommand& command, const Filesystem& disk) {
    const std::vector<std::string> places = places_of(command, disk);
    const auto found = std::ranges::find_if(places, [&](const std::string& path) { return disk.exists(path); });
    if (found != places.end()) return *found;
    throw std::invalid_argument(
        fmt::format("there is no state '{}': no run has ended yet, or it has another one: name it with --state{}",
                    fmt::join(places, "', nor '"),
                    command.out.empty() ? ", or the folder of the catalog with --out" : ""));
}

Status status_of(const BuildCommand& command) {
    const std::unique_ptr<Filesystem> disk = make_posix_filesystem();
    const std::string state = state_of(command, *disk);
    Status status{state, State(state).history(), {}, {}, {}};
    std::ranges::reverse(status.runs);
    const auto success = std::ranges::find(status.runs, static_cast<int>(ExitCode::clean), &Run::exit);
    if (success != status.runs.end()) status.last_success_s = success->began_s + success->seconds;
    read_ledger(status, *disk, command.ledger.empty() ? ledger_beside(state) : absolute(command.ledger));
    return status;
}

/// What the exit code means, for people.
std::string_view outcome_of(const Run& run) {
    switch (run.exit) {
        case static_cast<int>(ExitCode::clean):
            return "ok";
        case static_cast<int>(ExitCode::validation_errors):
            return "validation errors, nothing published";
        case static_cast<int>(ExitCode::problems):
            return run.published ? "published, with inputs that could not be read" : "nothing could be published";
        case static_cast<int>(ExitCode::interrupted):
            return "interrupted";
        default:
            break;
    }
    if (run.exit == k_exit_not_known) return run.published ? "published" : "nothing published";
    return "failed, nothing published";
}

std::string text_of(const Status& status, std::size_t runs) {
    std::string text =
        fmt::format("last success: {}\n", status.last_success_s ? time_text(*status.last_success_s) : "none is known");
    for (std::size_t i = 0; i < std::min(runs, status.runs.size()); ++i) {
        const Run& run = status.runs[i];
        text += fmt::format("{}  {:>6} s  {:>9} sources  {:>9} read  {:>6} errors  {}{}\n", time_text(run.began_s),
                            run.seconds, run.sources, run.read, run.problems, outcome_of(run),
                            run.exit > 0 ? fmt::format(" (exit {})", run.exit) : "");
        const std::string error = discreet(to_utf8(run.error.substr(0, run.error.find('\n'))));
        if (!error.empty()) text += fmt::format("    {}\n", error);
    }
    for (const auto& [why, count] : status.kept) text += fmt::format("ledger: {} {}\n", count, why);
    if (status.oldest_quarantine_s)
        text += fmt::format("in quarantine since {}\n", time_text(*status.oldest_quarantine_s));
    return text;
}

json::Value run_value(const Run& run) {
    json::Value value = json::object();
    json::set(value, "began", time_text(run.began_s));
    json::set(value, "seconds", json::integer(run.seconds));
    json::set(value, "program", run.program);
    json::set(value, "out", to_utf8(run.out));
    json::set(value, "sources", json::Value(run.sources));
    json::set(value, "sources_read", json::Value(run.read));
    json::set(value, "errors", json::Value(run.problems));
    json::set(value, "published", json::boolean(run.published));
    if (run.exit != k_exit_not_known) json::set(value, "exit_code", json::integer(run.exit));
    if (!run.error.empty()) json::set(value, "error", discreet(to_utf8(run.error)));
    return value;
}

std::string json_of(const Status& status, std::size_t most_runs) {
    json::Value runs = json::array();
    for (std::size_t i = 0; i < std::min(most_runs, status.runs.size()); ++i)
        json::push(runs, run_value(status.runs[i]));
    json::Value kept = json::object();
    for (const auto& [why, count] : status.kept) json::set(kept, why, json::Value(count));
    json::Value value = json::object();
    if (status.last_success_s) json::set(value, "last_success", time_text(*status.last_success_s));
    json::set(value, "runs", std::move(runs));
    json::set(value, "ledger", std::move(kept));
    if (status.oldest_quarantine_s) json::set(value, "quarantine_since", time_text(*status.oldest_quarantine_s));
    return json::write(value, json::Style::indented) + '\n';
}

}  // namespace

ExitCode run_status(const StatusCommand& command) {
    const Status status = status_of(command.build);
    std::cout << (command.format == "json" ? json_of(status, command.runs) : text_of(status, command.runs));
    if (status.runs.empty()) return ExitCode::usage;
    const Run& last = status.runs.front();
    const bool succeeded = last.exit == k_exit_not_known ? last.published : last.exit == 0;
    return succeeded ? ExitCode::clean : ExitCode::problems;
}

}  // namespace cairn
