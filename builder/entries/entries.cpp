#include "builder/entries/entries.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_set>
#include <utility>

#include "builder/entries/merge.hpp"
#include "builder/entries/packed_shelf.hpp"
#include "builder/entries/unique_ids.hpp"
#include "builder/group/attach_sources.hpp"

namespace cairn {

namespace {

bool is_virtual(const Entry& entry) { return entry.granule.virtual_store() != nullptr; }

void sort_by_key(std::vector<Entry>& entries) {
    std::ranges::sort(entries, [](const Entry& a, const Entry& b) { return precedes(key_of(a), key_of(b)); });
}

template <class Taken>
void move_to(std::vector<Entry>& to, Taken from) {
    std::move(from.begin(), from.end(), std::back_inserter(to));
}

/// Takes out of `entries` those that are wanted.
template <class IsWanted>
std::vector<Entry> taken_from(std::vector<Entry>& entries, IsWanted is_wanted) {
    const auto wanted =
        std::stable_partition(entries.begin(), entries.end(), [&](const Entry& entry) { return !is_wanted(entry); });
    std::vector<Entry> taken(std::make_move_iterator(wanted), std::make_move_iterator(entries.end()));
    entries.erase(wanted, entries.end());
    return taken;
}

/// Learns where Items begin, and makes their ids unique, while entries are shown in order.
class ItemsOnShelf {
  public:
    ItemsOnShelf(PackedShelf& shelf, std::vector<ItemRun>& runs, std::vector<Problem>& problems)
        : m_shelf(shelf), m_runs(runs), m_problems(problems) {}

    /// The next entry, before it is on the shelf.
    void add(const EntryKey& key) {
        if (m_runs.empty() || key.collection != m_collection || key.item != m_item) {
            finish();
            m_collection = key.collection;
            m_item = key.item;
            m_runs.push_back({m_shelf.size(), m_shelf.size()});
        }
        ++m_runs.back().end;
        m_hashes.push_back(id_hash(key.asset));
    }

    void finish() {
        if (m_hashes.size() > 1) make_ids_unique(m_shelf, m_runs.back(), m_hashes, m_problems);
        m_hashes.clear();
    }

  private:
    PackedShelf& m_shelf;
    std::vector<ItemRun>& m_runs;
    std::vector<Problem>& m_problems;
    std::string m_collection;
    std::string m_item;
    std::vector<std::uint64_t> m_hashes;  ///< of the asset ids of the Item
};

}  // namespace

/// The runs until they are merged, and the shelf from then on.
class Entries::Packed {
  public:
    Packed() : m_shelf(m_parts) {}

    /// Threads: any number, each with its own entries.
    std::string packed(std::vector<Entry> entries) {
        sort_by_key(entries);
        return run_of(entries, m_parts);
    }

    void append(const std::string& run) { m_runs.push_back({m_spool->append(run), run.size()}); }

    std::vector<Entry> take_if(const std::function<bool(const Entry&)>& is_wanted) {
        std::vector<Entry> taken;
        LastTexts last;
        for (const PackedRun& run : m_runs) {
            RunReader reader(*m_spool, run, m_gone, k_at_once);
            std::vector<std::uint64_t> found;
            while (reader.next()) {
                Entry entry = unpack(reader.packed(), m_parts, last);
                if (!is_wanted(entry)) continue;
                found.push_back(reader.offset());
                taken.push_back(std::move(entry));
            }
            m_gone.insert(found.begin(), found.end());
        }
        return taken;
    }

    /// `held`: in memory, sorted.
    std::vector<ItemRun> merge_with(std::vector<Entry> held, std::vector<Problem>& problems) {
        std::vector<ItemRun> runs;
        ItemsOnShelf items(m_shelf, runs, problems);
        merge(*m_spool, m_runs, m_gone, held, [&](const EntryKey& key, std::string_view packed, Entry* one) {
            items.add(key);
            if (one == nullptr) {
                m_shelf.append(packed);
            } else {
                m_shelf.append(std::move(*one));
            }
        });
        items.finish();
        m_spool.reset();
        return runs;
    }

    PackedShelf& shelf() { return m_shelf; }

  private:
    static constexpr std::size_t k_at_once = 256 << 10;

    PartStore m_parts;
    std::unique_ptr<tables::Spool> m_spool = std::make_unique<tables::Spool>(0);  ///< of the runs
    std::vector<PackedRun> m_runs;
    std::unordered_set<std::uint64_t> m_gone;  ///< offsets of entries that were taken out
    PackedShelf m_shelf;
};

Entries::Entries(std::size_t in_memory) : m_in_memory(in_memory) {}

Entries::~Entries() = default;

void Entries::add(Entry entry) {
    std::unique_lock lock(m_mutex);
    if (m_packed && is_virtual(entry)) {
        m_stores.push_back(std::move(entry));
        return;
    }
    m_entries.push_back(std::move(entry));
    if (m_entries.size() >= m_in_memory) spill(lock);
}

/// Other threads go on while these entries are packed.
void Entries::spill(std::unique_lock<std::mutex>& lock) {
    if (!m_packed) m_packed = std::make_unique<Packed>();
    move_to(m_stores, taken_from(m_entries, is_virtual));
    std::vector<Entry> full = std::exchange(m_entries, {});
    if (full.empty()) return;
    lock.unlock();
    const std::string run = m_packed->packed(std::move(full));
    lock.lock();
    m_packed->append(run);
}

std::vector<Entry> Entries::take_if(const std::function<bool(const Entry&)>& is_wanted) {
    std::vector<Entry> taken = m_packed ? m_packed->take_if(is_wanted) : std::vector<Entry>();
    for (std::vector<Entry>* some : {&m_entries, &m_stores}) move_to(taken, taken_from(*some, is_wanted));
    return taken;
}

std::vector<Problem> Entries::sort_in_memory() {
    attach_sources(m_entries);
    std::vector<Problem> problems = sort_entries(m_entries);
    m_list = EntryList(m_entries);
    m_runs = item_runs(m_list);
    return problems;
}

std::vector<Problem> Entries::sort() {
    if (!m_packed) return sort_in_memory();
    std::vector<Entry> held = std::exchange(m_stores, {});
    move_to(held, taken_from(m_entries, is_virtual));
    if (!held.empty()) {
        const ReferencedFiles files(held);
        move_to(held, take_if([&](const Entry& entry) { return files.has(entry); }));
        attach_sources(held);
    }
    std::unique_lock lock(m_mutex);
    spill(lock);
    sort_by_key(held);
    std::vector<Problem> problems;
    m_runs = m_packed->merge_with(std::move(held), problems);
    sort_problems_of_ids(problems);
    m_list = EntryList(m_packed->shelf());
    return problems;
}

const EntryList& Entries::list() const { return m_list; }

const std::vector<ItemRun>& Entries::runs() const { return m_runs; }

void Entries::erase(const std::vector<bool>& marked) {
    std::vector<ItemRun> left;
    std::size_t end = 0;
    for (const ItemRun& run : m_runs) {
        if (marked[run.begin]) continue;
        left.push_back({end, end + run.end - run.begin});
        end = left.back().end;
    }
    m_runs = std::move(left);
    if (m_packed) {
        m_packed->shelf().erase(marked);
        m_list = EntryList(m_packed->shelf());
        return;
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (marked[i]) continue;
        if (kept != i) m_entries[kept] = std::move(m_entries[i]);
        ++kept;
    }
    m_entries.erase(m_entries.begin() + static_cast<std::ptrdiff_t>(kept), m_entries.end());
    m_list = EntryList(m_entries);
}

}  // namespace cairn
