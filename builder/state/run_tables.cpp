#include "builder/state/run_tables.hpp"

#include <cstdint>

namespace cairn {

std::string RunTables::recall(const std::string& out) {
    Statement one = statement("SELECT what FROM remembered WHERE out = ?");
    one.bind_text(1, out);
    return one.next() ? std::string(one.blob(0)) : std::string();
}

void RunTables::remember(const std::string& out, const std::string& what) {
    m_transaction.begin();
    statement("INSERT OR REPLACE INTO remembered (out, what) VALUES (?, ?)").bind_text(1, out).bind_blob(2, what).run();
}

void RunTables::record(const Run& run) {
    m_transaction.begin();
    statement(
        "INSERT INTO runs (began, seconds, program, out, sources, read, problems, published, exit, error) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(1, run.began_s)
        .bind(2, run.seconds)
        .bind_text(3, run.program)
        .bind_text(4, run.out)
        .bind(5, static_cast<std::int64_t>(run.sources))
        .bind(6, static_cast<std::int64_t>(run.read))
        .bind(7, static_cast<std::int64_t>(run.problems))
        .bind(8, run.published ? 1 : 0)
        .bind(9, run.exit)
        .bind_text(10, run.error)
        .run();
    statement("DELETE FROM runs WHERE id <= (SELECT max(id) FROM runs) - 1000").run();
}

std::vector<Run> RunTables::history() {
    std::vector<Run> runs;
    Statement all = statement(
        "SELECT began, seconds, program, out, sources, read, problems, published, exit, error FROM runs ORDER BY id");
    while (all.next()) {
        runs.push_back({all.integer(0), all.integer(1), std::string(all.text(2)), std::string(all.text(3)),
                        static_cast<std::uint64_t>(all.integer(4)), static_cast<std::uint64_t>(all.integer(5)),
                        static_cast<std::uint64_t>(all.integer(6)), all.integer(7) != 0,
                        static_cast<int>(all.integer(8)), std::string(all.text(9))});
    }
    return runs;
}

RecordCounts RunTables::record_counts() {
    RecordCounts counts;
    Statement all = statement("SELECT list, collection, count FROM records");
    while (all.next()) {
        counts[{std::string(all.text(0)), std::string(all.text(1))}] = static_cast<std::uint64_t>(all.integer(2));
    }
    return counts;
}

void RunTables::keep_record_counts(const RecordCounts& counts) {
    m_transaction.begin();
    m_database.execute("DELETE FROM records");
    Statement add = statement("INSERT INTO records (list, collection, count) VALUES (?, ?, ?)");
    for (const auto& [key, count] : counts) {
        add.bind_text(1, key.first).bind_text(2, key.second).bind(3, static_cast<std::int64_t>(count)).run();
    }
}

}  // namespace cairn
