// SQLite, as much of it as a state needs.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace cairn {

/// What SQLite says went wrong, with its result code.
class DatabaseError : public std::runtime_error {
  public:
    DatabaseError(const std::string& what, int code) : std::runtime_error(what), m_code(code) {}
    bool is_damage() const;  ///< the file is damaged, or no database
    bool is_lock() const;    ///< another process has it

  private:
    int m_code;
};

/// A prepared statement. Parameters are numbered from 1, columns from 0. Threads: those of its database.
class Statement {
  public:
    Statement(sqlite3* database, std::string_view sql);

    Statement& bind(int parameter, std::int64_t value);
    /// The bytes must live until the next `run` or the last `next` has returned.
    Statement& bind_text(int parameter, std::string_view value);
    Statement& bind_blob(int parameter, std::string_view value);

    /// For what gives no rows; ready for other parameters afterwards.
    void run();
    /// True: there is a row. False: no more, and the statement is ready for other parameters.
    bool next();
    std::int64_t integer(int column);
    std::string_view text(int column);  ///< until the next call of `next`
    std::string_view blob(int column);  ///< likewise

  private:
    struct Finalise {
        void operator()(sqlite3_stmt* statement) const;
    };
    int step();
    void check(int code);

    sqlite3* m_database;
    std::unique_ptr<sqlite3_stmt, Finalise> m_statement;
};

/// One file of SQLite, held by this process alone. A rollback journal and exclusive locks, since shared memory, which
/// the write-ahead log needs, fails on NFS and Lustre. Threads: one at a time.
class Database {
  public:
    /// Opens or makes the file, and locks it. Throws DatabaseError.
    explicit Database(const std::string& path);

    sqlite3* handle() const { return m_database.get(); }
    /// SQLite opens what it may not write for reading, without a word.
    bool is_read_only() const;
    void execute(const char* sql);
    /// The first column of the first row.
    std::int64_t number(const char* sql);

  private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    std::unique_ptr<sqlite3, Close> m_database;
};

}  // namespace cairn
