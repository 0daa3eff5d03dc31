#include "search/table_scan.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "base/json/parse.hpp"

namespace cairn::search {

namespace {

/// Groups whose pages are asked for together: a network is waited for once, and what is held stays small.
constexpr std::size_t k_groups_at_once = 16;

/// The names of properties of Items that rows of assets do not have; nullopt: the table does not say it, and so is none
/// whose rows stand for documents.
std::optional<std::set<std::string>> not_inherited_of(const TableFile& file) {
    const auto parsed = json::parse(file.metadata("cairn"));
    const auto* about = std::get_if<json::Value>(&parsed);
    const json::Value* names = about == nullptr ? nullptr : json::find(*about, "not_inherited");
    if (names == nullptr || !names->IsArray()) return std::nullopt;
    std::set<std::string> all;
    for (const json::Value& name : names->GetArray()) all.emplace(json::text_or(name, ""));
    return all;
}

/// Moves elements so that the one that was at `order[i]` is at `i`, in circles and in place: answers of a whole
/// Collection would not be in memory twice.
void arrange(std::vector<Rendered>& answers, std::vector<std::size_t> order) {
    for (std::size_t first = 0; first < order.size(); ++first) {
        if (order[first] == first) continue;
        Rendered held = std::move(answers[first]);
        std::size_t at = first;
        while (order[at] != first) {
            const std::size_t from = std::exchange(order[at], at);
            answers[at] = std::move(answers[from]);
            at = from;
        }
        answers[at] = std::move(held);
        order[at] = at;
    }
}

/// Rows come in the order of time, and so do most answers of one Item: a sort of all together would compare what is in
/// order already. `answers`: of one Collection.
void sort(std::vector<Rendered>& answers) {
    std::map<std::string, std::vector<std::size_t>> of_items;
    for (std::size_t i = 0; i < answers.size(); ++i) of_items[answers[i].position.item].push_back(i);
    const auto is_before = [&](std::size_t a, std::size_t b) { return answers[a].position < answers[b].position; };
    std::vector<std::size_t> order;
    order.reserve(answers.size());
    for (auto& [item, places] : of_items) {
        if (!std::is_sorted(places.begin(), places.end(), is_before))
            std::sort(places.begin(), places.end(), is_before);
        order.insert(order.end(), places.begin(), places.end());
        places = {};
    }
    arrange(answers, std::move(order));
}

void add(const std::vector<Leaf>& some, std::vector<Leaf>& all) {
    for (const Leaf leaf : some)
        if (std::find(all.begin(), all.end(), leaf) == all.end()) all.push_back(leaf);
}

}  // namespace

void TableScan::open(const TablePart& part, Subject subject) {
    auto table = std::make_unique<Table>();
    table->file = std::make_unique<TableFile>(m_storage, part.key);
    const auto names = not_inherited_of(*table->file);
    if (subject == Subject::assets && !names)
        throw TableFault{"the metadata of the file have no key 'cairn': its rows need not say what documents do"};
    if (names) table->not_inherited = *names;
    table->conditions =
        std::make_unique<RowConditions>(*table->file, m_query, subject, table->not_inherited, m_collection);
    for (std::size_t group = 0; group < table->file->groups(); ++group)
        if (table->conditions->may_hold(*table->file, group)) table->groups.push_back(group);
    if (subject == Subject::assets && table->conditions->is_exact())
        table->features = RowFeatures::of(*table->file, m_links, m_collection, m_detail);
    m_files.push_back(std::move(table));
}

std::optional<Narrowed> TableScan::run(const std::vector<TablePart>& parts, Subject subject, const ScanLimits& limits) {
    std::int64_t rows = 0;
    for (const TablePart& part : parts) {
        if (m_query.time && part.time && !part.time->meets(*m_query.time)) continue;
        open(part, subject);
        for (const std::size_t group : m_files.back()->groups) rows += m_files.back()->file->rows(group);
        if (rows > limits.rows) return std::nullopt;
    }
    const bool are_answers =
        subject == Subject::assets && m_detail != Detail::document &&
        std::all_of(m_files.begin(), m_files.end(), [](const auto& table) { return table->features.has_value(); });
    Narrowed narrowed;
    if (are_answers)
        narrowed.answers = answers();
    else
        narrowed.candidates = candidates(subject);
    return narrowed;
}

std::vector<TableScan::Found> TableScan::matches(Table& table, const std::vector<TableFile::Rows>& rows) const {
    std::vector<Found> all;
    for (const TableFile::Rows& of_group : rows) {
        for (const parquet::RowRange& range : of_group.ranges) {
            TableRows batch(*table.file, of_group.group, range);
            std::vector<std::size_t> met(batch.size());
            std::iota(met.begin(), met.end(), std::size_t{0});
            table.conditions->keep(batch, met);
            if (met.empty()) continue;
            const std::size_t first = met.front();
            Found found{of_group.group,
                        {range.begin + static_cast<std::int64_t>(first),
                         range.begin + static_cast<std::int64_t>(met.back()) + 1},
                        std::move(met)};
            for (std::size_t& row : found.rows) row -= first;
            all.push_back(std::move(found));
        }
    }
    return all;
}

/// Calls `take(rows, row)` for each row that meets the conditions, with these columns at hand.
template <class Take>
void TableScan::each(Table& table, const std::vector<Leaf>& leaves, Take take) {
    std::vector<Leaf> all = table.conditions->leaves();
    add(leaves, all);
    for (std::size_t begin = 0; begin < table.groups.size(); begin += k_groups_at_once) {
        const std::size_t end = std::min(begin + k_groups_at_once, table.groups.size());
        const std::vector<std::size_t> groups(table.groups.begin() + static_cast<std::ptrdiff_t>(begin),
                                              table.groups.begin() + static_cast<std::ptrdiff_t>(end));
        table.file->fetch_indexes(groups, all);
        std::vector<TableFile::Rows> rows;
        for (const std::size_t group : groups)
            rows.push_back({group, table.conditions->rows_that_may(*table.file, group)});
        table.file->fetch(rows, table.conditions->leaves());
        const std::vector<Found> found = matches(table, rows);
        rows.clear();
        for (const Found& some : found) rows.push_back({some.group, {some.range}});
        table.file->fetch(rows, leaves);
        for (const Found& some : found) {
            TableRows batch(*table.file, some.group, some.range);
            for (const std::size_t row : some.rows) take(batch, row);
        }
    }
}

std::vector<Rendered> TableScan::answers() {
    std::vector<Rendered> answers;
    for (const auto& table : m_files) {
        const RowFeatures& features = *table->features;
        each(*table, features.leaves(), [&](TableRows& rows, std::size_t row) {
            auto position = features.position(rows, row);
            if (!position || (m_query.after && *position <= *m_query.after)) return;
            answers.push_back({m_render({features.feature(rows, row), ""}), *std::move(position)});
        });
    }
    sort(answers);
    return answers;
}

std::shared_ptr<const Candidates> TableScan::candidates(Subject subject) {
    auto candidates = std::make_shared<Candidates>();
    for (const auto& table : m_files) add_candidates(*table, subject, *candidates);
    return candidates;
}

Leaf TableScan::required(const Table& table, const char* name, parquet::Physical type) {
    const auto leaf = table.file->leaf(name);
    if (!leaf || table.file->column(*leaf).type != type)
        throw TableFault{std::string("the table has no usable column '") + name + "'"};
    return *leaf;
}

void TableScan::add_candidates(Table& table, Subject subject, Candidates& into) {
    if (subject == Subject::items) {
        const Leaf id = required(table, "id", parquet::Physical::byte_array);
        each(table, {id}, [&](TableRows& rows, std::size_t row) {
            if (const auto text = rows.text(id, row)) into.items[std::string(*text)];
        });
        return;
    }
    const Leaf item = required(table, "item", parquet::Physical::byte_array);
    const Leaf start = required(table, "start_datetime", parquet::Physical::int64);
    each(table, {item, start}, [&](TableRows& rows, std::size_t row) {
        const auto text = rows.text(item, row);
        if (!text) return;
        Candidates::Starts& starts = into.items[std::string(*text)];
        if (const auto time = rows.integer(start, row))
            starts.known.insert(*time);
        else
            starts.has_unknown = true;
    });
}

}  // namespace cairn::search
