#include "validator/sources/table_rows.hpp"

#include <bit>
#include <cstdio>
#include <stdexcept>
#include <utility>

#include "base/gregorian.hpp"
#include "base/json/object_builder.hpp"
#include "base/json/parse.hpp"

namespace cairn::validate {

namespace {

using parquet::ColumnPath;
using parquet::ColumnStep;
using parquet::Meaning;
using Group = ColumnStep::Group;

/// Fields of the leaves [begin, end), whose paths are the same down to `depth`.
class Fields {
  public:
    explicit Fields(const parquet::Footer& footer) : m_footer(footer) {}

    std::vector<TableField> below(std::size_t begin, std::size_t end, std::size_t depth, unsigned definition,
                                  unsigned repetition) const {
        std::vector<TableField> fields;
        while (begin < end) {
            const std::string& name = step(begin, depth).name;
            std::size_t next = begin + 1;
            while (next < end && m_footer.paths[next].steps.size() > depth && step(next, depth).name == name) ++next;
            fields.push_back(field(begin, next, depth, definition, repetition));
            begin = next;
        }
        return fields;
    }

  private:
    const ColumnStep& step(std::size_t leaf, std::size_t depth) const { return m_footer.paths[leaf].steps.at(depth); }
    bool is_leaf(std::size_t leaf, std::size_t depth) const { return m_footer.paths[leaf].steps.size() == depth + 1; }

    TableField field(std::size_t begin, std::size_t end, std::size_t depth, unsigned definition,
                     unsigned repetition) const {
        const ColumnStep& here = step(begin, depth);
        TableField made;
        made.name = here.name;
        made.first_leaf = begin;
        made.end_leaf = end;
        made.is_optional = here.repetition == 1;
        made.definition = definition + (here.repetition != 0 ? 1 : 0);
        if (here.repetition == 2) return repeated(std::move(made), begin, end, depth, definition, repetition);
        if (is_leaf(begin, depth)) return made;
        const bool is_list = here.group == Group::list;
        if ((is_list || here.group == Group::map) && step(begin, depth + 1).repetition == 2) {
            made.kind = is_list ? TableField::Kind::list : TableField::Kind::map;
            made.repetition = repetition + 1;
            made.children = is_list ? elements(begin, end, depth + 1, made.definition + 1, repetition + 1)
                                    : below(begin, end, depth + 2, made.definition + 1, repetition + 1);
            if (made.kind == TableField::Kind::map && made.children.size() != 2)
                throw std::runtime_error("the map " + made.name.substr(0, 100) + " has no keys and values");
            return made;
        }
        made.kind = TableField::Kind::structure;
        made.children = below(begin, end, depth + 1, made.definition, repetition);
        return made;
    }

    /// What the repeated step at `depth` holds: the one field below it, or (as old writers have it) itself.
    std::vector<TableField> elements(std::size_t begin, std::size_t end, std::size_t depth, unsigned definition,
                                     unsigned repetition) const {
        if (!is_leaf(begin, depth)) {
            std::vector<TableField> inner = below(begin, end, depth + 1, definition, repetition);
            if (inner.size() == 1) return inner;
            TableField structure{
                step(begin, depth).name, TableField::Kind::structure, false, definition, 0, begin, end, {}};
            structure.children = std::move(inner);
            return {structure};
        }
        return {TableField{step(begin, depth).name, TableField::Kind::leaf, false, definition, 0, begin, end, {}}};
    }

    /// A repeated field outside of a list is a list of itself.
    TableField repeated(TableField made, std::size_t begin, std::size_t end, std::size_t depth, unsigned definition,
                        unsigned repetition) const {
        made.kind = TableField::Kind::list;
        made.definition = definition;
        made.repetition = repetition + 1;
        TableField element{made.name, TableField::Kind::leaf, false, definition + 1, 0, begin, end, {}};
        if (!is_leaf(begin, depth)) {
            element.kind = TableField::Kind::structure;
            element.children = below(begin, end, depth + 1, definition + 1, repetition + 1);
        }
        made.children = {element};
        return made;
    }

