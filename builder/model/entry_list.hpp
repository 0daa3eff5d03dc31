// Entries in order, wherever they are kept: in memory, or packed where a run of any size has room (builder/entries).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "builder/model/plan.hpp"

namespace cairn {

/// Entries that are not in memory, by their place in the order. Threads: any number.
class EntryShelf {
  public:
    EntryShelf() = default;
    EntryShelf(const EntryShelf&) = delete;
    EntryShelf& operator=(const EntryShelf&) = delete;
    virtual ~EntryShelf() = default;
    virtual std::size_t size() const = 0;
    /// Appends the entries [begin, end) to `into`. Throws BrokenEnvironment when the disk fails.
    virtual void read(std::size_t begin, std::size_t end, std::vector<Entry>& into) const = 0;
};

/// Some of them that lie side by side. It points to where they are, which must outlive it. Threads: any number.
class EntryList {
  public:
    EntryList() = default;
    EntryList(std::span<const Entry> entries) : m_entries(entries.data()), m_size(entries.size()) {}
    EntryList(const std::vector<Entry>& entries) : EntryList(std::span(entries)) {}
    explicit EntryList(const EntryShelf& shelf) : m_shelf(&shelf), m_size(shelf.size()) {}

    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    /// Its first entry's place among all; of entries in memory among those of the list that it is a part of.
    std::size_t begin() const { return m_begin; }
    bool is_in_memory() const { return m_shelf == nullptr; }
    /// Precondition: is_in_memory().
    std::span<const Entry> span() const { return {m_entries, m_size}; }

    EntryList part(std::size_t begin, std::size_t end) const {
        EntryList some = *this;
        some.m_begin += begin;
        some.m_size = end - begin;
        if (is_in_memory()) some.m_entries += begin;
        return some;
    }

    /// Copies: what is shared stays shared.
    std::vector<Entry> read(std::size_t begin, std::size_t end) const {
        if (is_in_memory()) return {m_entries + begin, m_entries + end};
        std::vector<Entry> entries;
        entries.reserve(end - begin);
        m_shelf->read(m_begin + begin, m_begin + end, entries);
        return entries;
    }
    Entry at(std::size_t index) const { return std::move(read(index, index + 1).front()); }
    Entry front() const { return at(0); }

    /// Shows each with its place in the list, in order, until `visit` says false. An entry that is not in memory lives
    /// during the call. True: it never did.
    template <class Visit>
    bool all(std::size_t begin, std::size_t end, Visit visit) const {
        if (is_in_memory()) {
            for (std::size_t i = begin; i < end; ++i) {
                if (!visit(i, m_entries[i])) return false;
            }
            return true;
        }
        std::vector<Entry> block;
        for (std::size_t i = begin; i < end;) {
            block.clear();
            m_shelf->read(m_begin + i, m_begin + std::min(i + k_block, end), block);
            for (const Entry& entry : block) {
                if (!visit(i++, entry)) return false;
            }
        }
        return true;
    }
    template <class Visit>
    void for_each(Visit visit) const {
        all(0, m_size, [&](std::size_t i, const Entry& entry) {
            visit(i, entry);
            return true;
        });
    }
    template <class Holds>
    bool all_of(Holds holds) const {
        return all(0, m_size, [&](std::size_t, const Entry& entry) { return holds(entry); });
    }
    template <class Holds>
    bool any_of(Holds holds) const {
        return !all_of([&](const Entry& entry) { return !holds(entry); });
    }

  private:
    static constexpr std::size_t k_block = 64;  ///< entries that are read at once

    const EntryShelf* m_shelf = nullptr;  ///< nullptr: they are in memory
    const Entry* m_entries = nullptr;
    std::size_t m_begin = 0;
    std::size_t m_size = 0;
};

/// Some of the entries of a list, in an order of their own.
struct ChosenEntries {
    EntryList entries;
    std::vector<std::uint32_t> order;  ///< places in `entries`; only when `is_chosen`
    bool is_chosen = false;            ///< false: all, as they come

    std::size_t size() const { return is_chosen ? order.size() : entries.size(); }
    bool empty() const { return size() == 0; }
    void choose(std::vector<std::uint32_t> places) {
        order = std::move(places);
        is_chosen = true;
    }
    Entry at(std::size_t index) const { return entries.at(is_chosen ? order[index] : index); }
    std::vector<Entry> read() const {
        std::vector<Entry> all;
        for_each(0, size(), [&](std::size_t, const Entry& entry) { all.push_back(entry); });
        return all;
    }
    template <class Visit>
    void for_each(std::size_t begin, std::size_t end, Visit visit) const {
        if (!is_chosen) {
            entries.all(begin, end, [&](std::size_t i, const Entry& entry) {
                visit(i, entry);
                return true;
            });
            return;
        }
        for (std::size_t i = begin; i < end; ++i) {
            entries.all(order[i], order[i] + 1, [&](std::size_t, const Entry& entry) {
                visit(i, entry);
                return true;
            });
        }
    }
};

}  // namespace cairn
