// The conditions of a query asked of the rows of a table.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "search/query.hpp"
#include "search/row_where.hpp"

namespace cairn::search {

/// Rows that do not meet the conditions are of documents that do not, either; where `is_exact`, rows that meet them are
/// of documents that do. Threads: one at a time.
class RowConditions {
  public:
    /// What it is given must outlive it.
    RowConditions(const TableFile& file, const Query& query, Subject subject,
                  const std::set<std::string>& not_inherited, const std::string& collection);

    bool is_exact() const { return m_is_exact; }
    /// The columns that are looked at.
    const std::vector<Leaf>& leaves() const { return m_leaves; }

    /// Takes out the rows that do not meet the conditions.
    void keep(TableRows& rows, std::vector<std::size_t>& met) const;
    /// Whether the statistics of a row group let some row through.
    bool may_hold(const TableFile& file, std::size_t group) const;
    /// The rows of a group whose pages let some through.
    RowRanges rows_that_may(TableFile& file, std::size_t group) const;

  private:
    struct Condition {
        std::function<RowRanges(const RowsOf&, const RowRanges&)> rows;
        std::function<void(TableRows&, std::vector<std::size_t>&)> keep;
    };

    void add(Condition condition, std::initializer_list<std::optional<Leaf>> leaves);
    void add_ids(const std::set<std::string>& wanted, const char* column);
    void add_any_of(const std::set<std::string>& wanted, std::initializer_list<const char*> lists);
    void add_time(Subject subject);
    void add_box(const Box& box);
    RowRanges rows(const RowsOf& rows_of, const RowRanges& all) const;
    std::optional<Leaf> time_leaf(const char* name) const;
    bool may_cross_antimeridian() const;

    const TableFile& m_file;
    const Query& m_query;
    std::vector<Condition> m_conditions;
    std::vector<Leaf> m_leaves;
    std::unique_ptr<RowWhere> m_where;
    bool m_is_exact = true;
};

}  // namespace cairn::search
