#include "builder/state/state.hpp"

#include <xxhash.h>

#include <algorithm>
#include <chrono>
#include <mutex>

#include "builder/facts/codec.hpp"
#include "builder/state/database.hpp"

namespace cairn {

namespace {

/// "CRNS": tells a state from other databases.
constexpr std::int64_t k_application = 0x43524E53;
constexpr std::int64_t k_version = 3;

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
    PRAGMA user_version = 3;
)";

std::int64_t digest_of(std::string_view keys, std::string_view bodies) {
    return static_cast<std::int64_t>(
        XXH3_64bits_withSeed(bodies.data(), bodies.size(), XXH3_64bits(keys.data(), keys.size())));
}

std::string with_remedy(const std::string& path, const std::string& why) { return "the state '" + path + "' " + why; }

StateRefused damaged(const std::string& path, const std::string& how) {
    return StateRefused(with_remedy(path, "is damaged (" + how +
                                              "): delete it, and the next run reads every source again; the catalog "
                                              "will be the same"));
}

/// Makes what SQLite says about this file into what its owner can do.
template <class Failure = StateFailed, class Work>
auto explained(const std::string& path, Work work) {
    try {
        return work();
    } catch (const DatabaseError& error) {
        if (error.is_damage()) throw damaged(path, error.what());
        if (error.is_lock())
            throw StateLocked(with_remedy(path, "is in use by another run: wait for it, or name another with --state"));
        throw Failure(with_remedy(
            path,
            std::string("cannot be used (") + error.what() +
                "): make its folder writable, free space, name another file with --state, or run with --no-state"));
    }
}

}  // namespace

class State::Tables {
  public:
    explicit Tables(std::string path) : m_path(std::move(path)), m_database(m_path) {
        identify();
        m_blocks.emplace(
            statement("SELECT id, context, references_context, keys, bodies, digest FROM facts "
                      "WHERE archive = ? ORDER BY first"));
        m_facts.emplace(statement("SELECT bodies FROM facts WHERE id = ?"));
        m_remove.emplace(statement("DELETE FROM facts WHERE id = ?"));
        m_add.emplace(
            statement("INSERT INTO facts (archive, first, context, references_context, keys, bodies, digest) "
                      "VALUES (?, ?, ?, ?, ?, ?, ?)"));
        m_keep.emplace(
            statement("INSERT OR REPLACE INTO last_good (archive, path, since, format, facts) VALUES (?, ?, ?, ?, ?)"));
    }

    const std::string& path() const { return m_path; }

    std::vector<BlockOfKeys> blocks(const std::string& archive, const ScanContext& context) {
        const std::lock_guard lock(m_mutex);
        std::vector<BlockOfKeys> found;
        std::vector<std::int64_t> of_others;
        m_blocks->bind_text(1, archive);
        while (m_blocks->next()) {
            const std::int64_t id = m_blocks->integer(0);
            if (static_cast<std::uint64_t>(m_blocks->integer(1)) != context.files) {
                of_others.push_back(id);
                continue;
            }
            const std::string_view keys = m_blocks->blob(3);
            auto sources = unpack_keys(keys);
            if (!sources || sources->empty() || digest_of(keys, m_blocks->blob(4)) != m_blocks->integer(5))
                throw damaged(m_path, "a block of facts does not have its digest");
            found.push_back(
                {id, *std::move(sources), static_cast<std::uint64_t>(m_blocks->integer(2)) != context.references});
        }
        begin();
        for (const std::int64_t id : of_others) m_remove->bind(1, id).run();
        return found;
    }

    std::vector<std::string> facts(std::int64_t block) {
        std::string packed;
        {
            const std::lock_guard lock(m_mutex);
            m_facts->bind(1, block);
            if (!m_facts->next()) throw damaged(m_path, "a block of facts is missing");
            packed = m_facts->blob(0);
            while (m_facts->next()) {
            }
        }
        auto facts = unpack_facts(packed);
        if (!facts) throw damaged(m_path, "a block of facts cannot be unpacked");
        return *std::move(facts);
    }

