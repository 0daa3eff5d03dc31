#include "validator/sources/open_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/filesystem.hpp>
#include <cerrno>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <utility>

#include "base/interrupted.hpp"
#include "base/json/outline.hpp"
#include "base/secrets.hpp"
#include "base/storage/storage.hpp"
#include "base/url.hpp"
#include "validator/document.hpp"
#include "validator/resolver.hpp"
#include "validator/sources/folder_files.hpp"
#include "validator/sources/line_files.hpp"
#include "validator/sources/parquet_items.hpp"
#include "validator/sources/spool.hpp"
#include "validator/sources/web_files.hpp"

namespace cairn::validate {

namespace {

namespace fs = boost::filesystem;

using Bytes = std::unique_ptr<PositionedFile>;

constexpr std::array<std::string_view, 5> k_line_endings{".ndjson", ".jsonl", ".geojsonl", ".geojsons", ".ldjson"};
constexpr std::array<std::string_view, 4> k_other_endings{".parquet", ".gz", ".zst", ".geoparquet"};

template <std::size_t N>
bool ends_with_one_of(std::string_view name, const std::array<std::string_view, N>& endings) {
    return std::any_of(endings.begin(), endings.end(), [name](std::string_view end) { return name.ends_with(end); });
}

std::string without_packing(std::string name) {
    for (const std::string_view ending : {".gz", ".zst"}) {
        if (name.ends_with(ending)) name.resize(name.size() - ending.size());
    }
    return name;
}

/// What a file holds, once it can be read at any place. Only names of lines, and what has no name, are lines, and only
/// names of compressed files, and what has none, are unpacked: a `.json` file with two documents, or of gzip, is a
/// mistake, which is named.
Source source_of_bytes(const std::string& name, Bytes bytes, bool has_plain_name, const Options& options,
                       const ParallelFor& parallel, const std::atomic<bool>& stop) {
    try {
        if (!has_plain_name) bytes = unpacked(std::move(bytes), stop);
        const bool is_table = is_parquet(*bytes);
        if (is_table) bytes = lines_of_items(*bytes, stop);
        const std::string plain = without_packing(name);
        if (is_table || ends_with_one_of(plain, k_line_endings) || (!has_plain_name && looks_like_lines(*bytes)))
            return {std::make_unique<LineFiles>(name, std::move(bytes), parallel, stop), name, nullptr, {}, {}};
    } catch (const Interrupted&) {
        throw;
    } catch (const std::runtime_error& error) {
        throw std::runtime_error(name + ": " + error.what());
    }
    if (bytes->size_bytes() > options.largest_document_bytes)
        throw std::runtime_error(name + ": the file is larger than the limit of " +
                                 std::to_string(options.largest_document_bytes) + " bytes");
    return {nullptr, name, std::move(bytes), {}, {}};
}

Bytes open_file(const std::string& path, const std::atomic<bool>& stop) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) throw std::runtime_error(path + ": the file cannot be opened: " + std::strerror(errno));
    struct stat status {};
    const bool is_regular = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    if (is_regular) return std::make_unique<PositionedFile>(descriptor, static_cast<std::uint64_t>(status.st_size));
    Bytes bytes = spooled(descriptor, stop);  // a FIFO: a shell's `<(...)` is one
    ::close(descriptor);
    return bytes;
}

Bytes fetch(const std::string& url, const Options& options, const std::atomic<bool>& stop) {
    constexpr std::uint64_t k_piece = 8U << 20;
    const std::string folder = folder_of(url);
    const std::unique_ptr<Storage> storage = open_web(folder, options.politeness);
    const std::string key = url.substr(folder.size());
    Spool spool;
    std::string version;
    for (std::uint64_t at = 0;; at += k_piece) {
        leave_when(stop);
        if (at == 0) {
            if (const auto answer = storage->stat(key); const auto* stat = std::get_if<ObjectStat>(&answer))
                version = stat->version;
        }
        auto answer = storage->read_ranges(key, {{at, k_piece}}, version);
        if (const auto* fault = std::get_if<StorageFault>(&answer))
            throw std::runtime_error(discreet(url) + ": cannot be fetched: " + fault->message);
        const std::string& piece = std::get<std::vector<std::string>>(answer).front();
        spool.append(piece);
        if (piece.size() < k_piece) return spool.take();
    }
}

/// What a document is, as far as it is one. Pages are not told apart, which have lists in them.
Kind kind_of(const std::string& text) {
    const std::optional<json::Value> outline = json::outline(text);
    return outline ? classify(*outline) : Kind::unknown;
}

Source open_path(const std::string& path, const Options& options, const ParallelFor& parallel,
                 const std::atomic<bool>& stop) {
    boost::system::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (error || !fs::exists(status)) throw std::runtime_error(path + ": there is no such file or folder");
    if (fs::is_directory(status)) {
        fs::directory_iterator readable(path, error);
        if (error) throw std::runtime_error(path + ": the folder cannot be read: " + error.message());
        const std::string base = path.ends_with('/') ? path : path + "/";
        return {
            std::make_unique<FolderFiles>(FolderFiles::published(path)), path, nullptr, {}, base == "./" ? "" : base};
    }
    const bool has_plain_name = fs::is_regular_file(status) && !ends_with_one_of(path, k_other_endings);
    Source source = source_of_bytes(path, open_file(path, stop), has_plain_name, options, parallel, stop);
    if (source.files != nullptr) return source;
    const Kind kind = kind_of(source.text());
    const bool leads_down = kind == Kind::catalog || kind == Kind::collection;
    if (!leads_down) {
        source.alone_because =
            std::string("it is ") + (kind == Kind::item ? "an Item" : "no Catalog and no Collection");
    } else if (options.links == Links::ignore) {
        source.alone_because = "--links ignore";
    } else if (!has_plain_name) {
        source.alone_because = "it lies in no folder that can be read";
    } else {
        const std::string folder = folder_of(path);
        return {std::make_unique<FolderFiles>(
                    FolderFiles::linked_from(folder.empty() ? "." : folder, path.substr(folder.size()))),
                path,
                nullptr,
                {},
                folder};
    }
    return source;
}

}  // namespace

std::string Source::text() const {
    std::string text(bytes->size_bytes(), '\0');
    text.resize(bytes->read(0, std::as_writable_bytes(std::span(text))));
    return text;
}

Source open_source(const std::string& place, const Options& options, const ParallelFor& parallel,
                   const std::atomic<bool>& stop) {
    if (place == "-") {
        Source source = source_of_bytes("stdin", spooled(STDIN_FILENO, stop), false, options, parallel, stop);
        source.alone_because = "it came by standard input";
        return source;
    }
    if (!is_web(place)) return open_path(place, options, parallel, stop);
    try {
        const std::string name = place.substr(folder_of(place).size());
        if (ends_with_one_of(name, k_line_endings) || ends_with_one_of(name, k_other_endings)) {
            Source source = source_of_bytes(name, fetch(place, options, stop), false, options, parallel, stop);
            source.alone_because = "it is a file of its own";
            return source;
        }
        auto files = std::make_unique<WebFiles>(place, options.politeness);
        std::string base = files->base_url();
        return {std::move(files), place, nullptr, {}, std::move(base)};
    } catch (const std::invalid_argument& error) {
        throw std::runtime_error(error.what());
    }
}

}  // namespace cairn::validate
