#include "builder/cli/single_source.hpp"

#include <cerrno>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/percent.hpp"
#include "base/secrets.hpp"
#include "base/storage/file_bytes.hpp"
#include "base/storage/object_stamp.hpp"
#include "base/storage/storage_error.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "base/web_place.hpp"
#include "builder/config/defaults.hpp"
#include "builder/probe/formats.hpp"
#include "builder/probe/source_bytes.hpp"
#include "builder/web_archives.hpp"

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

/// "https://user:password@host/a/b.nc/" is in "https://user:password@host/a" and called "b.nc"; what has no path is a
/// folder without a name.
std::pair<std::string, std::string> folder_and_name(std::string url) {
    const Url parts = split_url(url);
    if (parts.query || parts.fragment)
        throw std::invalid_argument(discreet(url) + ": expected an address without '?' and '#'");
    while (url.ends_with('/')) url.pop_back();
    const std::size_t host = url.find("://") + 3;
    const std::size_t slash = url.rfind('/');
    if (slash < host) return {url, ""};
    return {url.substr(0, slash), url.substr(slash + 1)};
}

std::string without_user(const std::string& url) {
    Url parts = split_url(url);
    const Authority authority = split_authority(parts.authority.value_or(""));
    const std::string plain(authority.host.data(), parts.authority->data() + parts.authority->size());
    parts.authority = plain;
    return join_url(parts);
}

/// The root of an archive or the folder of the file, and the key below it as it is.
std::string place_on_web(const std::string& url, const Config& config) {
    std::string plain = without_user(url);
    while (plain.ends_with('/')) plain.pop_back();
    std::string_view root;
    for (const Archive& archive : config.archives) {
        const bool holds = plain == archive.root || plain.starts_with(archive.root + '/');
        if (holds && archive.root.size() > root.size()) root = archive.root;
    }
    if (!root.empty()) return std::string(root) + percent_decode_leniently(std::string_view(plain).substr(root.size()));
    const auto [folder, name] = folder_and_name(plain);
    return name.empty() ? folder : folder + '/' + percent_decode_leniently(name);
}

Problem not_readable(const std::string& place, const StorageFault& fault) {
    Problem problem = problem_of(fault, place);
    problem.stage = Stage::discover;
    problem.code = "discover/unreadable-file";
    return problem;
}

/// nullopt: no file of a known format.
Outcome<std::optional<Source>> file_on_web(Source source, const ObjectPlace& object, WebStorages& web) {
    try {
        std::unique_ptr<ObjectBytes> bytes = ObjectBytes::open(object);
        source.stamp = stamp_of(bytes->stat());
        const auto format = format_of({bytes->size_bytes(), [&](std::uint64_t offset, std::size_t count) {
                                           std::string text(count, '\0');
                                           text.resize(bytes->read(offset, std::as_writable_bytes(std::span(text))));
                                           return text;
                                       }});
        if (!format) return std::optional<Source>();
        source.format = *format;
        web.keep(source.path, std::move(bytes));
        return std::optional(std::move(source));
    } catch (const StorageError& error) {
        return not_readable(source.path, error.fault());
    }
}

Outcome<Source> recognised_on_web(const std::string& place, WebStorages& web) {
    const auto object = web.find(place);
    if (!object) return not_fetched(place);
    Source source;
    source.path = place;
    source.relative = to_utf8(std::string_view(place).substr(place.rfind('/') + 1));
    const bool may_be_file = !object->key.empty();
    const bool is_file_first = may_be_file && may_be_data(source.relative) && !source.relative.ends_with(".zarr");
    Outcome<std::optional<Source>> file = std::optional<Source>();
    if (is_file_first) file = file_on_web(source, *object, web);
    if (file && *file) return **std::move(file);
    if (const auto format = format_of_folder(ObjectFolder(*object, place, std::nullopt))) {
        source.format = *format;
        return source;
    }
    if (may_be_file && !is_file_first) file = file_on_web(source, *object, web);
    if (!file) return file.take_problem();
    if (*file) return **std::move(file);
    return no_data(place,
                   "found neither a file of a known format nor a store; netCDF (CDF-1, 2, 5), HDF5, Zarr, kerchunk "
                   "references and Icechunk are known");
}

}  // namespace

std::unique_ptr<WebStorages> web_for(const std::string& path, const Config& config) {
    std::unique_ptr<WebStorages> web = web_archives(config);
    if (!is_web(path) || (web != nullptr && web->find(place_on_web(path, config)))) return web;
    if (web == nullptr) web = std::make_unique<WebStorages>(config.remote.largest_whole);
    web->add(folder_and_name(without_user(path)).first, open_remote(folder_and_name(path).first, config.remote));
    return web;
}

Outcome<Source> single_source(const std::string& path, const Config* config, WebStorages* web) {
    const Config no_archives;
    Outcome<Source> source = is_web(path) && web != nullptr
                                 ? recognised_on_web(place_on_web(path, config == nullptr ? no_archives : *config), *web)
                                 : recognised(absolute_path(path));
    if (!source || config == nullptr || find_archive(*config, *source)) return source;
    return Problem{Stage::discover, "discover/no-archive", to_utf8(source->path),
                   "lies in none of the configured archives; their roots are the `root` of each entry of `archives`"};
}

}  // namespace cairn
