#include "builder/last_run.hpp"

#include <sys/stat.h>
#include <xxhash.h>

#include <algorithm>
#include <chrono>

#include "builder/facts/members.hpp"
#include "builder/facts/no_parts.hpp"

namespace cairn {

namespace {

/// Raised with every change of what stands below.
constexpr std::uint64_t k_format = 3;

std::int64_t now_ns() {
    using std::chrono::system_clock;
    return std::chrono::duration_cast<std::chrono::nanoseconds>(system_clock::now().time_since_epoch()).count();
}

std::uint64_t hash_of_bytes(const std::string& bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

}  // namespace

template <either<TreeCounts> Self>
auto members_of(Self& self) {
    auto& [collections, items, assets, documents] = self;
    return std::tie(collections, items, assets, documents);
}

template <either<KeptCounts> Self>
auto members_of(Self& self) {
    auto& [unreadable, deprecated, retained, waiting, offline] = self;
    return std::tie(unreadable, deprecated, retained, waiting, offline);
}

std::string encode(const LastRun& run) {
    facts::Writer writer;
    facts::put(writer, k_format);
    facts::put(writer, std::tie(run.inputs, run.asked, run.program, run.facts, run.manifest, run.tree, run.other_assets,
                                run.records, run.kept, run.problems));
    const std::vector<std::pair<std::string, std::string>> collections(run.collections.begin(), run.collections.end());
    facts::put(writer, collections);
    return writer.take();
}

std::optional<LastRun> decode_last_run(std::string_view bytes) {
    facts::Reader reader(bytes);
    if (reader.count() != k_format) return std::nullopt;
    facts::NoParts parts;
    LastRun run;
    auto members = std::tie(run.inputs, run.asked, run.program, run.facts, run.manifest, run.tree, run.other_assets,
                            run.records, run.kept, run.problems);
    facts::get(reader, members, parts);
    std::vector<std::pair<std::string, std::string>> collections;
    facts::get(reader, collections, parts);
    run.collections.insert(collections.begin(), collections.end());
    return reader.failed() || !reader.is_at_end() ? std::nullopt : std::optional(std::move(run));
}

std::uint64_t inputs_of(const BuildOptions& options, const BuildResult& result, const Found& found,
                        std::span<const FileStamp> records) {
    facts::Writer writer;
    writer.count(options.inputs);
    writer.text(options.out);
    writer.count(result.files_seen);
    writer.count(result.files_excluded);
    facts::put(writer, result.problems);
    for (const auto& [kind, count] : result.other_files) {
        writer.text(kind);
        writer.count(count);
    }
    for (const Source& source : found.sources) {
        if (is_store(source.format)) writer.integer(source.stamp.modified_ns);
    }
    for (const auto* aside : {&found.waiting, &found.offline}) {
        writer.count(aside->size());
        for (const Source& source : *aside) {
            writer.count(source.archive);
            writer.text(source.relative);
        }
    }
    for (const FileStamp& stamp : records) facts::put(writer, stamp);
    for (const OtherFile& file : found.other_files) {
        writer.count(file.source.archive);
        writer.text(file.source.relative);
        writer.text(file.kind.name);
        facts::put(writer, file.source.stamp);
    }
    for (const checksums::ListFile& list : found.checksum_lists) {
        writer.text(list.path);
        facts::put(writer, list.stamp);
    }
    return hash_of_bytes(writer.take());
}

bool are_settled(std::span<const checksums::ListFile> lists) {
    return std::ranges::all_of(lists, [at_ns = now_ns()](const auto& list) { return is_settled(list.stamp, at_ns); });
}

std::optional<std::vector<FileStamp>> stamps_of_records(const Config& config) {
    std::vector<FileStamp> stamps;
    for (const RecordList& list : config.records) {
        struct stat status {};
        if (::stat(list.file.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
        stamps.push_back(stamp_of(status));
        if (!is_settled(stamps.back(), now_ns())) return std::nullopt;
    }
    return stamps;
}

std::uint64_t hash_of(const Manifest& manifest) { return hash_of_bytes(manifest.text()); }

LastRun last_run_of(const BuildOptions& options, std::uint64_t inputs, std::uint64_t facts, const Manifest& written,
                    const BuildResult& result) {
    return {inputs,           options.inputs,  options.program_number, facts,
            hash_of(written), result.tree,     result.other_assets,    result.records,
            result.kept,      result.problems, result.collections};
}

bool take_last_run(const LastRun& last, Staging& staging, Progress& progress, BuildResult& result) {
    const auto& documents = staging.previous().files();
    if (!std::all_of(documents.begin(), documents.end(), [&](const auto& one) { return staging.can_keep(one.first); }))
        return false;
    progress.begin(k_writing, 0);
    for (const auto& [path, digest] : documents) staging.keep(path);
    staging.publish();
    result.tree = last.tree;
    result.other_assets = last.other_assets;
    result.records = last.records;
    result.kept = last.kept;
    result.problems = last.problems;
    result.collections = last.collections;
    result.published = result.is_unchanged = true;
    result.changes = staging.changes();
    return true;
}

}  // namespace cairn
