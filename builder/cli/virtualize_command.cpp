#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <stdexcept>
#include <thread>

#include "base/interrupted.hpp"
#include "base/json/write.hpp"
#include "base/parallel.hpp"
#include "builder/cli/commands.hpp"
#include "builder/cli/problem_lines.hpp"
#include "builder/cli/virtual_check.hpp"
#include "builder/cli/virtual_files.hpp"
#include "builder/cli/virtual_sources.hpp"
#include "builder/virtual/judge.hpp"
#include "builder/virtual/manifest_reader.hpp"
#include "builder/write/filesystem.hpp"

namespace cairn {

using virtualize::ManifestOrRefusal;
using virtualize::Refusal;
using virtualize::Series;
using virtualize::VirtualStore;

namespace {

constexpr std::uint64_t k_whole_coordinate = 64ULL << 20;

class Run {
  public:
    Run(const VirtualizeCommand& command, Console& console, const std::atomic<bool>& stop)
        : m_command(command), m_console(console), m_stop(stop), m_address(command.root, command.href) {
        m_limits.coordinate_bytes = k_whole_coordinate;
    }

    ExitCode check(const VirtualSources& sources) {
        VirtualCheck check(m_command.series);
        for (const Problem& problem : sources.problems)
            check.add({problem.path, "", problem.message, problem.code, "repair the file, or leave it out"});
        read(sources.files, [&](const Source& source, ManifestOrRefusal result) {
            if (const auto* refusal = std::get_if<Refusal>(&result)) return check.add(*refusal);
            check.add(source.path, std::get<FileManifest>(result));
        });
        check.finish();
        for (const Source& set : sources.references) {
            throw_when_stopped();
            check.add(virtualize::judge(set, [this](std::string_view url) { return m_address.path_of(url); }, m_limits));
        }
        if (m_command.as_json) {
            std::cout << json::write(check.value(), json::Style::indented) << '\n';
        } else {
            std::cout << check.text();
        }
        return check.is_clean() ? ExitCode::clean : ExitCode::problems;
    }

    ExitCode write(const VirtualSources& sources) {
        std::vector<Refusal> refusals;
        for (const Problem& problem : sources.problems)
            refusals.push_back({problem.path, "", problem.message, problem.code, "repair the file, or leave it out"});
        for (const Source& set : sources.references)
            refusals.push_back({set.path, "", "a reference set", "a reference set", "name files of values alone"});
        const auto store = sources.files.size() == 1 && m_command.series.along.empty()
                               ? store_of_one(sources.files.front(), refusals)
                               : store_of_series(sources.files, refusals);
        for (const Refusal& refusal : refusals) report(virtualize::problem_of(refusal));
        if (!store || !refusals.empty()) {
            m_console.error(fmt::format("refused, and nothing written: {} of {} files do not fit", files_in(refusals),
                                        sources.files.size()));
            return ExitCode::problems;
        }
        for (const std::string& note : store->notes) m_console.warning(note);
        write_virtual_files(*store, m_command.out, m_command.record_size, *make_posix_filesystem());
        m_console.info(fmt::format("{}: {} variables of {} files", m_command.out, store->arrays.size(), store->urls.size()));
        return ExitCode::clean;
    }

  private:
    using Take = std::function<void(const Source&, ManifestOrRefusal)>;

    void throw_when_stopped() const {
        if (m_stop) throw Interrupted("interrupted: nothing was written");
    }

    void read(const std::vector<Source>& files, const Take& take) {
        const std::size_t threads = m_command.jobs > 0 ? m_command.jobs : std::max(1U, std::thread::hardware_concurrency());
        virtualize::read_manifests(files, m_limits, 
            files.size() > 1 ? virtualize::dimension_of_files(m_command.series.along) : DimensionOfFiles(),
                                   with_threads(threads), [&](const Source& source, ManifestOrRefusal result) {
                                       throw_when_stopped();
                                       take(source, std::move(result));
                                   });
    }

    std::optional<VirtualStore> store_of_one(const Source& file, std::vector<Refusal>& refusals) {
        std::optional<VirtualStore> store;
        read({file}, [&](const Source& source, ManifestOrRefusal result) {
            if (auto* refusal = std::get_if<Refusal>(&result)) return refusals.push_back(std::move(*refusal));
            store = virtualize::store_of_file(source.path, m_address.of(source.path), std::get<FileManifest>(result),
                                              m_command.series.without, refusals);
        });
        return store;
    }

    std::optional<VirtualStore> store_of_series(const std::vector<Source>& files, std::vector<Refusal>& refusals) {
        Series series(m_command.series);
        read(files, [&](const Source& source, ManifestOrRefusal result) {
            if (auto* refusal = std::get_if<Refusal>(&result)) return refusals.push_back(std::move(*refusal));
            auto more = series.add(source.path, m_address.of(source.path), std::get<FileManifest>(result));
            std::move(more.begin(), more.end(), std::back_inserter(refusals));
        });
        if (!refusals.empty() || series.size() == 0) return std::nullopt;
        return series.finish(refusals);
    }

    static std::size_t files_in(const std::vector<Refusal>& refusals) {
        std::vector<std::string> paths;
        for (const Refusal& refusal : refusals) paths.push_back(refusal.path);
        std::sort(paths.begin(), paths.end());
        return static_cast<std::size_t>(std::unique(paths.begin(), paths.end()) - paths.begin());
    }

    void report(const Problem& problem) {
        m_console.error(problem.path + ": " + problem.message, {{"code", problem.code}, {"path", problem.path}});
    }

    const VirtualizeCommand& m_command;
    Console& m_console;
    const std::atomic<bool>& m_stop;
    SourceAddress m_address;
    ReadLimits m_limits;
};

}  // namespace

ExitCode run_virtualize(const VirtualizeCommand& command, Console& console, const std::atomic<bool>& stop) {
    if (!command.root.empty() && command.href.empty()) throw std::invalid_argument("--root needs --href, the address of it");
    const VirtualSources sources = find_virtual_sources(command.paths, stop);
    if (sources.files.empty() && sources.references.empty() && sources.problems.empty())
        throw std::invalid_argument("no netCDF or HDF5 file is there");
    Run run(command, console, stop);
    return command.check ? run.check(sources) : run.write(sources);
}

}  // namespace cairn
