#include "builder/state/database.hpp"

#include <sqlite3.h>

#include <limits>

namespace cairn {

namespace {

[[noreturn]] void fail(sqlite3* database, int code) {
    throw DatabaseError(database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code), code & 0xFF);
}

int size_of(std::string_view bytes) {
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        throw DatabaseError("a value has more than 2 GiB", SQLITE_TOOBIG);
    return static_cast<int>(bytes.size());
}

}  // namespace

bool DatabaseError::is_damage() const { return m_code == SQLITE_CORRUPT || m_code == SQLITE_NOTADB; }
bool DatabaseError::is_lock() const { return m_code == SQLITE_BUSY || m_code == SQLITE_LOCKED; }

void Statement::Finalise::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Statement::Statement(sqlite3* database, std::string_view sql) : m_database(database) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(database, sql.data(), size_of(sql), &statement, nullptr));
    m_statement.reset(statement);
}

Statement& Statement::bind(int parameter, std::int64_t value) {
    check(sqlite3_bind_int64(m_statement.get(), parameter, value));
    return *this;
}

Statement& Statement::bind_text(int parameter, std::string_view value) {
    check(sqlite3_bind_text(m_statement.get(), parameter, value.data(), size_of(value), SQLITE_STATIC));
    return *this;
}

Statement& Statement::bind_blob(int parameter, std::string_view value) {
    check(sqlite3_bind_blob(m_statement.get(), parameter, value.data(), size_of(value), SQLITE_STATIC));
    return *this;
}

void Statement::run() {
    while (next()) {
    }
}

bool Statement::next() {
    if (step() == SQLITE_ROW) return true;
    check(sqlite3_reset(m_statement.get()));
    return false;
}

std::int64_t Statement::integer(int column) { return sqlite3_column_int64(m_statement.get(), column); }

std::string_view Statement::text(int column) { return blob(column); }

std::string_view Statement::blob(int column) {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement.get(), column));
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return bytes == nullptr ? std::string_view() : std::string_view(bytes, static_cast<std::size_t>(size));
}

int Statement::step() {
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW || code == SQLITE_DONE) return code;
    // The message of the failure; resetting gives the same code, and the statement back.
    const DatabaseError error(sqlite3_errmsg(m_database), code & 0xFF);
    sqlite3_reset(m_statement.get());
    throw error;
}

void Statement::check(int code) {
    if (code != SQLITE_OK) fail(m_database, code);
}

void Database::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

Database::Database(const std::string& path) {
    sqlite3* database = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    const int code = sqlite3_open_v2(path.c_str(), &database, flags, nullptr);
    m_database.reset(database);
    if (code != SQLITE_OK) fail(database, code);
    execute("PRAGMA locking_mode = EXCLUSIVE");
    execute("PRAGMA journal_mode = DELETE");
    execute("PRAGMA synchronous = NORMAL");
    execute("PRAGMA cache_size = -8192");
    execute("BEGIN IMMEDIATE; COMMIT");
}

bool Database::is_read_only() const { return sqlite3_db_readonly(m_database.get(), "main") != 0; }

void Database::execute(const char* sql) {
    char* message = nullptr;
    const int code = sqlite3_exec(m_database.get(), sql, nullptr, nullptr, &message);
    sqlite3_free(message);
    if (code != SQLITE_OK) fail(m_database.get(), code);
}

std::int64_t Database::number(const char* sql) {
    Statement statement(m_database.get(), sql);
    return statement.next() ? statement.integer(0) : 0;
}

}  // namespace cairn
