#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <iostream>
#include <limits>
#include <stdexcept>

#include "builder/cli/commands.hpp"
#include "builder/cli/report_file.hpp"
#include "builder/write/previous_trees.hpp"
#include "builder/write/staging.hpp"

namespace cairn {

namespace {

std::string time_text(std::int64_t seconds) {
    const auto time = static_cast<std::time_t>(seconds);
    std::tm utc{};
    if (::gmtime_r(&time, &utc) == nullptr) return std::to_string(seconds);
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", utc);
}

/// Newest first, a line each: number, when it was replaced, how many files it had.
ExitCode list(const Filesystem& disk, const std::string& out) {
    const std::vector<std::uint64_t> numbers = previous_numbers(disk, out);
    for (auto number = numbers.rbegin(); number != numbers.rend(); ++number) {
        const PreviousTree tree = previous_tree(disk, out, *number);
        std::cout << fmt::format("{} replaced {} files {}\n", tree.number, time_text(tree.replaced_at_s),
                                 tree.manifest.files().size());
    }
    return ExitCode::clean;
}

std::uint64_t number_to_put_back(const RollbackCommand& command, const std::vector<std::uint64_t>& numbers) {
    if (numbers.empty()) {
        throw std::invalid_argument("'" + command.out +
                                    "' keeps no catalog before the present one: publish.keep_previous of the "
                                    "configuration says how many are kept");
    }
    if (command.to == 0) return numbers.back();
    if (std::find(numbers.begin(), numbers.end(), command.to) == numbers.end()) {
        throw std::invalid_argument(
            fmt::format("'{}' keeps no catalog {}; it keeps {}", command.out, command.to, fmt::join(numbers, ", ")));
    }
    return command.to;
}

}  // namespace

ExitCode run_rollback(const RollbackCommand& command, Console& console, const std::atomic<bool>& stop) {
    const std::unique_ptr<Filesystem> disk = make_posix_filesystem();
    const std::string out = disk->resolved(command.out);
    if (!claim_of(*disk, out).has_manifest) {
        throw std::invalid_argument("'" + command.out + "' holds no catalog that cairn published");
    }
    if (command.list) return list(*disk, out);
    ReportFile changes(command.changes, out, *disk, k_list_of_changes);
    PublishPolicy policy;
    policy.keep_previous = std::numeric_limits<std::size_t>::max();  // what the configuration keeps, a build sees to
    Staging staging(*disk, {out, {}, false}, policy, Patience{command.wait, &stop});
    for (const std::string& note : staging.notes()) console.info(note);
    const std::uint64_t number = number_to_put_back(command, previous_numbers(*disk, out));
    put_back(staging, *disk, number, stop);
    staging.publish();
    changes.publish(changes_text(staging.changes()));
    console.info(fmt::format("catalog {} is back in {}", number, command.out));
    return ExitCode::clean;
}

}  // namespace cairn
