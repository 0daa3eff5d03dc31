#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "builder/cli/commands.hpp"
#include "builder/config/address.hpp"
#include "builder/init/draft.hpp"
#include "builder/init/proposal.hpp"

namespace cairn {

namespace {

[[noreturn]] void fail(const std::string& path, int error) {
    if (error == EEXIST)
        throw std::invalid_argument("'" + path + "' exists: choose another name, or replace it with --force");
    throw std::system_error(error, std::generic_category(), "'" + path + "' cannot be written");
}

/// Whole or not at all: the text goes to a file beside it first.
void write_file(const std::string& path, std::string_view text, bool may_replace) {
    const std::string beside = fmt::format("{}.{}", path, ::getpid());
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(beside.c_str(), "wxe"), &std::fclose);
    if (!file) fail(beside, errno);
    const bool is_written = std::fwrite(text.data(), 1, text.size(), file.get()) == text.size() &&
                            std::fflush(file.get()) == 0 && ::fsync(::fileno(file.get())) == 0;
    const bool is_there = is_written && (may_replace ? std::rename(beside.c_str(), path.c_str())
                                                     : ::link(beside.c_str(), path.c_str())) == 0;
    const int error = errno;
    if (!is_there || !may_replace) ::unlink(beside.c_str());
    if (!is_there) fail(path, error);
}

InitOptions options_of(const InitCommand& command) {
    InitOptions options;
    options.root = command.root;
    options.href = command.href;
    options.name = command.output.empty() ? "cairn.yaml" : command.output;
    options.jobs = command.jobs > 0 ? command.jobs : std::max(1U, std::thread::hardware_concurrency());
    return options;
}

}  // namespace

ExitCode run_init(const InitCommand& command, Console& console, const std::atomic<bool>& stop) {
    if (!command.href.empty()) {
        if (const auto complaint = complaint_about_address(command.href, Address::files))
            throw std::invalid_argument("--href: " + *complaint);
    }
    if (const auto complaint = complaint_about_root(command.root)) throw std::invalid_argument(*complaint);
    const bool has_output = !command.output.empty();
    if (has_output && !command.force && std::filesystem::exists(std::filesystem::symlink_status(command.output)))
        fail(command.output, EEXIST);  // before minutes of work
    const InitOptions options = options_of(command);
    const Proposal proposal = propose(options, stop);
    if (proposal.planned.collections.empty()) {
        console.error(
            fmt::format("'{}' holds nothing that can be catalogued: {} files in {} folders were looked at, {} are "
                        "data, and {} of these could not be read. netCDF, HDF5, Zarr, kerchunk references and "
                        "Icechunk are known; nothing was written",
                        command.root, proposal.sample.files_listed, proposal.sample.folders_listed,
                        proposal.sample.sources.size(), proposal.failed));
        return ExitCode::problems;
    }
    const std::string text = configuration_text(proposal, options.name);
    if (!has_output) {
        std::cout << text;
        return ExitCode::clean;
    }
    write_file(command.output, text, command.force);
    for (const std::string& line : findings_of(proposal)) std::cout << line << '\n';
    console.info(fmt::format("written to {0}; next: cairn build --config {0} --out OUT --dry-run", command.output));
    return ExitCode::clean;
}

}  // namespace cairn
