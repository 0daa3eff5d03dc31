// All documents of a catalog and where their links lead.
#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "validator/page_chains.hpp"
#include "validator/record.hpp"
#include "validator/resolver.hpp"
#include "validator/tree_files.hpp"

namespace cairn::validate {

/// What a path of the tree stands for.
enum class Standing {
    document,        ///< one of the records
    file_or_folder,  ///< something else that can be served
    special,         ///< a FIFO, a socket or a device
    outside,         ///< a symbolic link leads out of the tree
    not_known,       ///< the source cannot tell
    nothing,
};

/// Paths through symbolic links, and the paths of the records that they lead to.
using Aliases = std::map<std::string, std::string, std::less<>>;

/// The record of the root Catalog or Collection; `records` are sorted by path. nullptr: there is none.
const Record* root_of(const TreeFiles& files, const std::vector<Record>& records);

/// Threads: const access from any number of threads.
class Tree {
  public:
    /// `files` must outlive it. `records` need no order. Looking anything up throws Interrupted when `stop` is set.
    Tree(const TreeFiles& files, std::vector<Record> records, Aliases aliases, const std::atomic<bool>& stop);

    const TreeFiles& files() const { return m_files; }
    const std::vector<Record>& records() const { return m_records; }
    const Aliases& aliases() const { return m_aliases; }
    /// Ends the tree's life: for building a larger one.
    std::vector<Record> take_records() { return std::move(m_records); }
    /// The document that the catalog begins with, or nullptr: that of the source, catalog.json, else collection.json.
    const Record* root() const { return m_root; }

    const Record* find(std::string_view path) const;

    /// Where a link of this document leads. Absolute URLs below the root's own `self` are the tree's.
    Target resolve(const Record& from, std::string_view href) const;
    /// The document that the href names, or nullptr.
    const Record* follow(const Record& from, std::string_view href) const;
    /// The document that the first link with this rel leads to, or nullptr.
    const Record* follow_rel(const Record& from, std::string_view rel) const;
    /// The document that the `parent` link leads to, or nullptr; looked up once for each document.
    const Record* parent_of(const Record& record) const;
    /// The document that the `collection` link leads to, or nullptr; likewise.
    const Record* collection_of(const Record& record) const;
    /// The Collection that the record belongs to by its link and by the id that it names, or nullptr.
    const Record* own_collection(const Record& record) const;
    /// Links to children that lead back to a document above, or to the document itself: circles end there.
    struct LinkPlace {
        const Record* record;
        std::size_t link;
    };
    const std::vector<LinkPlace>& back_links() const { return m_back_links; }
    /// The documents that say they contain this one: by a `child` or `item` link, or (an Item) by their pages of Items.
    /// Links that lead back do not count.
    std::span<const Record* const> listed_by(const Record& record) const;
    const PageChains& chains() const { return m_chains; }
    Standing look(const std::string& path) const;

  private:
    std::size_t place_of(const Record& record) const { return static_cast<std::size_t>(&record - m_records.data()); }
    void find_back_links();
    void index_containment();

    const TreeFiles& m_files;
    const std::atomic<bool>& m_stop;
    Aliases m_aliases;
    std::vector<Record> m_records;  ///< sorted by path
    const Record* m_root = nullptr;
    Resolver m_resolver;
    std::vector<const Record*> m_listers;      ///< of all documents, one after the other in the order of m_records
    std::vector<std::size_t> m_listers_begin;  ///< of each document in m_listers, and the end of the last
    std::vector<const Record*> m_parents;      ///< in the order of m_records
    std::vector<const Record*> m_collections;  ///< likewise
    std::vector<LinkPlace> m_back_links;
    PageChains m_chains;
};

/// The page that the `next` link of a page leads to, or nullptr.
const Record* next_page(const Tree& tree, const Record& page);

}  // namespace cairn::validate
