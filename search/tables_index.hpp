// Answers from the Parquet tables of Collections, and from documents where tables do not say enough.
#pragma once

#include <cstdint>

#include "search/pages_index.hpp"
#include "search/tables_of.hpp"

namespace cairn::search {

/// Which of both ways a search goes.
enum class Source {
    cheapest,  ///< tables of Collections of more than some pages, where they are
    pages,
    tables  ///< always: a Collection without tables ends the search
};

class TablesIndex final : public Index {
  public:
    /// As PagesIndex. `detail`: how much of the answers is looked at.
    TablesIndex(Storage& storage, const std::string& key, std::size_t jobs, Warn warn, Source source, Detail detail);

    void search(const Query& query, const Render& render, const Take& take) override;

    std::uint64_t documents() const { return m_pages.documents(); }
    const std::vector<std::string>& hints() const { return m_pages.hints(); }
    std::uint64_t tables() const { return m_tables; }  ///< that were opened

  private:
    std::optional<Narrowed> narrowed(const CollectionVisit& visit, const Query& query, const Render& render);
    Narrowed without_tables(const CollectionVisit& visit) const;
    std::optional<Narrowed> ask(const std::vector<TablePart>& parts, const CollectionVisit& visit, const Query& query,
                                const Render& render);

    Storage& m_storage;
    Warn m_warn;
    Source m_source;
    Detail m_detail;
    PagesIndex m_pages;
    std::uint64_t m_tables = 0;
};

}  // namespace cairn::search
