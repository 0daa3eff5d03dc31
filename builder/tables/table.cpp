#include "builder/tables/table.hpp"

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "builder/tables/geo_metadata.hpp"

namespace cairn::tables {

using parquet::Node;

namespace {

/// Each column costs some hundred bytes in each row group, and readers open them all: what is beyond is in one column
/// of JSON.
constexpr std::size_t k_most_columns = 400;
constexpr const char* k_more = "properties";

bool is_relative(std::string_view href) {
    return !href.empty() && href.front() != '/' && href.find("://") == std::string_view::npos &&
           !href.starts_with("data:") && !href.starts_with("mailto:");
}

std::string without_dot(std::string_view href) { return std::string(href.substr(href.starts_with("./") ? 2 : 0)); }

/// What GeoParquet asks for, whatever the rows have.
Node geometry_node() {
    Node node = Node::leaf("geometry", parquet::Physical::byte_array);
    node.has_order = false;
    return node;
}

Node box_node() {
    std::vector<Node> edges;
    for (const char* edge : {"xmin", "ymin", "xmax", "ymax"})
        edges.push_back(Node::leaf(edge, parquet::Physical::float64));
    return Node::structure("bbox", std::move(edges));
}

struct RowView {
    const std::vector<Cell>& cells;
    const Cell& column(const Node&, std::size_t index) const { return cells[index]; }
};

/// Puts the members of a row into the columns of the table.
class RowCells {
  public:
    explicit RowCells(const std::vector<Node>& columns) : m_cells(columns.size()) {
        for (std::size_t i = 0; i < columns.size(); ++i) m_index.emplace(columns[i].name, i);
        const auto more = m_index.find(k_more);
        m_more = more == m_index.end() ? columns.size() : more->second;
    }

    void begin() {
        std::fill(m_cells.begin(), m_cells.end(), Cell());
        m_is_set.assign(m_cells.size(), false);
        m_rest.clear();
    }

    /// What is set already stays.
    void add(std::string_view members) {
        while (!members.empty()) {
            const std::string_view all = members;
            const Member member(members);
            const auto column = m_index.find(member.name);
            if (column == m_index.end()) {
                m_rest += all.substr(0, all.size() - members.size());
            } else if (!m_is_set[column->second]) {
                m_is_set[column->second] = true;
                m_cells[column->second] = member.value;
            }
        }
    }

    const std::vector<Cell>& cells() {
        if (m_rest.empty() || m_more == m_cells.size()) return m_cells;
        const auto size = static_cast<std::uint32_t>(m_rest.size());
        m_structure = static_cast<char>(Tag::structure);
        m_structure.append(reinterpret_cast<const char*>(&size), 4);
        m_structure += m_rest;
        std::string_view bytes = m_structure;
        m_cells[m_more] = Cell(bytes);
        return m_cells;
    }

    void replace(std::size_t column, const Cell& cell) { m_cells[column] = cell; }
    std::size_t column(std::string_view name) const {
        const auto found = m_index.find(name);
        return found == m_index.end() ? m_cells.size() : found->second;
    }

