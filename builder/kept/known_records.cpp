#include "builder/kept/known_records.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "builder/facts/byte_codec.hpp"
#include "builder/kept/record_codec.hpp"

namespace cairn {

namespace {

constexpr std::string_view k_records_format = "cairn-records 4";

using validate::Record;

/// Documents that follow each other, and the block that has records of some of them.
struct Unit {
    std::size_t begin = 0;  ///< of the paths
    std::size_t end = 0;
    const KeptBlock* block = nullptr;
};

/// The documents between the begins of two blocks lie in the first of them, those before all in the first one.
std::vector<Unit> units_of(const std::vector<std::string>& paths, const std::vector<KeptBlock>& blocks) {
    std::vector<Unit> units;
    if (blocks.empty()) {
        for (std::size_t begin = 0; begin < paths.size(); begin += k_entries_of_block)
            units.push_back({begin, std::min(begin + k_entries_of_block, paths.size())});
        return units;
    }
    std::size_t begin = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        std::size_t end = paths.size();
        if (i + 1 < blocks.size()) {
            const auto from = paths.begin() + static_cast<std::ptrdiff_t>(begin);
            end = static_cast<std::size_t>(std::lower_bound(from, paths.end(), blocks[i + 1].first) - paths.begin());
        }
        units.push_back({begin, end, &blocks[i]});
        begin = end;
    }
    return units;
}

/// The digest of the document stands before its record.
std::string bytes_of(const Digest& digest, const Record& record) {
    facts::Writer writer;
    writer.text(text_of(digest));
    writer.text(encode(record));
    return writer.take();
}

/// The work on one unit.
class UnitOfRecords {
  public:
    UnitOfRecords(const Manifest& tree, std::span<std::string> paths, std::span<Record> records)
        : m_tree(tree), m_paths(paths), m_records(records), m_bytes(paths.size()) {}

    void recall(const KeptBlock& block) {
        auto entries = unpack(block);
        if (!entries) return;
        m_entries_of_block = entries->size();
        auto entry = entries->begin();
        for (std::size_t i = 0; i < m_paths.size(); ++i) {
            while (entry != entries->end() && entry->path < m_paths[i]) ++entry;
            if (entry == entries->end()) return;
            if (entry->path == m_paths[i]) recall(i, std::move(entry->bytes));
        }
    }

    void make_others(const validate::RecordSource::Make& make, const ParallelFor& parallel) {
        std::vector<std::size_t> others;
        for (std::size_t i = 0; i < m_paths.size(); ++i) {
            if (m_bytes[i].empty()) others.push_back(i);
        }
        m_made = others.size();
        parallel(others.size(), [&](std::size_t i) { make_one(others[i], make); });
    }

    bool is_as_it_was() const { return m_made == 0 && m_entries_of_block == m_paths.size(); }

    std::vector<KeptBlock> pack_all() {
        std::vector<KeptEntry> entries;
        for (std::size_t i = 0; i < m_paths.size(); ++i) {
            if (!m_bytes[i].empty()) entries.push_back({m_paths[i], std::move(m_bytes[i])});
        }
        return pack(entries);
    }

    /// The paths are the records' then.
    void hand_over_paths() {
        for (std::size_t i = 0; i < m_paths.size(); ++i) m_records[i].path = std::move(m_paths[i]);
    }

  private:
    void recall(std::size_t i, std::string bytes) {
        const Digest* digest = m_tree.find(m_paths[i]);
        facts::Reader reader(bytes);
        if (digest == nullptr || reader.text() != text_of(*digest)) return;
        std::optional<Record> record = decode_record(reader.text(), m_paths[i]);
        if (!record) return;
        m_records[i] = *std::move(record);
        m_bytes[i] = std::move(bytes);
    }

    void make_one(std::size_t i, const validate::RecordSource::Make& make) {
        m_records[i] = make(m_paths[i]);
        const Digest* digest = m_tree.find(m_paths[i]);
        const bool is_kept = digest != nullptr && m_records[i].faults().tally[validate::Severity::error] == 0;
        if (is_kept) m_bytes[i] = bytes_of(*digest, m_records[i]);
    }

    const Manifest& m_tree;
    std::span<std::string> m_paths;
    std::span<Record> m_records;
    std::vector<std::string> m_bytes;  ///< of the records that are kept
    std::size_t m_entries_of_block = 0;
    std::size_t m_made = 0;
};

}  // namespace

KnownRecords::KnownRecords(std::string_view kept, std::uint64_t program, const Manifest& tree)
    : m_program(program), m_tree(tree), m_blocks(parse_kept(kept, k_records_format, program)) {}

std::vector<Record> KnownRecords::records(std::vector<std::string> paths, const Make& make, const Take& take,
                                          const ParallelFor& parallel) {
    std::vector<Record> records(paths.size());
    const std::vector<Unit> units = units_of(paths, m_blocks);
    std::vector<std::vector<KeptBlock>> blocks(units.size());
    parallel(units.size(), [&](std::size_t number) {
        const Unit& unit = units[number];
        const std::span<Record> own = std::span(records).subspan(unit.begin, unit.end - unit.begin);
        UnitOfRecords work(m_tree, std::span(paths).subspan(unit.begin, own.size()), own);
        if (unit.block != nullptr) work.recall(*unit.block);
        work.make_others(make, parallel);
        blocks[number] = work.is_as_it_was() ? std::vector{*unit.block} : work.pack_all();
        work.hand_over_paths();
        for (Record& record : own) take(record);
    });
    std::vector<KeptBlock> all;
    for (auto& some : blocks) std::move(some.begin(), some.end(), std::back_inserter(all));
    m_blocks = std::move(all);
    return records;
}

std::string KnownRecords::take() const { return kept_text(k_records_format, m_program, m_blocks); }

}  // namespace cairn
