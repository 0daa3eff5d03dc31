#include "builder/cli/single_source.hpp"

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/storage/file_bytes.hpp"
#include "base/text.hpp"
#include "builder/config/defaults.hpp"
#include "builder/probe/formats.hpp"

namespace cairn {

namespace {

Problem no_data(const std::string& path, std::string message) {
    return {Stage::discover, "discover/unknown-format", to_utf8(path), std::move(message)};
}

/// Fills in where the source lies in its archive; false when no archive holds it.
bool find_archive(const Config& config, Source& source) {
    for (std::size_t i = 0; i < config.archives.size(); ++i) {
        const std::string root = config.archives[i].root + '/';
        if (source.path.compare(0, root.size(), root) == 0) {
            source.archive = i;
            source.relative = to_utf8(std::string_view(source.path).substr(root.size()));
            return true;
        }
    }
    return false;
}

Outcome<Source> recognised(const std::string& path) {
    Source source;
    source.path = path;
    source.relative = to_utf8(std::filesystem::path(path).filename().string());
    if (std::filesystem::is_directory(path)) {
        const std::optional<Format> format = format_of_folder(path);
        if (!format.has_value())
            return no_data(
                path, "found a folder that is no store (Zarr, Icechunk, kerchunk references); name a file or a store");
        source.format = *format;
        return source;
    }
    FileBytes file(path);
    if (file.error() == ENOENT || file.error() == ENOTDIR) {
        throw std::system_error(file.error(), std::generic_category(), path);
    }
    if (file.error() != 0) {
        return Problem{Stage::discover, "discover/unreadable-file", to_utf8(path),
                       "cannot be read: " + std::generic_category().message(file.error())};
    }
    const std::optional<Format> format = format_of(file.access());
    source.stamp = file.stamp();
    if (source.stamp.size_bytes == 0)
        return Problem{Stage::discover, "discover/empty-file", to_utf8(path), "the file is empty"};
    if (!format.has_value()) {
        return no_data(path,
                       "found bytes of no known format; netCDF (CDF-1, 2, 5), HDF5, Zarr, kerchunk references and"
                       " Icechunk are known");
    }
    source.format = *format;
    return source;
}

}  // namespace

Outcome<Source> single_source(const std::string& path, const Config* config) {
    Outcome<Source> source = recognised(absolute_path(path));
    if (!source || config == nullptr || find_archive(*config, *source)) return source;
    return Problem{Stage::discover, "discover/no-archive", to_utf8(source->path),
                   "lies in none of the configured archives; their roots are the `root` of each entry of `archives`"};
}

}  // namespace cairn
