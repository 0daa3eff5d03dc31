#include "builder/virtual/manifest_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "builder/probe/formats.hpp"
#include "builder/probe/time_limit.hpp"

namespace cairn::virtualize {

namespace {

Refusal passing(Refusal refusal) {
    refusal.is_passing = true;
    return refusal;
}

Refusal unreadable(const Source& source, std::string cause, std::string found, std::string remedy) {
    return {source.path, "", std::move(found), std::move(cause), std::move(remedy)};
}

ManifestOrRefusal read_file(const FormatRow& row, const Source& source, WindowedBytes& windows,
                            const ReadLimits& limits, const DimensionOfFiles& dimension_of_files) {
    auto file = open_positioned(source.path);
    if (!file)
        return passing(unreadable(source, file.problem().code, file.problem().message,
                                  "make the file readable, or leave it out"));
    TimedBytes timed(**file, limits.time);
    Outcome<ManifestResult> result = row.read_manifest(timed, windows, limits, dimension_of_files);
    if (!result)
        return unreadable(source, result.problem().code, result.problem().message, "repair the file, or leave it out");
    if (auto* manifest = std::get_if<FileManifest>(&*result)) return std::move(*manifest);
    const std::string& reason = std::get<Declined>(*result).reason;
    return unreadable(source, reason, reason, "the native reader does not know it: rewrite the file, or leave it out");
}

}  // namespace

ManifestOrRefusal read_manifest(const Source& source, WindowedBytes& windows, const ReadLimits& limits,
                                const DimensionOfFiles& dimension_of_files) {
    const FormatRow& row = row_of(source.format);
    if (row.read_manifest == nullptr) {
        const std::string what = fmt::format("{}, which references cannot be made into", name_of(source.format));
        return unreadable(source, what, what, "leave it out: a store needs none");
    }
    TimeLimit time(limits.seconds);
    ReadLimits timed = limits;
    timed.time = limits.seconds == 0 ? nullptr : &time;
    try {
        return read_file(row, source, windows, timed, dimension_of_files);
    } catch (const TimeIsUp&) {
        return passing(unreadable(source, "probe/timeout", fmt::format("not read within {} s", limits.seconds),
                                  "it is probably damaged: write it again, or leave it out"));
    } catch (const std::system_error& error) {
        return passing(unreadable(source, "probe/unreadable", fmt::format("reading failed: {}", error.what()),
                                  "check the disk or the network, and try again"));
    }
}

void read_manifests(const std::vector<Source>& sources, const ReadLimits& limits, const DimensionOfFiles& dimension_of_files,
                    const ParallelFor& parallel,
                    const std::function<void(const Source& source, ManifestOrRefusal result)>& take) {
    constexpr std::size_t k_block = 256;
    constexpr std::size_t k_stretch = 16;  // that one thread reads with the same windows
    std::vector<std::optional<ManifestOrRefusal>> results(k_block);
    for (std::size_t begin = 0; begin < sources.size(); begin += k_block) {
        const std::size_t count = std::min(k_block, sources.size() - begin);
        parallel((count + k_stretch - 1) / k_stretch, [&](std::size_t stretch) {
            WindowedBytes windows;
            const std::size_t end = std::min(count, (stretch + 1) * k_stretch);
            for (std::size_t i = stretch * k_stretch; i < end; ++i)
                results[i] = read_manifest(sources[begin + i], windows, limits, dimension_of_files);
        });
        for (std::size_t i = 0; i < count; ++i) {
            take(sources[begin + i], *std::move(results[i]));
            results[i].reset();
        }
    }
}

}  // namespace cairn::virtualize
