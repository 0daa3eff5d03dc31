// The transaction that a run writes in, from its first change to the next save.
#pragma once

#include <chrono>

#include "builder/state/database.hpp"

namespace cairn {

/// Threads: one at a time.
class Transaction {
  public:
    explicit Transaction(Database& database) : m_database(database) {}

    void begin() {
        if (m_is_open) return;
        m_database.execute("BEGIN");
        m_is_open = true;
        m_begun = std::chrono::steady_clock::now();
    }

    void commit() {
        if (!m_is_open) return;
        m_database.execute("COMMIT");
        m_is_open = false;
    }

    /// So that a run that is killed loses seconds.
    void commit_now_and_then() {
        if (m_is_open && std::chrono::steady_clock::now() - m_begun > std::chrono::seconds(5)) commit();
    }

  private:
    Database& m_database;
    bool m_is_open = false;
    std::chrono::steady_clock::time_point m_begun;
};

}  // namespace cairn
