#include "search/row_conditions.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>

#include "base/json/parse.hpp"
#include "search/verdicts.hpp"

namespace cairn::search {

namespace {

using Rows = std::vector<std::size_t>;
using Views = std::unordered_set<std::string_view>;

/// Keeps the rows that meet a condition, one by one.
template <class Meets>
auto each(Meets meets) {
    return
        [meets](TableRows& rows, Rows& met) { std::erase_if(met, [&](std::size_t row) { return !meets(rows, row); }); };
}

}  // namespace

RowConditions::RowConditions(const TableFile& file, const Query& query, Subject subject,
                             const std::set<std::string>& not_inherited, const std::string& collection)
    : m_file(file), m_query(query) {
    if (query.time) add_time(subject);
    add_ids(query.items, subject == Subject::assets ? "item" : "id");
    add_ids(query.ids, "id");
    if (query.box) add_box(*query.box);
    if (query.shape_box) add_box(*query.shape_box);
    if (query.shape) m_is_exact = false;  // the box lets through what the shape does not
    add_any_of(query.roles, {"roles.list.element"});
    if (subject == Subject::assets)
        add_any_of(query.variables, {"variables.list.element", "standard_names.list.element"});
    else if (!query.variables.empty())
        m_is_exact = false;
    if (!query.where) return;
    m_where = std::make_unique<RowWhere>(file, *query.where, subject, not_inherited, collection);
    m_is_exact = m_is_exact && m_where->is_exact();
    const RowWhere& where = *m_where;
    add({[&where](const RowsOf& rows_of, const RowRanges& all) { return where.rows_that_may(rows_of, all); },
         [&where](TableRows& rows, Rows& met) { where.keep(rows, met); }},
        {});
    m_leaves.insert(m_leaves.end(), where.leaves().begin(), where.leaves().end());
}

void RowConditions::add(Condition condition, std::initializer_list<std::optional<Leaf>> leaves) {
    m_conditions.push_back(std::move(condition));
    for (const auto& leaf : leaves)
        if (leaf) m_leaves.push_back(*leaf);
}

void RowConditions::add_ids(const std::set<std::string>& wanted, const char* column) {
    const auto leaf = m_file.leaf(column);
    if (wanted.empty() || !leaf) return;
    add({[&wanted, leaf](const RowsOf& rows_of, const RowRanges&) {
             return rows_of(*leaf, [&](const ColumnBounds& bounds) {
                 return std::any_of(wanted.begin(), wanted.end(),
                                    [&](const std::string& id) { return bounds.may_meet(id, id); });
             });
         },
         [leaf, views = Views(wanted.begin(), wanted.end())](TableRows& rows, Rows& met) {
             std::erase_if(met, [&](std::size_t row) {
                 const auto text = rows.text(*leaf, row);
                 return !text || views.count(*text) == 0;
             });
         }},
        {leaf});
}

void RowConditions::add_any_of(const std::set<std::string>& wanted, std::initializer_list<const char*> lists) {
    if (wanted.empty()) return;
    std::vector<Leaf> leaves;
    for (const char* list : lists) {
        const auto leaf = m_file.leaf(list);
        const bool is_text = leaf && m_file.column(*leaf).meaning == parquet::Meaning::text;
        if (!is_text) {
            m_is_exact = false;
            return;
        }
        leaves.push_back(*leaf);
    }
    m_leaves.insert(m_leaves.end(), leaves.begin(), leaves.end());
    m_conditions.push_back(
        {[&wanted, leaves](const RowsOf& rows_of, const RowRanges&) {
             RowRanges rows;
             for (const Leaf leaf : leaves) {
                 rows = united(rows, rows_of(leaf, [&](const ColumnBounds& bounds) {
                                   return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& text) {
                                       return bounds.may_meet(text, text);
                                   });
                               }));
             }
             return rows;
         },
         [leaves, views = Views(wanted.begin(), wanted.end())](TableRows& rows, Rows& met) {
             std::vector<Verdicts> verdicts(leaves.size());
             const auto is_wanted = [&](std::size_t i, std::size_t row) {
                 return rows.any_text(leaves[i], row, [&](std::size_t text) {
                     return verdicts[i].of(text, [&] { return views.count(rows.text_of(leaves[i], text)) != 0; });
                 });
             };
             std::erase_if(met, [&](std::size_t row) {
                 for (std::size_t i = 0; i < leaves.size(); ++i)
                     if (is_wanted(i, row)) return false;
                 return true;
             });
         }});
}

std::optional<Leaf> RowConditions::time_leaf(const char* name) const {
    const auto leaf = m_file.leaf(name);
    return leaf && m_file.column(*leaf).meaning == parquet::Meaning::timestamp_us ? leaf : std::nullopt;
}