  private:
    std::unordered_map<std::string_view, std::size_t> m_index;
    std::vector<Cell> m_cells;
    std::vector<bool> m_is_set;
    std::size_t m_more;
    std::string m_rest;  ///< members without a column
    std::string m_structure;
};

}  // namespace

Table::Table(std::vector<std::string> leading) : m_leading(std::move(leading)) {
    for (const std::string& name : m_leading) m_shapes[name];
}

void Table::note_shape(std::string_view members) {
    while (!members.empty()) {
        const Member member(members);
        auto shape = m_shapes.find(member.name);
        if (shape == m_shapes.end()) shape = m_shapes.emplace(std::string(member.name), Shape()).first;
        if (member.name == "assets" && member.value.tag() == Tag::structure) {
            for (std::string_view rest = member.value.bytes(); !rest.empty();) shape->second.add(Member(rest).value);
        } else {
            shape->second.add(member.value);
        }
    }
}

std::uint64_t Table::share(std::string_view members) {
    const std::lock_guard lock(m_mutex);
    note_shape(members);
    const auto size = static_cast<std::uint32_t>(members.size());
    m_record.assign(reinterpret_cast<const char*>(&size), sizeof size);
    m_record += members;
    return m_spool.append(m_record);
}

void Table::add(const RowKey& key, std::int64_t end_us, std::uint64_t hash, std::string_view members,
                std::uint64_t shared) {
    const std::lock_guard lock(m_mutex);
    note_shape(members);
    m_record.assign(reinterpret_cast<const char*>(&shared), sizeof shared);
    m_record += members;
    m_rows.add({key, end_us, static_cast<std::uint32_t>(m_record.size()), m_spool.append(m_record), hash});
}

std::vector<std::size_t> Table::parts(std::size_t most) {
    std::vector<std::uint64_t> hashes;
    hashes.reserve(m_rows.size());
    for (std::size_t i = 0; i < m_rows.size(); ++i) hashes.push_back(m_rows.at(i).hash);
    return page_begins(hashes, {most});
}

std::string_view Table::shared_at(std::uint64_t place) {
    if (place == k_nothing_shared) return {};
    if (place != m_shared_place) {
        std::uint32_t size = 0;
        m_spool.read(place, sizeof size, m_shared);
        std::memcpy(&size, m_shared.data(), sizeof size);
        m_spool.read(place + sizeof size, size, m_shared);
        m_shared_place = place;
    }
    return m_shared;
}

std::vector<Node> Table::columns() const {
    std::vector<Node> columns;
    const auto add = [&](const std::string& name, const Shape& shape) {
        Node node = name == "geometry" ? geometry_node() : name == "bbox" ? box_node() : shape.node(name);
        if (name == "assets") {
            Node value = shape.node("");
            if (value.kind == Node::Kind::structure || value.meaning == parquet::Meaning::text)
                node = Node::map(name, Node::text(""), std::move(value));
        }
        columns.push_back(std::move(node));
    };
    for (const std::string& name : m_leading) add(name, m_shapes.find(name)->second);
    for (const auto& [name, shape] : m_shapes) {
        if (std::find(m_leading.begin(), m_leading.end(), name) != m_leading.end()) continue;
        if (columns.size() >= k_most_columns) break;
        add(name, shape);
    }
    if (columns.size() < m_shapes.size()) {
        columns.push_back(Node::leaf(k_more, parquet::Physical::byte_array, parquet::Meaning::json));
        columns.back().has_order = false;
    }
    return columns;
}

void Table::write_file(std::size_t begin, std::size_t end, const Layout& layout, FileMetadata metadata,
                       const std::function<void(std::string_view bytes)>& take) {
    const parquet::Schema schema(columns());
    parquet::WriterOptions options;
    options.group_rows = layout.group_rows;
    options.pages.rows = layout.page_rows;
    if (!layout.sorted_by.empty()) options.sorted_by = {layout.sorted_by};
    Spool bytes;
    parquet::FileWriter writer(schema, std::move(options), [&](std::string_view part) { bytes.append(part); });
    RowCells row(schema.fields());
    const std::size_t geometry = row.column("geometry");
    const std::size_t box = row.column("bbox");
    const std::size_t href = row.column("href");
    GeoMetadata geo;
    std::string record;
    std::string moved;
    for (std::size_t i = begin; i < end; ++i) {
        const WaitingRow& waiting = m_rows.at(i);
        m_spool.read(waiting.offset, waiting.bytes, record);
        std::uint64_t shared = 0;
        std::memcpy(&shared, record.data(), sizeof shared);
        row.begin();
        row.add(std::string_view(record).substr(sizeof shared));
        row.add(shared_at(shared));
        const std::vector<Cell>& cells = row.cells();
        geo.add(cells.at(geometry), cells.at(box));
        if (!layout.relative_to.empty() && is_relative(cells.at(href).bytes())) {
            moved.clear();
            append_text("", layout.relative_to + without_dot(cells[href].bytes()), moved);
            std::string_view rest = moved;
            row.replace(href, Member(rest).value);
        }
        writer.add_row(RowView{cells});
    }
    metadata.emplace_back("geo", geo.text());
    writer.finish(metadata);
    take(bytes.whole());
}

}  // namespace cairn::tables
