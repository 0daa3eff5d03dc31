// Where answers come from: the documents of a tree, or tables made of them.
#pragma once

#include <functional>
#include <string>

#include "base/json/value.hpp"
#include "search/candidates.hpp"
#include "search/query.hpp"

namespace cairn::search {

/// An asset as a feature, or an Item, with hrefs that can be read from where the answer is.
struct Match {
    json::Value document;
    std::string place;  ///< path or URL of the document it stands in
};

/// How much of a match whoever renders it looks at.
enum class Detail {
    address,  ///< href
    row,      ///< also collection, item, id, title, media_type, roles, bbox, the time, file:size, file:checksum
    document  ///< everything
};

/// Answers queries in the order of docs/search.md. Implementations: pages (PagesIndex), and tables with pages where
/// those do not say enough (TablesIndex); the answers are the same.
class Index {
  public:
    /// Called from several threads.
    using Render = std::function<std::string(const Match&)>;
    /// Called in the order of the answers on the caller's thread, until it returns false.
    using Take = std::function<bool(Rendered)>;

    virtual ~Index() = default;
    /// Throws SearchEnded when the search cannot go on.
    virtual void search(const Query& query, const Render& render, const Take& take) = 0;
};

}  // namespace cairn::search
