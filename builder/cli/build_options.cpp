#include "builder/cli/build_options.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <xxhash.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <stdexcept>
#include <thread>

#include "base/path_parts.hpp"
#include "base/storage/file_stamp.hpp"
#include "base/version/version.hpp"
#include "builder/config/address.hpp"
#include "builder/config/environment.hpp"
#include "builder/config/load.hpp"
#include "builder/silent_mounts.hpp"
#include "builder/state/state_path.hpp"

namespace cairn {

namespace {

/// Comes from $XDG_STATE_HOME, which counts only when it is absolute, else from $HOME; empty: neither is set.
std::string state_home() {
    const EnvironmentLookup variable = process_environment();
    const std::string given = variable("XDG_STATE_HOME").value_or("");
    if (given.starts_with('/')) return given;
    const std::string home = variable("HOME").value_or("");
    return home.starts_with('/') ? home + "/.local/state" : std::string();
}

/// Empty: none is wanted, or a dry run would have to make it.
std::string state_of(const BuildCommand& command, const Config& config, const std::string& out) {
    if (command.no_state) return {};
    const std::string path = state_path(place_of_state(command, config, out));
    return command.dry_run && !std::filesystem::exists(path) ? std::string() : path;
}

/// Beside the state, when it is not named; empty: there is neither.
std::string ledger_of(const BuildCommand& command, const Config& config, const std::string& out,
                      const std::string& state) {
    if (command.ledger.empty()) return state.empty() ? std::string() : ledger_beside(state);
    StatePlace place{absolute(command.ledger), {}, out, {}, {}};
    for (const Archive& archive : config.archives) place.archives.push_back(archive.root);
    return state_path(place);
}

/// SOURCE_DATE_EPOCH stands for the time of day, as in other programs whose output is to be reproducible: the ages of
/// files and of what is kept of them count from it.
std::int64_t now_s() {
    const std::string given = process_environment()("SOURCE_DATE_EPOCH").value_or("");
    if (given.empty()) {
        using std::chrono::system_clock;
        return std::chrono::duration_cast<std::chrono::seconds>(system_clock::now().time_since_epoch()).count();
    }
    std::int64_t seconds = 0;
    const char* end = given.data() + given.size();
    if (std::from_chars(given.data(), end, seconds).ptr != end)
        throw std::invalid_argument("SOURCE_DATE_EPOCH: found '" + given + "', expected seconds since 1970-01-01");
    return seconds;
}

/// A program that was built anew may write other documents, and judge them otherwise.
std::string text_of_program() {
    struct stat program {};
    if (::stat("/proc/self/exe", &program) != 0) return project_version();
    const FileStamp stamp = stamp_of(program);
    return fmt::format("{}\n{} {} {}", project_version(), stamp.size_bytes, stamp.modified_ns, stamp.inode);
}

std::uint64_t number_of_program() {
    const std::string text = text_of_program();
    return XXH3_64bits(text.data(), text.size());
}

std::vector<std::string> silent_mounts(const Config& config) {
    std::vector<std::string> roots;
    for (const Archive& archive : config.archives) roots.push_back(archive.root);
    std::vector<std::string> silent = silent_mounts_of(roots, read_mounts(), k_patience_with_mounts);
    std::vector<std::string> lists;  // which lie anywhere
    for (const ChecksumList& list : config.assets.checksum_lists)
        if (!is_in_any(list.path, silent)) lists.push_back(list.path);
    std::ranges::move(silent_folders(lists, k_patience_with_mounts), std::back_inserter(silent));
    return silent;
}

/// What documents depend on beside the archive.
std::uint64_t inputs_of(const BuildCommand& command, const Config& config) {
    std::string inputs = text_of_program();
    inputs += fmt::format("\n{}\n{}\n{}\n{}\n{}", config.origin, command.archive, command.href,
                          static_cast<int>(command.reader), command.no_validate);
    for (const Archive& archive : config.archives) inputs += '\n' + archive.name + '\n' + archive.root;
    const EnvironmentLookup value = process_environment();
    std::vector<std::string> names = process_variables();
    std::ranges::sort(names);
    for (const std::string& name : names) {
        if (name.starts_with("CAIRN_")) inputs += '\n' + name + '=' + value(name).value_or("");
    }
    return XXH3_64bits(inputs.data(), inputs.size());
}

}  // namespace

StatePlace place_of_state(const BuildCommand& command, const Config& config, const std::string& out) {
    StatePlace place{command.state.empty() ? "" : absolute(command.state),
                     command.config.empty() ? "" : absolute(command.config),
                     out,
                     {},
                     state_home()};
    for (const Archive& archive : config.archives) place.archives.push_back(archive.root);
    return place;
}

std::string ledger_beside(const std::string& state) { return state + ".ledger"; }

std::string absolute_out(const std::string& out, const Filesystem& disk) {
    const std::filesystem::path path(out);
    if (std::find(path.begin(), path.end(), "..") != path.end()) return disk.resolved(out);
    return without_final_slashes(std::filesystem::absolute(path).lexically_normal().string());
}

std::string absolute(const std::string& path) { return std::filesystem::absolute(path).lexically_normal().string(); }

Config configuration(const BuildCommand& command) {
    if (!command.href.empty()) {
        if (const auto complaint = complaint_about_address(command.href, Address::files))
            throw std::invalid_argument("--href: " + *complaint);
    }
    std::variant<Config, std::vector<ConfigError>> loaded =
        !command.config.empty()   ? load_config(command.config)
        : !command.preset.empty() ? preset_config(command.preset, command.archive, command.href, command.records)
                                  : std::variant<Config, std::vector<ConfigError>>(
                                        default_config(command.archive, command.href, command.records));
    if (const auto* errors = std::get_if<std::vector<ConfigError>>(&loaded)) {
        throw std::invalid_argument(to_text(*errors));
    }
    if (const auto complaint = complaint_about_root(command.archive))
        throw std::invalid_argument("--archive: " + *complaint);
    Config config = std::get<Config>(std::move(loaded));
    std::vector<ConfigError> errors = unknown_settings(process_variables());
    for (ConfigError& error : apply_environment(config, process_environment())) errors.push_back(std::move(error));
    if (!errors.empty()) throw std::invalid_argument(to_text(errors));
    if (command.requests > 0) config.remote.requests = command.requests;
    if (command.requests_per_second > 0) config.remote.requests_per_second = command.requests_per_second;
    return config;
}

BuildOptions options_of(const BuildCommand& command, const Config& config, const std::string& out) {
    BuildOptions options;
    if (command.plan.empty()) options.silent = silent_mounts(config);  // a merge looks into no archive
    options.out = out;
    options.adopt = command.adopt;
    options.jobs = command.jobs > 0 ? command.jobs : std::max(1U, std::thread::hardware_concurrency());
    options.validate = !command.no_validate;
    options.dry_run = command.dry_run;
    options.diff = command.diff;
    options.why = command.why;
    options.changes = !command.changes.empty() || !command.report.empty() || !command.metrics.empty() || command.why;
    options.patience = command.wait;
    options.reader = command.reader;
    options.trust = command.trust;
    options.program = project_version();
    options.inputs = inputs_of(command, config);
    options.program_number = number_of_program();
    options.validate_all = command.validate_all;
    options.accept_removals = command.accept_removals;
    options.state = state_of(command, config, out);
    options.ledger = ledger_of(command, config, out, options.state);
    options.now_s = now_s();
    return options;
}

}  // namespace cairn
