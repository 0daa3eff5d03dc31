// One question to the tables of one Collection.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "search/index.hpp"
#include "search/links.hpp"
#include "search/row_conditions.hpp"
#include "search/row_features.hpp"
#include "search/tables_of.hpp"

namespace cairn::search {

/// How much a table may be asked for.
struct ScanLimits {
    std::int64_t rows = INT64_MAX;  ///< that statistics leave: beyond, it is given up
};

/// Reads what the statistics of row groups and pages do not rule out: first the columns of the conditions, then, of
/// rows that meet them, those of the answer. Throws TableFault. Threads: one.
class TableScan {
  public:
    /// What it is given must outlive it.
    TableScan(Storage& storage, const Links& links, const Query& query, const std::string& collection, Detail detail,
              const Index::Render& render)
        : m_storage(storage),
          m_links(links),
          m_query(query),
          m_collection(collection),
          m_detail(detail),
          m_render(render) {}

    /// nullopt: more rows than the limit may answer.
    std::optional<Narrowed> run(const std::vector<TablePart>& parts, Subject subject, const ScanLimits& limits);

    std::uint64_t tables() const { return m_files.size(); }  ///< that were opened

  private:
    struct Table {
        std::unique_ptr<TableFile> file;
        std::set<std::string> not_inherited;
        std::unique_ptr<RowConditions> conditions;
        std::vector<std::size_t> groups;  ///< that may hold answers
        std::optional<RowFeatures> features;
    };
    /// Rows that meet the conditions, by the range that they lie in.
    struct Found {
        std::size_t group = 0;
        parquet::RowRange range;
        std::vector<std::size_t> rows;  ///< from the beginning of the range
    };

    void open(const TablePart& part, Subject subject);
    std::vector<Found> matches(Table& table, const std::vector<TableFile::Rows>& rows) const;
    template <class Take>
    void each(Table& table, const std::vector<Leaf>& leaves, Take take);
    std::vector<Rendered> answers();
    std::shared_ptr<const Candidates> candidates(Subject subject);
    static Leaf required(const Table& table, const char* name, parquet::Physical type);
    void add_candidates(Table& table, Subject subject, Candidates& into);

    Storage& m_storage;
    const Links& m_links;
    const Query& m_query;
    const std::string& m_collection;
    Detail m_detail;
    const Index::Render& m_render;
    std::vector<std::unique_ptr<Table>> m_files;
};

}  // namespace cairn::search
