#include "builder/probe/references/kerchunk_parquet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <variant>

#include "base/json/parse.hpp"
#include "base/saturating.hpp"
#include "builder/probe/references/json_text.hpp"
#include "builder/probe/references/parquet_records.hpp"
#include "builder/probe/references/virtual_store.hpp"
#include "builder/probe/zarr/object_store.hpp"
#include "builder/probe/zarr/reports.hpp"
#include "builder/probe/zarr/timed_store.hpp"

namespace cairn::references {

namespace {

constexpr std::string_view k_metadata = ".zmetadata";
constexpr std::uint64_t k_largest_metadata = 32ULL << 20;
constexpr std::uint64_t k_largest_records = 10'000'000;

/// A file of the folder, read at offsets: symbolic links out of the folder are refused.
class KeyBytes final : public PositionedBytes {
  public:
    KeyBytes(zarr::KeyStore& folder, std::string key, std::uint64_t size)
        : m_folder(folder), m_key(std::move(key)), m_size(size) {}

    std::uint64_t size_bytes() const override { return m_size; }
    std::size_t read(std::uint64_t offset, std::span<std::byte> into) override {
        const auto bytes = m_folder.get_range(m_key, offset, into.size());
        if (!bytes || !bytes->has_value()) return 0;
        std::copy((*bytes)->begin(), (*bytes)->end(), reinterpret_cast<char*>(into.data()));
        return (*bytes)->size();
    }

  private:
    zarr::KeyStore& m_folder;
    std::string m_key;
    std::uint64_t m_size;
};

struct Set {
    zarr::KeyStore& folder;
    std::uint64_t record_size = 0;
    ProblemList& problems;
    TimeLimit* time = nullptr;  ///< may be null
};

Problem bad_metadata(std::string message) {
    return zarr::problem_at("probe/bad-references", k_metadata, std::move(message));
}

/// Puts the metadata into the store, and gives the number of references in each file.
Outcome<std::uint64_t> read_metadata(zarr::KeyStore& folder, MetadataSink& sink) {
    auto text = folder.get(k_metadata, k_largest_metadata);
    if (!text) return text.take_problem();
    if (!text->has_value())
        return bad_metadata(
            "there is no .zmetadata, without which the references say nothing; restore it, or make "
            "the references again");
    auto parsed = json::parse(**text, {.depth = 128, .not_a_number = true});
    if (const auto* error = std::get_if<json::ParseError>(&parsed)) {
        Problem problem = zarr::problem_at("probe/bad-json", k_metadata,
                                           fmt::format("found broken JSON in line {}, column {}: {}",
                                                       error->position.line, error->position.column, error->message));
        problem.offset = error->position.offset;
        return problem;
    }
    json::Value& document = std::get<json::Value>(parsed);
    const json::Value* size = json::find(document, "record_size");
    if (size == nullptr || !size->IsUint64() || size->GetUint64() == 0 || size->GetUint64() > k_largest_records)
        return bad_metadata(fmt::format("found no 'record_size' of 1 to {}", k_largest_records));
    const json::Value* metadata = json::find(document, "metadata");
    if (metadata == nullptr || !metadata->IsObject()) return bad_metadata("found no object 'metadata'");
    for (const auto& member : metadata->GetObject()) {
        const std::string_view key = json::view(member.name);
        if (is_metadata_key(key)) sink.take_inline(key, json_text(member.value));
    }
    return size->GetUint64();
}

/// The number of chunks of an array; nullopt: more than 64 bits can count.
std::optional<std::uint64_t> count_of(const ArrayGrid& array) { return checked_product(array.chunks.counts()); }

/// The references of one array.
class ArrayRecords {
  public:
    ArrayRecords(const Set& set, const ArrayGrid& array, std::uint64_t chunks, ChunkSink& sink)
        : m_set(set), m_array(array), m_chunks(chunks), m_sink(sink) {}

    void read() {
        std::uint64_t absent = 0;
        // Only files that are there: how many there should be comes from a shape, which may be anything.
        auto entries = m_set.folder.list(m_array.path);
        if (!entries) return say(m_array.path, entries.problem().message);
        std::vector<std::uint64_t> numbers;
        for (const zarr::Entry& entry : *entries)
            if (const auto number = number_of(entry.name)) numbers.push_back(*number);
        std::sort(numbers.begin(), numbers.end());
        const std::uint64_t files = m_chunks == 0 ? 0 : (m_chunks - 1) / m_set.record_size + 1;
        for (const std::uint64_t number : numbers) {
            const std::string key = key_of(number);
            if (number >= files) {
                report_outside(key);
            } else {
                read_file(key, number * m_set.record_size);  // less than m_chunks
                ++absent;
            }
        }
        absent = files - absent;
        if (absent > 0)
            m_set.problems.add("probe/missing-references", m_array.path,
                               fmt::format("{} of its {} files of references are not there: their chunks are taken for "
                                           "fill values",
                                           absent, files),
                               Severity::warning);
    }

