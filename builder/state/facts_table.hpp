// The tables of Facts: blocks of sources that follow each other by path, and the last good Facts of what is lost.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "builder/state/database.hpp"
#include "builder/state/state.hpp"
#include "builder/state/transaction.hpp"

namespace cairn {

/// A block as its row has it.
struct PackedBlock {
    std::string first;  ///< path of its first source
    std::string keys;
    std::string bodies;
};

/// Throws DatabaseError, and StateRefused for damage. Threads: one at a time.
class FactsTable {
  public:
    FactsTable(Database& database, Transaction& transaction, const std::string& path);

    std::vector<BlockOfKeys> blocks(const std::string& archive, const ScanContext& context);
    /// The bodies of a block.
    std::string packed_facts(std::int64_t block);
    void replace(const std::string& archive, const ScanContext& context, const std::vector<std::int64_t>& removed,
                 const std::vector<PackedBlock>& added, const std::vector<LastGood>& lost);
    std::vector<LastGood> last_good();
    void forget_last_good();
    void keep_archives(const std::vector<std::string>& archives);
    std::uint64_t digest();

  private:
    Statement statement(std::string_view sql) { return Statement(m_database.handle(), sql); }

    Database& m_database;
    Transaction& m_transaction;
    const std::string& m_path;
    Statement m_blocks, m_facts, m_remove, m_add, m_keep;
};

}  // namespace cairn
