// Pages that follow each other by their `next` links: each is walked once, however many documents lead to it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "validator/record.hpp"

namespace cairn::validate {

class Tree;

/// Pages in the order of their `next` links.
struct Chain {
    std::vector<const Record*> pages;
    bool complete =
        true;  ///< the last page has no `next`; else it leads to nothing, or to a page that was there before
};

/// A page of Items, of assets or of Collections.
bool is_page(const Record& record);

/// Threads: const access from any number of threads.
class PageChains {
  public:
    PageChains() = default;
    /// `tree` answers where links lead; its records must stay where they are.
    explicit PageChains(const Tree& tree);

    /// Each page once: the chains from the pages that no other page's `next` leads to, and then, since closed circles
    /// have none, from the page with the lowest path of each circle. A chain that runs into an earlier one, or into
    /// itself, ends there and is not complete.
    const std::vector<Chain>& all() const { return m_chains; }

    struct Place {
        std::size_t chain = 0;
        std::size_t position = 0;
    };
    /// nullopt: the record is no page.
    std::optional<Place> place_of(const Record& page) const;
    /// Where a chain goes on that runs into an earlier one; nullopt: it ends, or goes round in a circle.
    std::optional<Place> continuation_of(std::size_t chain) const;
    /// Whether the pages from this one on come to an end; true for what is no page.
    bool is_complete_from(const Record& first) const;

    struct Feature {
        const Record* page;
        std::size_t index;
    };
    /// The first member with this id in the pages from `first` on.
    std::optional<Feature> find(const Record& first, std::string_view id) const;
    /// It and those that follow with the same id, in their order, as far as they stand in the same chain.
    std::vector<Feature> find_all(const Record& first, std::string_view id) const;

  private:
    /// A member of a page, to be found by the digest of its id. Ids of equal digests are compared, too, since digests
    /// can be made equal on purpose.
    struct Entry {
        std::uint64_t digest;
        std::uint32_t position;
        std::uint32_t index;
    };
    struct Range {
        std::size_t chain;
        std::vector<Entry>::const_iterator begin, end;
    };

    void add_chain(const Tree& tree, const Record& first);
    void index_members(const Chain& chain);
    static std::string_view id_of(const Chain& chain, const Entry& entry);
    Range range_of(const Record& first, std::string_view id) const;
    Feature feature_of(std::size_t chain, const Entry& entry) const;

    std::vector<Chain> m_chains;
    std::vector<std::optional<Place>> m_continuations;  ///< likewise; into the chain itself where it is a circle
    std::vector<std::vector<Entry>> m_members;          ///< likewise, in the order of their digests, ids and positions
    std::unordered_map<const Record*, Place> m_places;
};

}  // namespace cairn::validate
