#include "search/row_where.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "search/verdicts.hpp"

namespace cairn::search {

namespace {

using Kind = Expression::Kind;

/// Columns that are no properties of documents, or say them in another way (times).
constexpr std::array<std::string_view, 20> k_no_properties{
    "datetime",     "start_datetime",  "end_datetime", "created", "updated", "published",     "expires",
    "unpublished",  "description",     "type",         "href",    "bbox",    "geometry",      "variables",
    "stac_version", "stac_extensions", "links",        "assets",  "listed",  "standard_names"};
/// What is left of objects when there are too many columns.
constexpr const char* k_more = "properties";
constexpr std::string_view k_collides = "properties:";
constexpr std::string_view k_element = ".list.element";

bool ends_as(std::string_view full, std::string_view name) {
    return full.size() > name.size() && full.ends_with(name) && full[full.size() - name.size() - 1] == ':';
}

std::string_view name_of(const parquet::Column& column) {
    const std::string_view path = column.name;
    return path.ends_with(k_element) ? path.substr(0, path.size() - k_element.size()) : path;
}

bool can_hold(const Expression::Node& node, const parquet::Column& column, const ColumnBounds& bounds) {
    if (node.kind == Kind::null) return bounds.may_have_nulls();
    if (column.meaning == parquet::Meaning::json || column.type == parquet::Physical::boolean)
        return bounds.may_have_values();
    if (column.type == parquet::Physical::byte_array) {
        const auto meets = [&](std::string_view low, std::string_view high) { return bounds.may_meet(low, high); };
        // No text is above one of bytes that UTF-8 does not have.
        static const std::string k_above(64, '\xFF');
        const auto& values = node.values;
        switch (node.kind) {
            case Kind::equal:
            case Kind::in:
                return std::any_of(values.begin(), values.end(), [&](const auto& v) { return meets(v.text, v.text); });
            case Kind::less:
            case Kind::at_most:
                return meets("", values[0].text);
            case Kind::greater:
            case Kind::at_least:
                return meets(values[0].text, k_above);
            case Kind::between:
                return meets(values[0].text, values[1].text);
            default:
                return bounds.may_have_values();
        }
    }
    constexpr double k_infinite = std::numeric_limits<double>::infinity();
    const auto& values = node.values;
    const auto meets = [&](const auto& low, const auto& high) {
        const bool are_numbers = (low == nullptr || low->is_number) && (high == nullptr || high->is_number);
        return are_numbers &&
               bounds.may_meet(low == nullptr ? -k_infinite : low->number, high == nullptr ? k_infinite : high->number);
    };
    const Expression::Literal* none = nullptr;
    switch (node.kind) {
        case Kind::equal:
        case Kind::in:
            return std::any_of(values.begin(), values.end(), [&](const auto& v) { return meets(&v, &v); });
        case Kind::less:
        case Kind::at_most:
            return meets(none, &values[0]);
        case Kind::greater:
        case Kind::at_least:
            return meets(&values[0], none);
        case Kind::between:
            return meets(&values[0], &values[1]);
        default:
            return false;  // no number is like a text
    }
}

}  // namespace

RowWhere::RowWhere(const TableFile& file, const Expression& expression, Subject subject,
                   const std::set<std::string>& not_inherited, const std::string& collection)
    : m_file(file),
      m_expression(expression),
      m_subject(subject),
      m_not_inherited(not_inherited),
      m_collection(json::string(collection)) {
    for (const Expression::Node& node : expression.nodes()) {
        if (node.name.empty()) continue;
        const Property& property = m_properties.emplace(node.name, find(node.name)).first->second;
        m_is_exact = m_is_exact && property.is_known;
        if (property.leaf && std::find(m_leaves.begin(), m_leaves.end(), *property.leaf) == m_leaves.end())
            m_leaves.push_back(*property.leaf);
    }
}

std::optional<Leaf> RowWhere::leaf_of(const std::string& name) const {
    const auto scalar = m_file.leaf(name);
    return scalar ? scalar : m_file.leaf(name + std::string(k_element));
}

RowWhere::Property RowWhere::find(const std::string& name) const {
    if (name == "collection") return {true, std::nullopt};
    if (name == "id") return {true, leaf_of(name)};
    if (m_subject == Subject::items) return find_property(name);
    if (name == "item" || name == "title" || name == "roles") return {true, leaf_of(name)};
    if (name == "media_type") return {true, leaf_of("type")};
    return find_property(name);
}

RowWhere::Property RowWhere::find_property(const std::string& name) const {
    const bool is_no_property =
        std::find(k_no_properties.begin(), k_no_properties.end(), name) != k_no_properties.end();
    if (is_no_property || m_file.leaf(k_more)) return {};
    const bool has_prefix = name.find(':') != std::string::npos;
    const auto is_meant = [&](std::string_view full) { return full == name || (!has_prefix && ends_as(full, name)); };
    if (std::any_of(m_not_inherited.begin(), m_not_inherited.end(), is_meant)) return {};
    std::optional<Leaf> found;
    for (Leaf leaf = 0; leaf < m_file.columns().size(); ++leaf) {
        const parquet::Column& column = m_file.column(leaf);
        const std::string_view full = name_of(column);
        // "bands.list.element.name" is a member of structs in a list.
        const std::string_view top = full.substr(0, full.find(".list.element."));
        if (!is_meant(full) && !is_meant(top)) continue;
        const bool is_whole = full == top && column.definition <= (column.repetition == 0 ? 1U : 3U);
        if (found || !is_whole || full.starts_with(k_collides)) return {};
        found = leaf;
    }
    if (found && m_file.column(*found).meaning == parquet::Meaning::timestamp_us) return {};
    return {true, found};
}

void RowWhere::keep(TableRows& rows, std::vector<std::size_t>& met) const {
    if (!m_is_exact) return;
    const auto is_text = [&](Leaf leaf) {
        return m_file.column(leaf).type == parquet::Physical::byte_array && m_file.column(leaf).repetition == 0;
    };
    if (m_leaves.size() != 1 || !is_text(m_leaves.front())) {
        std::erase_if(met, [&](std::size_t row) { return !meets(rows, row); });
        return;
    }
    // A facet has few values: they are compared, and not its rows.
    Verdicts verdicts;
    std::erase_if(met, [&](std::size_t row) {
        const auto text = rows.text_number(m_leaves.front(), row);
        return !verdicts.of(text ? *text + 1 : 0, [&] { return meets(rows, row); });
    });
}

bool RowWhere::meets(TableRows& rows, std::size_t row) const {
    std::vector<std::pair<std::string_view, json::Value>> values;
    values.reserve(m_properties.size());  // the expression is given pointers to them
    const auto truth = m_expression.evaluate([&](const std::string& name) -> const json::Value* {
        if (name == "collection") return &m_collection;
        const Property& property = m_properties.at(name);
        if (!property.leaf) return nullptr;
        const auto known =
            std::find_if(values.begin(), values.end(), [&](const auto& value) { return value.first == name; });
        if (known != values.end()) return &known->second;
        values.emplace_back(name, rows.value(*property.leaf, row));
        return &values.back().second;
    });
    return truth == Truth::yes;
}

RowRanges RowWhere::rows_that_may(const RowsOf& rows_of, const RowRanges& all) const {
    return rows_that_may(m_expression.nodes().size() - 1, rows_of, all);
}

RowRanges RowWhere::rows_that_may(std::size_t index, const RowsOf& rows_of, const RowRanges& all) const {
    const Expression::Node& node = m_expression.nodes()[index];
    if (node.kind == Kind::negation) return all;
    if (node.kind == Kind::both) {
        RowRanges rows = all;
        for (const std::size_t operand : node.operands) rows = common(rows, rows_that_may(operand, rows_of, all));
        return rows;
    }
    if (node.kind == Kind::either) {
        RowRanges rows;
        for (const std::size_t operand : node.operands) rows = united(rows, rows_that_may(operand, rows_of, all));
        return rows;
    }
    const Property& property = m_properties.at(node.name);
    if (!property.is_known || node.name == "collection") return all;
    if (!property.leaf) return node.kind == Kind::null ? all : RowRanges();
    const parquet::Column& column = m_file.column(*property.leaf);
    if (column.repetition > 0) return all;
    return rows_of(*property.leaf, [&](const ColumnBounds& bounds) { return can_hold(node, column, bounds); });
}

}  // namespace cairn::search