  private:
    /// The 12 of "refs.12.parq"; nullopt for other names.
    static std::optional<std::uint64_t> number_of(std::string_view name) {
        if (!name.starts_with("refs.") || !name.ends_with(".parq") || name.size() <= 10) return std::nullopt;
        const std::string_view digits = name.substr(5, name.size() - 10);
        std::uint64_t number = 0;
        for (const char c : digits) {
            if (c < '0' || c > '9' || __builtin_mul_overflow(number, std::uint64_t{10}, &number) ||
                __builtin_add_overflow(number, static_cast<std::uint64_t>(c - '0'), &number))
                return std::nullopt;
        }
        return digits == std::to_string(number) ? std::optional(number) : std::nullopt;
    }

    std::string key_of(std::uint64_t number) const {
        return zarr::joined(m_array.path, fmt::format("refs.{}.parq", number));
    }

    void say(std::string_view key, std::string_view why) {
        m_set.problems.add("probe/bad-parquet", key, fmt::format("{}; its references are left out", why));
        if (m_array.is_coordinate) m_sink.mark_incomplete(m_array, why);
    }

    void report_outside(std::string_view key) {
        m_set.problems.count(
            "probe/outside-array", key, "",
            fmt::format("the array has {} chunks, of which {} stand in each file: there are none for this "
                        "one; it is left out",
                        m_chunks, m_set.record_size));
    }

    void read_file(const std::string& key, std::uint64_t first) {
        auto size = m_set.folder.size_of(key);
        if (!size) return say(key, size.problem().message);
        if (!size->has_value()) return say(key, "the file has gone");
        if (m_set.time != nullptr) m_set.time->allow_for(**size);
        KeyBytes bytes(m_set.folder, key, **size);
        auto file = parquet::File::open(bytes, {.rows = static_cast<std::int64_t>(m_set.record_size)});
        if (!file) return say(key, file.problem().message);
        const auto columns = record_columns(*file);
        if (!columns) return say(key, columns.problem().message);
        const std::int64_t rows = file->footer().rows;
        if (static_cast<std::uint64_t>(rows) > m_set.record_size)
            return say(key,
                       fmt::format("found {} rows, expected at most the record_size of {}", rows, m_set.record_size));
        std::uint64_t chunk = first;
        for (std::size_t group = 0; group < file->footer().groups.size(); ++group) {
            auto records = read_records(*file, *columns, group);
            if (!records) return say(key, records.problem().message);
            take(key, *records, chunk);
            chunk += records->rows;
        }
    }

    void take(const std::string& key, const Records& records, std::uint64_t first) {
        for (std::size_t row = 0; row < records.rows; ++row) {
            const bool is_inline = records.is_inline(row);
            if (!is_inline && !records.is_target(row)) continue;
            if (first + row >= m_chunks) return report_outside(fmt::format("{}, row {}", key, row));
            const ChunkIndex index = m_array.chunks.index_of(first + row);
            Target target;
            std::string why;
            if (is_inline) {
                m_sink.take_inline(m_array, index, records.inlined(row));
            } else if (target_of(records, row, target, why)) {
                m_sink.take_target(m_array, index, target);
            } else {
                m_set.problems.count("probe/bad-reference", fmt::format("{}, row {}", key, row), "",
                                     fmt::format("{}; the reference is left out", why));
                if (m_array.is_coordinate) m_sink.mark_incomplete(m_array, why);
            }
        }
    }

    const Set& m_set;
    const ArrayGrid& m_array;
    std::uint64_t m_chunks;
    ChunkSink& m_sink;
};

}  // namespace

Outcome<Dataset> read_parquet_set(const Source& source, const std::string& name, const ReadLimits& limits,
                                  const Reachable& reachable, const zarr::PartWork* parts) {
    auto folder = zarr::open_keys(source.path, reachable.web);
    if (!folder) return folder.take_problem();
    zarr::TimedStore timed(**folder, limits.time);
    Locations locations(reachable, source.archive, source.path);
    ReferenceStore store(locations);
    ProblemList problems;
    MetadataSink sink(store, problems);
    const auto record_size = read_metadata(timed, sink);
    if (!record_size) return record_size.problem();
    const Set set{timed, *record_size, problems, limits.time};
    auto dataset = describe(store, locations, name, limits, problems, parts,
                            [&set](ChunkSink& chunks, const ArrayGrids& arrays) -> std::optional<Problem> {
                                for (const ArrayGrid& array : arrays.all()) {
                                    if (const auto count = count_of(array)) {
                                        ArrayRecords(set, array, *count, chunks).read();
                                    } else {
                                        set.problems.add("probe/too-large", array.path,
                                                         "the array has more chunks than 64 bits can count; its "
                                                         "references are left out");
                                    }
                                }
                                return std::nullopt;
                            });
    if (dataset) dataset->store->consolidated = true;  // all metadata stand in .zmetadata
    return dataset;
}

}  // namespace cairn::references