    void replace(const std::string& archive, const ScanContext& context, const std::vector<std::int64_t>& removed,
                 const std::vector<NewBlock>& added, const std::vector<LastGood>& lost) {
        std::vector<std::pair<std::string, std::string>> packed;
        for (const NewBlock& block : added) packed.emplace_back(pack_keys(block.sources), pack_facts(block.facts));
        const std::lock_guard lock(m_mutex);
        save_now_and_then();
        begin();
        for (const std::int64_t id : removed) m_remove->bind(1, id).run();
        for (std::size_t i = 0; i < added.size(); ++i) {
            const auto& [keys, bodies] = packed[i];
            m_add->bind_text(1, archive)
                .bind_blob(2, added[i].sources.front().relative)
                .bind(3, static_cast<std::int64_t>(context.files))
                .bind(4, static_cast<std::int64_t>(context.references))
                .bind_blob(5, keys)
                .bind_blob(6, bodies)
                .bind(7, digest_of(keys, bodies))
                .run();
        }
        for (const LastGood& one : lost) {
            m_keep->bind_text(1, one.archive)
                .bind_blob(2, one.relative)
                .bind(3, one.since_s)
                .bind(4, k_facts_format)
                .bind_blob(5, one.facts)
                .run();
        }
    }

    std::vector<LastGood> last_good() {
        const std::lock_guard lock(m_mutex);
        std::vector<LastGood> lost;
        Statement all =
            statement("SELECT archive, path, since, facts FROM last_good WHERE format = ? ORDER BY archive, path");
        all.bind(1, k_facts_format);
        while (all.next())
            lost.push_back(
                {std::string(all.text(0)), std::string(all.blob(1)), all.integer(2), std::string(all.blob(3))});
        return lost;
    }

    void forget_last_good() {
        const std::lock_guard lock(m_mutex);
        begin();
        m_database.execute("DELETE FROM last_good");
    }

    void keep_archives(const std::vector<std::string>& archives) {
        const std::lock_guard lock(m_mutex);
        begin();
        std::vector<std::string> known;
        Statement all = statement("SELECT DISTINCT archive FROM facts");
        while (all.next()) known.emplace_back(all.text(0));
        Statement forget = statement("DELETE FROM facts WHERE archive = ?");
        for (const std::string& one : known) {
            if (std::ranges::find(archives, one) == archives.end()) forget.bind_text(1, one).run();
        }
    }

    std::uint64_t digest() {
        const std::lock_guard lock(m_mutex);
        Statement all = statement("SELECT digest FROM facts ORDER BY archive, first");
        std::uint64_t digest = 0;
        while (all.next()) {
            const std::int64_t one = all.integer(0);
            digest = XXH3_64bits_withSeed(&one, sizeof one, digest);
        }
        return digest;
    }

    std::string recall(const std::string& out) {
        const std::lock_guard lock(m_mutex);
        Statement one = statement("SELECT what FROM remembered WHERE out = ?");
        one.bind_text(1, out);
        return one.next() ? std::string(one.blob(0)) : std::string();
    }

    void remember(const std::string& out, const std::string& what) {
        const std::lock_guard lock(m_mutex);
        begin();
        statement("INSERT OR REPLACE INTO remembered (out, what) VALUES (?, ?)")
            .bind_text(1, out)
            .bind_blob(2, what)
            .run();
    }

