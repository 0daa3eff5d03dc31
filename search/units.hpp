// The walk over a tree that finds what has to be looked at: only what can hold answers is read.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/json/value.hpp"
#include "search/ahead.hpp"
#include "search/candidates.hpp"
#include "search/chains.hpp"
#include "search/owner.hpp"
#include "search/query.hpp"

namespace cairn::search {

/// Entries to be compared with the query, one by one: a piece of work for a thread.
struct Unit {
    std::shared_ptr<const Owner> owner;  ///< of assets; null: Items, each its own owner
    std::string collection;
    bool is_listed = false;               ///< features of an asset list
    std::optional<PendingDocument> page;  ///< to be read first; its features are the entries
    std::vector<Page> entries;            ///< features of entries of `assets`, or Items; where they stand
    std::vector<Rendered> answers;        ///< what is no question any more
};

/// A Collection that can hold answers.
struct CollectionVisit {
    json::Value document;
    std::string key;
    std::shared_ptr<const Owner> owner;
    std::optional<std::string> first_page;         ///< of its Items
    std::unique_ptr<PageChain> items;              ///< its pages of Items, when they are under way
    std::shared_ptr<const Candidates> candidates;  ///< null: all Items are
};

/// What is known of a Collection without its Items; nullopt: nothing.
using Narrow = std::function<std::optional<Narrowed>(const CollectionVisit&)>;

/// An Item or Collection whose assets can be answers, and its asset list.
struct OwnerVisit {
    std::shared_ptr<const Owner> owner;
    std::string key;
    std::vector<json::Value> assets;  ///< features of entries of `assets`
    std::string list_key;             ///< first page of the asset list; empty: none
    std::optional<PendingDocument> directory;
    bool has_layout = false;  ///< a directory has to be there
    std::shared_ptr<const Candidates> candidates;
    std::vector<Rendered> answers;  ///< all that there are of the Items of the Collection
};

/// Where a search begins: a Catalog, a Collection or an Item.
struct Start {
    json::Value document;
    std::string key;
    bool has_layout = false;  ///< the layout of docs/layout.md, version 2
};

/// The Collections that can hold answers.
class CollectionSource {
  public:
    enum class Pages { ahead, on_demand };
    /// `pages`: whether those of Items are asked for as soon as their Collection is known.
    CollectionSource(Reading& reading, const Query& query, const Start& start, Pages pages);
    std::optional<CollectionVisit> next();

  private:
    std::optional<Page> next_document();
    std::optional<Page> next_of_pages();
    bool is_passed_over(const Owner& owner) const;
    CollectionVisit visit(Page page, Owner owner);

    Reading& m_reading;
    const Query& m_query;
    const Start& m_start;
    Pages m_items;
    bool m_is_start_taken = false;
    std::optional<PageChain> m_pages;
    std::optional<LinkWalk> m_walk;
    std::deque<json::Value> m_of_page;  ///< Collections of the page that is looked at
    std::string m_page_key;
    std::string m_last_id;  ///< of the Collections that pages gave
};

/// The Items of one Collection that can be or hold answers.
class ItemSource {
  public:
    /// The visit has to live as long.
    ItemSource(Reading& reading, const Query& query, CollectionVisit& visit, bool has_layout);
    std::optional<Page> next();

  private:
    std::optional<Page> next_document();
    bool is_wanted(const std::string& id) const;

    Reading& m_reading;
    const Query& m_query;
    CollectionVisit& m_visit;
    bool m_has_layout;
    bool m_is_done = false;
    std::optional<std::set<std::string>> m_names;  ///< of folders of Items that links find; nullopt: all are looked at
    std::optional<LinkWalk> m_walk;
    std::deque<json::Value> m_of_page;
    std::string m_page_key;
    std::string m_last_id;
};

/// Owners of assets: each Collection, then its Items.
class OwnerSource {
  public:
    OwnerSource(Reading& reading, const Query& query, const Start& start,
                std::function<std::optional<CollectionVisit>()> next, const Narrow& narrow);
    std::optional<OwnerVisit> next();

  private:
    void begin_items();
    std::optional<OwnerVisit> visit(const json::Value& document, json::Value assets, const std::string& key,
                                    std::shared_ptr<const Owner> owner);
    std::optional<OwnerVisit> visit_item(json::Value item, const std::string& key, const std::string& collection);

    Reading& m_reading;
    const Query& m_query;
    const Start& m_start;
    std::function<std::optional<CollectionVisit>()> m_next;
    const Narrow& m_narrow;
    std::optional<CollectionVisit> m_collection;
    std::optional<ItemSource> m_items;
    std::optional<std::vector<Rendered>> m_answers;  ///< of the Collection, instead of its Items
    bool m_is_start_taken = false;
};

/// The pages of the asset list of one owner that can hold answers.
class ListPages {
  public:
    ListPages(Reading& reading, const Query& query, OwnerVisit visit);
    std::optional<Unit> next();

  private:
    struct Line {
        std::string key;
        bool is_part = false;
    };
    void open_list();
    enum class Level { top, part };
    bool read_directory(PendingDocument directory, Level level, Documents::Presence presence);
    void add_lines(const json::Value& directory, const std::string& key, const char* member);
    bool can_hold_answers(const json::Value& line) const;
    bool may_hold_candidates(const json::Value* interval) const;
    /// Whether all before a line was given already: lists are in the order of their starts.
    bool is_before_token(const json::Value& next_line) const;
    std::optional<Unit> next_of_chain();
    Unit unit() const;

    Reading& m_reading;
    const Query& m_query;
    OwnerVisit m_visit;
    bool m_is_opened = false;
    std::deque<Line> m_lines;
    std::optional<PageChain> m_chain;
};

/// Units in the order of the answers.
class Units {
  public:
    Units(Reading& reading, const Query& query, Start start, Narrow narrow);
    Units(const Units&) = delete;
    Units& operator=(const Units&) = delete;
    std::optional<Unit> next();

  private:
    std::optional<Unit> next_assets();
    std::optional<Unit> next_items();

    Reading& m_reading;
    const Query& m_query;
    Start m_start;
    Narrow m_narrow;
    CollectionSource m_collection_source;
    Ahead<CollectionVisit> m_collections;
    OwnerSource m_owner_source;
    Ahead<OwnerVisit> m_owners;
    std::optional<ListPages> m_list;
    std::optional<CollectionVisit> m_collection;
    std::optional<ItemSource> m_items;
    bool m_is_start_taken = false;
};

}  // namespace cairn::search
