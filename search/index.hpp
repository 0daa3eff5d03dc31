// Where answers come from: the documents of a tree, or tables made of them.
#pragma once

#include <functional>
#include <string>

#include "base/json/value.hpp"
#include "search/query.hpp"
#include "search/token.hpp"

namespace cairn::search {

/// An asset as a feature, or an Item, with hrefs that can be read from where the answer is.
struct Match {
    json::Value document;
    std::string place;  ///< path or URL of the document it stands in
};

/// A match as it is to be written.
struct Rendered {
    std::string text;
    Position position;
};

/// Answers queries in the order of docs/search.md. Implementations: pages (PagesIndex); Parquet is to be another, which
/// reads the same matches from tables.
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