    void record(const Run& run) {
        const std::lock_guard lock(m_mutex);
        begin();
        statement(
            "INSERT INTO runs (began, seconds, program, out, sources, read, problems, published) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(1, run.began_s)
            .bind(2, run.seconds)
            .bind_text(3, run.program)
            .bind_text(4, run.out)
            .bind(5, static_cast<std::int64_t>(run.sources))
            .bind(6, static_cast<std::int64_t>(run.read))
            .bind(7, static_cast<std::int64_t>(run.problems))
            .bind(8, run.published ? 1 : 0)
            .run();
        statement("DELETE FROM runs WHERE id <= (SELECT max(id) FROM runs) - 1000").run();
    }

    std::vector<Run> history() {
        const std::lock_guard lock(m_mutex);
        std::vector<Run> runs;
        Statement all =
            statement("SELECT began, seconds, program, out, sources, read, problems, published FROM runs ORDER BY id");
        while (all.next()) {
            runs.push_back({all.integer(0), all.integer(1), std::string(all.text(2)), std::string(all.text(3)),
                            static_cast<std::uint64_t>(all.integer(4)), static_cast<std::uint64_t>(all.integer(5)),
                            static_cast<std::uint64_t>(all.integer(6)), all.integer(7) != 0});
        }
        return runs;
    }

    RecordCounts record_counts() {
        const std::lock_guard lock(m_mutex);
        RecordCounts counts;
        Statement all = statement("SELECT list, collection, count FROM records");
        while (all.next()) {
            counts[{std::string(all.text(0)), std::string(all.text(1))}] = static_cast<std::uint64_t>(all.integer(2));
        }
        return counts;
    }

    void keep_record_counts(const RecordCounts& counts) {
        const std::lock_guard lock(m_mutex);
        begin();
        m_database.execute("DELETE FROM records");
        Statement add = statement("INSERT INTO records (list, collection, count) VALUES (?, ?, ?)");
        for (const auto& [key, count] : counts) {
            add.bind_text(1, key.first).bind_text(2, key.second).bind(3, static_cast<std::int64_t>(count)).run();
        }
    }

    void save() {
        const std::lock_guard lock(m_mutex);
        commit();
    }

  private:
    Statement statement(std::string_view sql) { return Statement(m_database.handle(), sql); }

    void identify() {
        const std::int64_t application = m_database.number("PRAGMA application_id");
        const std::int64_t version = m_database.number("PRAGMA user_version");
        if (application == 0 && version == 0 && m_database.number("SELECT count(*) FROM sqlite_master") == 0) {
            m_database.execute(
                (std::string("BEGIN;") + k_schema + k_records_schema + k_last_good_schema + "COMMIT").c_str());
            return;
        }
        if (application != k_application)
            throw StateRefused(with_remedy(m_path, "is a database of another program: name another file with --state"));
        if (version > k_version) {
            throw StateRefused(with_remedy(m_path, "was written by a newer cairn (version " + std::to_string(version) +
                                                       ", this one knows " + std::to_string(k_version) +
                                                       "): run that one, or name another file with --state"));
        }
        if (version == k_version) return;
        const char* const records = version == 1 ? k_records_schema : "";
        m_database.execute((std::string("BEGIN;") + records + k_last_good_schema + "COMMIT").c_str());
    }

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
    void save_now_and_then() {
        if (m_is_open && std::chrono::steady_clock::now() - m_begun > std::chrono::seconds(5)) commit();
    }

    std::string m_path;
    std::mutex m_mutex;  ///< guards the rest
    Database m_database;
    bool m_is_open = false;  ///< a transaction
    std::chrono::steady_clock::time_point m_begun;
    std::optional<Statement> m_blocks, m_facts, m_remove, m_add, m_keep;
};

State::State(const std::string& path)
    : m_tables(explained<StateRefused>(path, [&] { return std::make_unique<Tables>(path); })) {}

State::~State() = default;

const std::string& State::path() const { return m_tables->path(); }

std::vector<BlockOfKeys> State::blocks(const std::string& archive, const ScanContext& context) {
    return explained(path(), [&] { return m_tables->blocks(archive, context); });
}

std::vector<std::string> State::facts(std::int64_t block) {
    return explained(path(), [&] { return m_tables->facts(block); });
}

void State::replace(const std::string& archive, const ScanContext& context, const std::vector<std::int64_t>& removed,
                    const std::vector<NewBlock>& added, const std::vector<LastGood>& lost) {
    explained(path(), [&] { m_tables->replace(archive, context, removed, added, lost); });
}

std::vector<LastGood> State::last_good() {
    return explained(path(), [&] { return m_tables->last_good(); });
}

void State::forget_last_good() {
    explained(path(), [&] { m_tables->forget_last_good(); });
}

std::uint64_t State::digest() {
    return explained(path(), [&] { return m_tables->digest(); });
}

std::string State::recall(const std::string& out) {
    return explained(path(), [&] { return m_tables->recall(out); });
}

void State::remember(const std::string& out, const std::string& what) {
    explained(path(), [&] { m_tables->remember(out, what); });
}

void State::record(const Run& run) {
    explained(path(), [&] { m_tables->record(run); });
}

std::vector<Run> State::history() {
    return explained(path(), [&] { return m_tables->history(); });
}

void State::keep_archives(const std::vector<std::string>& archives) {
    explained(path(), [&] { m_tables->keep_archives(archives); });
}

RecordCounts State::record_counts() {
    return explained(path(), [&] { return m_tables->record_counts(); });
}

void State::keep_record_counts(const RecordCounts& counts) {
    explained(path(), [&] { m_tables->keep_record_counts(counts); });
}

void State::save() {
    explained(path(), [&] { m_tables->save(); });
}

}  // namespace cairn
