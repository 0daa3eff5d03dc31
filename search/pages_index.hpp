// Answers from the documents themselves: Collections, pages of Items, page directories, pages of assets.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "search/documents.hpp"
#include "search/index.hpp"
#include "search/units.hpp"

namespace cairn::search {

class PagesIndex final : public Index {
  public:
    /// Begins at the document `key` of the storage. Throws SearchEnded when it is no Catalog, Collection or Item.
    /// `warn` is called on the thread of `search`; `jobs`: threads that compare entries.
    PagesIndex(Storage& storage, const std::string& key, std::size_t jobs, Warn warn);

    void search(const Query& query, const Render& render, const Take& take) override;
    /// The same, with what `narrow` knows of each Collection.
    void search(const Query& query, const Render& render, const Take& take, Narrow narrow);

    std::uint64_t documents() const { return m_documents.count(); }
    /// Why the last search may have found nothing.
    const std::vector<std::string>& hints() const { return m_hints; }
    const Links& links() const { return m_links; }
    const json::Value& start() const { return m_start.document; }

  private:
    Documents m_documents;
    Links m_links;
    std::size_t m_jobs;
    Warn m_warn;
    Start m_start;
    std::vector<std::string> m_hints;
};

}  // namespace cairn::search