/// Rows of assets have an interval, be they instants or not. Items have one or the other.
void RowConditions::add_time(Subject subject) {
    const auto instant = time_leaf("datetime");
    const auto start = time_leaf("start_datetime");
    const auto end = time_leaf("end_datetime");
    const bool has_texts = (m_file.leaf("start_datetime") && !start) || (m_file.leaf("end_datetime") && !end) ||
                           (m_file.leaf("datetime") && !instant);
    if (has_texts) {
        m_is_exact = false;
        return;
    }
    const TimeSpan wanted = *m_query.time;
    const bool has_instants = subject == Subject::items && instant.has_value();
    const auto rows = [=](const RowsOf& rows_of, const RowRanges& all) {
        RowRanges intervals = start || end ? all : RowRanges();
        if (start)
            intervals =
                common(intervals, rows_of(*start, [&](const ColumnBounds& bounds) {
                           return bounds.may_have_nulls() || bounds.may_meet(TimeSpan::k_open_start, wanted.end);
                       }));
        if (end)
            intervals =
                common(intervals, rows_of(*end, [&](const ColumnBounds& bounds) {
                           return bounds.may_have_nulls() || bounds.may_meet(wanted.start, TimeSpan::k_open_end);
                       }));
        if (!has_instants) return intervals;
        return united(intervals, rows_of(*instant, [&](const ColumnBounds& bounds) {
                          return bounds.may_meet(wanted.start, wanted.end);
                      }));
    };
    const auto meets = [=](TableRows& of, std::size_t row) {
        const auto first = start ? of.integer(*start, row) : std::nullopt;
        const auto last = end ? of.integer(*end, row) : std::nullopt;
        if (first || last)
            return TimeSpan{first.value_or(TimeSpan::k_open_start), last.value_or(TimeSpan::k_open_end)}.meets(wanted);
        const auto time = has_instants ? of.integer(*instant, row) : std::nullopt;
        return time && TimeSpan{*time, *time}.meets(wanted);
    };
    add({rows, each(meets)}, {start, end, has_instants ? instant : std::nullopt});
}

/// The box of all, in the metadata of GeoParquet, is as wide as the Earth when one of them crosses.
bool RowConditions::may_cross_antimeridian() const {
    const auto parsed = json::parse(m_file.metadata("geo"));
    const auto* geo = std::get_if<json::Value>(&parsed);
    const json::Value* columns = geo == nullptr ? nullptr : json::find(*geo, "columns");
    const json::Value* column = columns == nullptr ? nullptr : json::find(*columns, "geometry");
    const json::Value* box = column == nullptr ? nullptr : json::find(*column, "bbox");
    if (box == nullptr || !box->IsArray() || box->Size() != 4 || !(*box)[0].IsNumber() || !(*box)[2].IsNumber())
        return true;
    return (*box)[0].GetDouble() <= -180 || (*box)[2].GetDouble() >= 180;
}

void RowConditions::add_box(const Box& box) {
    std::array<Leaf, 4> leaves{};
    const std::array<const char*, 4> names{"bbox.xmin", "bbox.ymin", "bbox.xmax", "bbox.ymax"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto leaf = m_file.leaf(names[i]);
        if (!leaf || m_file.column(*leaf).type != parquet::Physical::float64) {
            m_is_exact = false;
            return;
        }
        leaves[i] = *leaf;
    }
    if (box.heights) m_is_exact = false;  // tables have none
    const bool is_wrapped = may_cross_antimeridian();
    const auto rows = [&box, leaves, is_wrapped](const RowsOf& rows_of, const RowRanges& all) {
        constexpr double k_infinite = std::numeric_limits<double>::infinity();
        const auto at_most = [&](Leaf leaf, double high) {
            return rows_of(leaf, [=](const ColumnBounds& bounds) { return bounds.may_meet(-k_infinite, high); });
        };
        const auto at_least = [&](Leaf leaf, double low) {
            return rows_of(leaf, [=](const ColumnBounds& bounds) { return bounds.may_meet(low, k_infinite); });
        };
        const RowRanges bands = common(at_most(leaves[1], box.latitudes.high), at_least(leaves[3], box.latitudes.low));
        if (is_wrapped) return common(all, bands);
        RowRanges sectors;
        for (std::size_t i = 0; i < box.longitude_count; ++i)
            sectors = united(sectors, common(at_most(leaves[0], box.longitudes[i].high),
                                             at_least(leaves[2], box.longitudes[i].low)));
        return common(sectors, bands);
    };
    const auto meets = [&box, leaves](TableRows& of, std::size_t row) {
        std::vector<double> edges;
        edges.reserve(leaves.size());
        for (const Leaf leaf : leaves) {
            const auto edge = of.number(leaf, row);
            if (!edge) return false;
            edges.push_back(*edge);
        }
        const auto own = box_of(edges);
        return own && meet(*own, box);
    };
    add({rows, each(meets)}, {leaves[0], leaves[1], leaves[2], leaves[3]});
}

void RowConditions::keep(TableRows& rows, std::vector<std::size_t>& met) const {
    for (const Condition& condition : m_conditions) {
        if (met.empty()) return;
        condition.keep(rows, met);
    }
}

RowRanges RowConditions::rows(const RowsOf& rows_of, const RowRanges& all) const {
    RowRanges rows = all;
    for (const Condition& condition : m_conditions) {
        if (rows.empty()) break;
        rows = common(rows, condition.rows(rows_of, all));
    }
    return rows;
}

bool RowConditions::may_hold(const TableFile& file, std::size_t group) const {
    const RowRanges all{{0, file.rows(group)}};
    const RowsOf rows_of = [&](Leaf leaf, const TableFile::CanHold& can_hold) {
        return file.may_hold(group, leaf, can_hold) ? all : RowRanges();
    };
    return !rows(rows_of, all).empty();
}

RowRanges RowConditions::rows_that_may(TableFile& file, std::size_t group) const {
    const RowsOf rows_of = [&](Leaf leaf, const TableFile::CanHold& can_hold) {
        return file.rows_that_may(group, leaf, can_hold);
    };
    return rows(rows_of, {{0, file.rows(group)}});
}

}  // namespace cairn::search
