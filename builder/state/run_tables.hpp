// The tables of runs: what one left for the next, the history, and how many records each list had.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "builder/state/database.hpp"
#include "builder/state/state.hpp"
#include "builder/state/transaction.hpp"

namespace cairn {

/// Throws DatabaseError. Threads: one at a time.
class RunTables {
  public:
    RunTables(Database& database, Transaction& transaction) : m_database(database), m_transaction(transaction) {}

    std::string recall(const std::string& out);
    void remember(const std::string& out, const std::string& what);
    void record(const Run& run);
    std::vector<Run> history();
    RecordCounts record_counts();
    void keep_record_counts(const RecordCounts& counts);

  private:
    Statement statement(std::string_view sql) { return Statement(m_database.handle(), sql); }

    Database& m_database;
    Transaction& m_transaction;
};

}  // namespace cairn