    const parquet::Footer& m_footer;
};

/// RFC 3339, with as many digits of the second as there are.
std::string instant_text(std::int64_t value, std::int64_t per_second) {
    std::int64_t seconds = value / per_second;
    std::int64_t rest = value % per_second;
    if (rest < 0) {
        rest += per_second;
        --seconds;
    }
    std::int64_t days = seconds / 86400;
    std::int64_t of_day = seconds % 86400;
    if (of_day < 0) {
        of_day += 86400;
        --days;
    }
    const GregorianDate date = gregorian_from_days(days);
    char text[64];
    std::snprintf(text, sizeof text, "%04lld-%02d-%02dT%02d:%02d:%02d", static_cast<long long>(date.year), date.month,
                  date.day, static_cast<int>(of_day / 3600), static_cast<int>(of_day / 60 % 60),
                  static_cast<int>(of_day % 60));
    std::string result = text;
    if (rest != 0) {
        std::string digits = std::to_string(rest + per_second).substr(1);
        digits.erase(digits.find_last_not_of('0') + 1);
        result += "." + digits;
    }
    return result + "Z";
}

json::Value value_of_text(std::string_view text, Meaning meaning) {
    if (meaning != Meaning::json) return json::string(text);
    auto parsed = json::parse(text);
    if (auto* value = std::get_if<json::Value>(&parsed)) return std::move(*value);
    return json::string(text);
}

json::Value value_of_number(std::int64_t number, const parquet::Column& column) {
    switch (column.meaning) {
        case Meaning::date:
            return json::string(instant_text(number * 86400, 1).substr(0, 10));
        case Meaning::timestamp_ms:
            return json::string(instant_text(number, 1'000));
        case Meaning::timestamp_us:
            return json::string(instant_text(number, 1'000'000));
        case Meaning::timestamp_ns:
            return json::string(instant_text(number, 1'000'000'000));
        case Meaning::text:
        case Meaning::json:
        case Meaning::plain:
            break;
    }
    switch (column.type) {
        case parquet::Physical::boolean:
            return json::boolean(number != 0);
        case parquet::Physical::float32:
            return json::number(static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(number))));
        case parquet::Physical::float64:
            return json::number(std::bit_cast<double>(number));
        default:
            return json::integer(number);
    }
}

}  // namespace

std::vector<TableField> fields_of(const parquet::Footer& footer) {
    return Fields(footer).below(0, footer.paths.size(), 0, 0, 0);
}

json::Value TableRows::next() {
    json::ObjectBuilder row;
    for (const TableField& field : m_fields) row.set(field.name, value(field));
    return std::move(row).take();
}

unsigned TableRows::definition_at(std::size_t leaf) const {
    const parquet::ColumnValues& column = m_columns[leaf];
    const std::size_t at = m_at[leaf];
    if (at >= column.is_present.size()) throw std::runtime_error("a column ends before the rows do");
    const unsigned greatest = m_footer.columns[leaf].definition;
    if (!column.definition.empty()) return column.definition.at(at);
    return column.is_present[at] ? greatest : 0;
}

bool TableRows::goes_on(const TableField& field) const {
    const std::vector<std::uint32_t>& repetition = m_columns[field.first_leaf].repetition;
    const std::size_t at = m_at[field.first_leaf];
    return at < repetition.size() && repetition[at] == field.repetition;
}

void TableRows::skip(const TableField& field) {
    for (std::size_t leaf = field.first_leaf; leaf < field.end_leaf; ++leaf) ++m_at[leaf];
}

json::Value TableRows::value(const TableField& field) {
    switch (field.kind) {
        case TableField::Kind::leaf:
            return leaf(field);
        case TableField::Kind::structure:
            return structure(field);
        case TableField::Kind::list:
        case TableField::Kind::map:
            break;
    }
    return entries(field);
}

json::Value TableRows::leaf(const TableField& field) {
    const std::size_t leaf = field.first_leaf;
    const bool is_there = definition_at(leaf) >= m_footer.columns[leaf].definition;
    const std::size_t at = m_at[leaf]++;
    if (!is_there) return {};
    const parquet::Column& column = m_footer.columns[leaf];
    const parquet::ColumnValues& values = m_columns[leaf];
    if (column.type == parquet::Physical::byte_array)
        return value_of_text(values.texts[values.text_of.at(at)], column.meaning);
    return value_of_number(values.numbers.at(at), column);
}

json::Value TableRows::structure(const TableField& field) {
    if (field.is_optional && definition_at(field.first_leaf) < field.definition) {
        skip(field);
        return {};
    }
    json::ObjectBuilder object;
    for (const TableField& child : field.children) {
        json::Value member = value(child);
        if (!member.IsNull()) object.set(child.name, std::move(member));
    }
    return std::move(object).take();
}

json::Value TableRows::entries(const TableField& field) {
    const bool is_map = field.kind == TableField::Kind::map;
    const unsigned definition = definition_at(field.first_leaf);
    if (definition <= field.definition) {
        skip(field);
        if (definition < field.definition) return {};
        return is_map ? json::object() : json::array();
    }
    json::Value list = json::array();
    json::ObjectBuilder object;
    do {
        if (is_map) {
            const json::Value key = value(field.children[0]);
            json::Value member = value(field.children[1]);
            if (!member.IsNull()) object.set(json::text_or(key, ""), std::move(member));
        } else {
            json::push(list, value(field.children[0]));
        }
    } while (goes_on(field));
    return is_map ? std::move(object).take() : std::move(list);
}

}  // namespace cairn::validate
