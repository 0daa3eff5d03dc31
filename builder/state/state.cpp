#include "builder/state/state.hpp"

#include <mutex>

#include "builder/state/database.hpp"
#include "builder/state/facts_table.hpp"
#include "builder/state/run_tables.hpp"
#include "builder/state/schema.hpp"
#include "builder/state/transaction.hpp"

namespace cairn {

namespace {

/// Makes what SQLite says about this file into what its owner can do.
template <class Failure = StateFailed, class Work>
auto explained(const std::string& path, Work work) {
    try {
        return work();
    } catch (const DatabaseError& error) {
        if (error.is_damage()) throw damaged(path, error.what());
        if (error.is_lock())
            throw StateLocked(with_remedy(path,
                                          "is in use by another run, or its file system has no locks: wait for it, or "
                                          "name another with --state"));
        throw Failure(with_remedy(
            path,
            std::string("cannot be used (") + error.what() +
                "): make its folder writable, free space, name another file with --state, or run with --no-state"));
    }
}

}  // namespace

class State::Tables {
  public:
    explicit Tables(std::string path)
        : m_path(std::move(path)),
          m_database(open_state(m_path)),
          m_transaction(m_database),
          m_facts(m_database, m_transaction, m_path),
          m_runs(m_database, m_transaction) {}

    const std::string& path() const { return m_path; }

    /// Does the work on the tables of Facts; one thread at a time.
    template <class Work>
    auto with_facts(Work work) {
        const std::lock_guard lock(m_mutex);
        return work(m_facts);
    }
    template <class Work>
    auto with_runs(Work work) {
        const std::lock_guard lock(m_mutex);
        return work(m_runs);
    }

    bool is_read_only() const { return m_database.is_read_only(); }

    void save() {
        const std::lock_guard lock(m_mutex);
        m_transaction.commit();
    }

  private:
    std::string m_path;
    std::mutex m_mutex;  ///< guards the rest
    Database m_database;
    Transaction m_transaction;
    FactsTable m_facts;
    RunTables m_runs;
};

State::State(const std::string& path)
    : m_tables(explained<StateRefused>(path, [&] { return std::make_unique<Tables>(path); })) {}

State::~State() = default;

void State::refuse_read_only() const {
    if (!m_tables->is_read_only()) return;
    throw StateRefused(with_remedy(path(),
                                   "cannot be written to: make it and its disk writable, name another file with "
                                   "--state, or run with --no-state"));
}

const std::string& State::path() const { return m_tables->path(); }

std::vector<BlockOfKeys> State::blocks(const std::string& archive, const ScanContext& context) {
    return explained(path(), [&] {
        return m_tables->with_facts([&](FactsTable& facts) { return facts.blocks(archive, context); });
    });
}

std::vector<std::string> State::facts(std::int64_t block) {
    const std::string packed = explained(
        path(), [&] { return m_tables->with_facts([&](FactsTable& facts) { return facts.packed_facts(block); }); });
    auto facts = unpack_facts(packed);
    if (!facts) throw damaged(path(), "a block of facts cannot be unpacked");
    return *std::move(facts);
}

void State::replace(const std::string& archive, const ScanContext& context, const std::vector<std::int64_t>& removed,
                    const std::vector<NewBlock>& added, const std::vector<LastGood>& lost) {
    std::vector<PackedBlock> packed;
    for (const NewBlock& block : added) {
        packed.push_back({block.sources.front().relative, pack_keys(block.sources), pack_facts(block.facts)});
    }
    explained(path(), [&] {
        m_tables->with_facts([&](FactsTable& facts) { facts.replace(archive, context, removed, packed, lost); });
    });
}

std::vector<LastGood> State::last_good() {
    return explained(path(), [&] { return m_tables->with_facts([](FactsTable& facts) { return facts.last_good(); }); });
}

void State::forget_last_good() {
    explained(path(), [&] { m_tables->with_facts([](FactsTable& facts) { facts.forget_last_good(); }); });
}

std::uint64_t State::digest() {
    return explained(path(), [&] { return m_tables->with_facts([](FactsTable& facts) { return facts.digest(); }); });
}

std::string State::recall(const std::string& out) {
    return explained(path(), [&] { return m_tables->with_runs([&](RunTables& runs) { return runs.recall(out); }); });
}

void State::remember(const std::string& out, const std::string& what) {
    explained(path(), [&] { m_tables->with_runs([&](RunTables& runs) { runs.remember(out, what); }); });
}

void State::record(const Run& run) {
    explained(path(), [&] { m_tables->with_runs([&](RunTables& runs) { runs.record(run); }); });
}

std::vector<Run> State::history() {
    return explained(path(), [&] { return m_tables->with_runs([](RunTables& runs) { return runs.history(); }); });
}

void State::keep_archives(const std::vector<std::string>& archives) {
    explained(path(), [&] { m_tables->with_facts([&](FactsTable& facts) { facts.keep_archives(archives); }); });
}

RecordCounts State::record_counts() {
    return explained(path(), [&] { return m_tables->with_runs([](RunTables& runs) { return runs.record_counts(); }); });
}

void State::keep_record_counts(const RecordCounts& counts) {
    explained(path(), [&] { m_tables->with_runs([&](RunTables& runs) { runs.keep_record_counts(counts); }); });
}

void State::save() {
    explained(path(), [&] { m_tables->save(); });
}

}  // namespace cairn
