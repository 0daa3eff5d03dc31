// The two ways down a tree: pages that name the next one, and links to documents.
#pragma once

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/json/value.hpp"
#include "search/documents.hpp"
#include "search/hints.hpp"
#include "search/links.hpp"

namespace cairn::search {

struct Page {
    json::Value document;
    std::string key;
};

/// What walks share.
struct Reading {
    Documents& documents;
    Links& links;
    Warn warn;
    Hints& hints;
    std::size_t reads_ahead = 1;
};

/// Pages from the first on by their links `next`; the next is asked for as soon as its name is known. Ends after a
/// page that leads to one that was there before, and after 1,000,000 pages.
class PageChain {
  public:
    PageChain(Reading& reading, const std::string& first_key);

    std::optional<Page> next();
    bool is_broken() const { return m_is_broken; }  ///< it ended with a warning, not with its last page

  private:
    void ask_for_next(const Page& page);
    void break_off(const std::string& place, const std::string& message);

    Reading& m_reading;
    std::optional<PendingDocument> m_pending;
    std::set<std::string> m_seen;
    bool m_is_broken = false;
};

/// Documents of one type that links of these relations lead to, in the order of the links; Catalogs on the way are
/// followed, each once, at most 64 levels deep.
class LinkWalk {
  public:
    enum class Leaves { collections, items };
    /// `names`: of the folders that the documents which are wanted can lie in; nullopt: all are.
    LinkWalk(Reading& reading, const json::Value& start, const std::string& key, Leaves leaves,
             std::optional<std::set<std::string>> names = std::nullopt);

    std::optional<Page> next();

  private:
    struct Level {
        std::deque<std::string> keys;
        std::deque<PendingDocument> pending;
    };
    void descend(const json::Value& document, const std::string& key);
    bool is_leaf(const json::Value& document, const std::string& key);

    Reading& m_reading;
    Leaves m_leaves;
    std::optional<std::set<std::string>> m_names;
    std::deque<Level> m_levels;
    std::set<std::string> m_seen;
};

}  // namespace cairn::search
