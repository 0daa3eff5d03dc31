#include "search/tables_index.hpp"

#include "search/table_scan.hpp"

namespace cairn::search {

namespace {

/// A page or two of documents have as many, and say all.
constexpr std::int64_t k_few_rows = 2000;
/// Answers of one Collection are held until they are sorted: some hundred bytes each.
constexpr std::int64_t k_most_rows = 500'000;

bool are_few(const std::vector<TablePart>& parts) {
    std::int64_t rows = 0;
    for (const TablePart& part : parts) rows += part.rows.value_or(k_few_rows + 1);
    return rows <= k_few_rows;
}

}  // namespace

TablesIndex::TablesIndex(Storage& storage, const std::string& key, std::size_t jobs, Warn warn, Source source,
                         Detail detail)
    : m_storage(storage), m_warn(warn), m_source(source), m_detail(detail), m_pages(storage, key, jobs, warn) {}

void TablesIndex::search(const Query& query, const Render& render, const Take& take) {
    if (m_source == Source::tables && json::member_text(m_pages.start(), "type") == "Feature")
        throw SearchEnded("an Item has no tables, its Collection has; leave --index parquet out");
    if (m_source == Source::pages) return m_pages.search(query, render, take);
    m_pages.search(query, render, take, [&](const CollectionVisit& visit) { return narrowed(visit, query, render); });
}

std::optional<Narrowed> TablesIndex::narrowed(const CollectionVisit& visit, const Query& query, const Render& render) {
    const Subject subject = query.wanted == Wanted::items ? Subject::items : Subject::assets;
    const auto parts = tables_of(visit.document, visit.key, m_pages.links(), subject);
    const bool is_forced = m_source == Source::tables;
    if (parts.empty() && is_forced) return without_tables(visit);
    // Items that are asked for by their ids are found by links.
    if (parts.empty() || (!is_forced && (are_few(parts) || !query.items.empty()))) return std::nullopt;
    try {
        return ask(parts, visit, query, render);
    } catch (const TableFault& fault) {
        if (is_forced) throw SearchEnded(m_storage.place_of(parts.front().key) + ": " + fault.message);
        m_warn({"search/unreadable-table", m_storage.place_of(parts.front().key),
                fault.message + "; the documents are read instead"});
        return std::nullopt;
    }
}

/// A table that would have no row is not there: the other one says that tables were made. `visit`: a Collection.
Narrowed TablesIndex::without_tables(const CollectionVisit& visit) const {
    const bool has_items = visit.first_page || !link_targets(visit.document, {"item", "child"}).empty();
    const bool has_any = !tables_of(visit.document, visit.key, m_pages.links(), Subject::items).empty() ||
                         !tables_of(visit.document, visit.key, m_pages.links(), Subject::assets).empty();
    if (has_items && !has_any)
        throw SearchEnded(m_storage.place_of(visit.key) + ": the Collection '" + visit.owner->collection +
                          "' has no tables (publish.parquet); leave --index parquet out");
    return {std::nullopt, std::make_shared<const Candidates>()};
}

std::optional<Narrowed> TablesIndex::ask(const std::vector<TablePart>& parts, const CollectionVisit& visit,
                                         const Query& query, const Render& render) {
    TableScan scan(m_storage, m_pages.links(), query, visit.owner->collection, m_detail, render);
    const Subject subject = query.wanted == Wanted::items ? Subject::items : Subject::assets;
    const ScanLimits limits{m_source == Source::tables ? INT64_MAX : k_most_rows};
    auto narrowed = scan.run(parts, subject, limits);
    m_tables += scan.tables();
    return narrowed;
}

}  // namespace cairn::search
