// Links whose targets are not there, and what follows from them.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <vector>

#include "validator/tree.hpp"

namespace cairn::validate {

/// What a broken link led to has lost its way in: it is no orphan of its own, and its parent misses no other link. All
/// links to one file that is not there have one cause. Threads: `add` and `add_misled` any number; all else one at a
/// time.
class MissingLinks {
  public:
    struct Place {
        std::uint64_t target = 0;  ///< digest of its path: there can be millions, each another
        const Record* record = nullptr;
        std::uint32_t link = 0;  ///< its number (Record::for_each_link)
        Standing standing = Standing::nothing;
    };

    void add(Place place);
    /// A link that leads to a document of another kind than what it led to once.
    void add_misled(const Record& record, const Link& link);
    /// Ends the collecting: sorts by target, those first that say where a child, an Item or a page is.
    void settle();

    const std::vector<Place>& places() const { return m_places; }
    bool has_target(std::string_view path) const;

    /// Whether a broken link of `holder` may be what once led to a document that says it belongs to `holder`. Each
    /// link explains one document.
    bool explains(const Record& holder, const Record& lost);
    /// The same where what is lost is no document that can be named.
    bool explains_one(const Record& holder);

  private:
    std::mutex m_mutex;  ///< guards m_places and m_left while links are collected
    std::vector<Place> m_places;
    struct Lost {
        std::size_t links = 0;  ///< that explain nothing yet
        bool is_child = false;  ///< one of them led to a child
    };
    void lose(const Record& record, const Link& link);

    std::map<const Record*, Lost> m_left;             ///< by the document that has the broken links
    std::map<const Record*, const Record*> m_causes;  ///< what is explained, and by whom
};

}  // namespace cairn::validate
