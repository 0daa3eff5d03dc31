#include <fmt/format.h>

#include <array>
#include <chrono>
#include <iostream>

#include "base/end_on_signals.hpp"
#include "builder/cli/commands.hpp"
#include "validator/command.hpp"
#include "validator/pull/pull.hpp"

namespace cairn {

namespace {

using What = validate::PulledSchema::What;

/// A server answers a schema in well under a second, or not at all.
HttpSettings polite() {
    HttpSettings settings;
    settings.in_flight = 8;
    settings.retries.attempts = 3;
    settings.stall_timeout = std::chrono::seconds(20);
    settings.transfer_timeout = std::chrono::seconds(120);
    return settings;
}

ExitCode pull(const SchemasCommand& command, Console& console) {
    end_on_signals();  // files are replaced as wholes
    std::array<std::size_t, 6> counts{};
    validate::PullOptions options;
    options.folder = command.folder;
    options.urls = command.urls;
    options.refresh = command.refresh;
    options.http = polite();
    validate::pull_schemas(options, [&](const validate::PulledSchema& schema) {
        ++counts.at(static_cast<std::size_t>(schema.what));
        if (schema.what == What::failed) return console.error(schema.url + ": " + schema.note);
        std::cout << fmt::format("{:<8} {}{}\n", validate::name_of(schema.what), schema.url,
                                 schema.note.empty() ? "" : " (" + schema.note + ")");
    });
    std::string summary;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts.at(i) > 0)
            summary += fmt::format("{}{} {}", summary.empty() ? "" : ", ", counts.at(i),
                                   validate::name_of(static_cast<What>(i)));
    }
    std::cout << fmt::format("{}: {}\n", command.folder, summary);
    return counts.at(static_cast<std::size_t>(What::failed)) == 0 ? ExitCode::clean : ExitCode::problems;
}

}  // namespace

ExitCode run_schemas(const SchemasCommand& command, Console& console) {
    if (command.pull) return pull(command, console);
    std::cout << validate::list_of_schemas();
    return ExitCode::clean;
}

}  // namespace cairn
