#include "builder/state/facts_table.hpp"

#include <xxhash.h>

#include <algorithm>

#include "builder/facts/codec.hpp"
#include "builder/state/schema.hpp"

namespace cairn {

namespace {

std::int64_t digest_of(std::string_view keys, std::string_view bodies) {
    return static_cast<std::int64_t>(
        XXH3_64bits_withSeed(bodies.data(), bodies.size(), XXH3_64bits(keys.data(), keys.size())));
}

}  // namespace

FactsTable::FactsTable(Database& database, Transaction& transaction, const std::string& path)
    : m_database(database),
      m_transaction(transaction),
      m_path(path),
      m_blocks(statement("SELECT id, context, references_context, keys, bodies, digest FROM facts "
                         "WHERE archive = ? ORDER BY first")),
      m_facts(statement("SELECT bodies FROM facts WHERE id = ?")),
      m_remove(statement("DELETE FROM facts WHERE id = ?")),
      m_add(statement("INSERT INTO facts (archive, first, context, references_context, keys, bodies, digest) "
                      "VALUES (?, ?, ?, ?, ?, ?, ?)")),
      m_keep(
          statement("INSERT OR REPLACE INTO last_good (archive, path, since, format, facts) VALUES (?, ?, ?, ?, ?)")) {}

std::vector<BlockOfKeys> FactsTable::blocks(const std::string& archive, const ScanContext& context) {
    std::vector<BlockOfKeys> found;
    std::vector<std::int64_t> of_others;
    m_blocks.bind_text(1, archive);
    while (m_blocks.next()) {
        const std::int64_t id = m_blocks.integer(0);
        if (static_cast<std::uint64_t>(m_blocks.integer(1)) != context.files) {
            of_others.push_back(id);
            continue;
        }
        const std::string_view keys = m_blocks.blob(3);
        auto sources = unpack_keys(keys);
        if (!sources || sources->empty() || digest_of(keys, m_blocks.blob(4)) != m_blocks.integer(5))
            throw damaged(m_path, "a block of facts does not have its digest");
        found.push_back(
            {id, *std::move(sources), static_cast<std::uint64_t>(m_blocks.integer(2)) != context.references});
    }
    m_transaction.begin();
    for (const std::int64_t id : of_others) m_remove.bind(1, id).run();
    return found;
}

std::string FactsTable::packed_facts(std::int64_t block) {
    m_facts.bind(1, block);
    if (!m_facts.next()) throw damaged(m_path, "a block of facts is missing");
    std::string packed(m_facts.blob(0));
    while (m_facts.next()) {
    }
    return packed;
}

void FactsTable::replace(const std::string& archive, const ScanContext& context,
                         const std::vector<std::int64_t>& removed, const std::vector<PackedBlock>& added,
                         const std::vector<LastGood>& lost) {
    m_transaction.commit_now_and_then();
    m_transaction.begin();
    for (const std::int64_t id : removed) m_remove.bind(1, id).run();
    for (const PackedBlock& block : added) {
        m_add.bind_text(1, archive)
            .bind_blob(2, block.first)
            .bind(3, static_cast<std::int64_t>(context.files))
            .bind(4, static_cast<std::int64_t>(context.references))
            .bind_blob(5, block.keys)
            .bind_blob(6, block.bodies)
            .bind(7, digest_of(block.keys, block.bodies))
            .run();
    }
    for (const LastGood& one : lost) {
        m_keep.bind_text(1, one.archive)
            .bind_blob(2, one.relative)
            .bind(3, one.since_s)
            .bind(4, k_facts_format)
            .bind_blob(5, one.facts)
            .run();
    }
}

std::vector<LastGood> FactsTable::last_good() {
    std::vector<LastGood> lost;
    Statement all =
        statement("SELECT archive, path, since, facts FROM last_good WHERE format = ? ORDER BY archive, path");
    all.bind(1, k_facts_format);
    while (all.next())
        lost.push_back({std::string(all.text(0)), std::string(all.blob(1)), all.integer(2), std::string(all.blob(3))});
    return lost;
}

void FactsTable::forget_last_good() {
    m_transaction.begin();
    m_database.execute("DELETE FROM last_good");
}

void FactsTable::keep_archives(const std::vector<std::string>& archives) {
    m_transaction.begin();
    std::vector<std::string> known;
    Statement all = statement("SELECT DISTINCT archive FROM facts");
    while (all.next()) known.emplace_back(all.text(0));
    Statement forget = statement("DELETE FROM facts WHERE archive = ?");
    for (const std::string& one : known) {
        if (std::ranges::find(archives, one) == archives.end()) forget.bind_text(1, one).run();
    }
}

std::uint64_t FactsTable::digest() {
    Statement all = statement("SELECT digest FROM facts ORDER BY archive, first");
    std::uint64_t digest = 0;
    while (all.next()) {
        const std::int64_t one = all.integer(0);
        digest = XXH3_64bits_withSeed(&one, sizeof one, digest);
    }
    return digest;
}

}  // namespace cairn
