#include "builder/state/schema.hpp"

#include <cstdint>

namespace cairn {

namespace {

/// "CRNS": tells a state from other databases.
constexpr std::int64_t k_application = 0x43524E53;
constexpr std::int64_t k_version = 4;

constexpr const char* k_schema = R"(
    CREATE TABLE facts (
        id INTEGER PRIMARY KEY,
        archive TEXT NOT NULL,
        first BLOB NOT NULL,
        context INTEGER NOT NULL,
        references_context INTEGER NOT NULL,
        keys BLOB NOT NULL,
        bodies BLOB NOT NULL,
        digest INTEGER NOT NULL
    );
    CREATE INDEX facts_in_order ON facts (archive, first);
    CREATE TABLE remembered (
        out TEXT PRIMARY KEY,
        what BLOB NOT NULL
    );
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        began INTEGER NOT NULL,
        seconds INTEGER NOT NULL,
        program TEXT NOT NULL,
        out TEXT NOT NULL,
        sources INTEGER NOT NULL,
        read INTEGER NOT NULL,
        problems INTEGER NOT NULL,
        published INTEGER NOT NULL
    );
    PRAGMA application_id = 1129467475;
)";

/// What version 2 added.
constexpr const char* k_records_schema = R"(
    CREATE TABLE records (
        list TEXT NOT NULL,
        collection TEXT NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (list, collection)
    ) WITHOUT ROWID;
)";

/// What version 3 added. `format`: of the encoded Facts.
constexpr const char* k_last_good_schema = R"(
    CREATE TABLE last_good (
        archive TEXT NOT NULL,
        path BLOB NOT NULL,
        since INTEGER NOT NULL,
        format INTEGER NOT NULL,
        facts BLOB NOT NULL,
        PRIMARY KEY (archive, path)
    ) WITHOUT ROWID;
)";

/// What version 4 added: how a run ended.
constexpr const char* k_ending_schema = R"(
    ALTER TABLE runs ADD COLUMN exit INTEGER NOT NULL DEFAULT -1;
    ALTER TABLE runs ADD COLUMN error TEXT NOT NULL DEFAULT '';
    PRAGMA user_version = 4;
)";

}  // namespace

std::string with_remedy(const std::string& path, const std::string& why) { return "the state '" + path + "' " + why; }

StateRefused damaged(const std::string& path, const std::string& how) {
    return StateRefused(with_remedy(path, "is damaged (" + how +
                                              "): delete it, and the next run reads every source again; the catalog "
                                              "will be the same"));
}

namespace {

void identify(Database& database, const std::string& path) {
    const std::int64_t application = database.number("PRAGMA application_id");
    const std::int64_t version = database.number("PRAGMA user_version");
    if (application == 0 && version == 0 && database.number("SELECT count(*) FROM sqlite_master") == 0) {
        database.execute(
            (std::string("BEGIN;") + k_schema + k_records_schema + k_last_good_schema + k_ending_schema + "COMMIT")
                .c_str());
        return;
    }
    if (application != k_application)
        throw StateRefused(with_remedy(path, "is a database of another program: name another file with --state"));
    if (version > k_version) {
        throw StateRefused(with_remedy(path, "was written by a newer cairn (version " + std::to_string(version) +
                                                 ", this one knows " + std::to_string(k_version) +
                                                 "): run that one, or name another file with --state"));
    }
    if (version == k_version) return;
    const std::string records = version < 2 ? k_records_schema : "";
    const std::string last_good = version < 3 ? k_last_good_schema : "";
    database.execute(("BEGIN;" + records + last_good + k_ending_schema + "COMMIT").c_str());
}

}  // namespace

Database open_state(const std::string& path) {
    Database database(path);
    identify(database, path);
    return database;
}

}  // namespace cairn
