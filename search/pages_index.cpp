#include "search/pages_index.hpp"

#include <algorithm>
#include <deque>

#include "search/entry.hpp"
#include "search/workers.hpp"

namespace cairn::search {

namespace {

/// What came of one unit.
struct Compared {
    std::vector<Rendered> matches;
    std::vector<Warning> warnings;
};

/// Compares the entries of one unit with the query; on any thread.
class Comparison {
  public:
    Comparison(const Query& query, Documents& documents, const Links& links, const Index::Render& render)
        : m_query(query), m_documents(documents), m_links(links), m_render(render) {}

    Compared operator()(Unit& unit) const {
        Compared result;
        result.matches = std::move(unit.answers);
        read_page(unit, result);
        for (Page& entry : unit.entries) {
            if (!entry.document.IsObject())
                result.warnings.push_back(
                    {"search/unexpected-document", place_of(entry), "found a feature that is no object"});
            else if (unit.owner == nullptr)
                compare_item(unit, entry, result);
            else
                compare_asset(unit, entry, result);
        }
        return result;
    }

  private:
    std::string place_of(const Page& entry) const { return m_documents.storage().place_of(entry.key); }

    void read_page(Unit& unit, Compared& result) const {
        if (!unit.page) return;
        const std::string key = unit.page->key();
        auto page = m_documents.take(std::move(*unit.page),
                                     [&](Warning warning) { result.warnings.push_back(std::move(warning)); });
        if (!page) return;
        json::Value* features = json::find(*page, "features");
        if (features == nullptr || !features->IsArray()) {
            result.warnings.push_back({"search/unexpected-document", m_documents.storage().place_of(key),
                                       "expected a page of assets, with a list 'features'"});
            return;
        }
        for (json::Value& feature : features->GetArray()) unit.entries.push_back({std::move(feature), key});
    }

    void compare_asset(const Unit& unit, Page& entry, Compared& result) const {
        if (m_query.where) resolve_hrefs(entry.document, entry.key, m_links);
        if (!meets(entry.document, *unit.owner, m_query)) return;
        Position position = position_of(entry.document, *unit.owner, unit.is_listed);
        if (!unit.is_listed) add_inherited(entry.document, *unit.owner);
        if (!m_query.where) resolve_hrefs(entry.document, entry.key, m_links);
        add(entry, std::move(position), result);
    }

    void compare_item(const Unit& unit, Page& entry, Compared& result) const {
        json::Value* own = json::find(entry.document, "assets");
        json::Value assets;
        if (own != nullptr) assets = std::move(*own);
        const std::size_t place = index_of_assets(entry.document);
        Owner item = owner_of_item(std::move(entry.document), unit.collection);
        if (!meets(item, m_query)) return;
        Position position = position_of(item);
        entry.document = std::move(item.document);
        if (own != nullptr) insert_assets(entry.document, std::move(assets), place);
        resolve_hrefs(entry.document, entry.key, m_links);
        add(entry, std::move(position), result);
    }

    static std::size_t index_of_assets(const json::Value& item) {
        std::size_t index = 0;
        for (const auto& member : item.GetObject()) {
            if (json::view(member.name) == "assets") break;
            ++index;
        }
        return index;
    }

    /// Back to where they stood, so that an Item is given as it is.
    static void insert_assets(json::Value& item, json::Value assets, std::size_t place) {
        json::Value whole = json::object();
        json::Value::AllocatorType allocator;
        std::size_t index = 0;
        const auto put = [&] { whole.AddMember(json::string("assets"), std::move(assets), allocator); };
        for (auto& member : item.GetObject()) {
            if (index++ == place) put();
            whole.AddMember(std::move(member.name), std::move(member.value), allocator);
        }
        if (place >= index) put();
        item = std::move(whole);
    }

    void add(Page& entry, Position position, Compared& result) const {
        const Match match{std::move(entry.document), place_of(entry)};
        result.matches.push_back({m_render(match), std::move(position)});
    }

    const Query& m_query;
    Documents& m_documents;
    const Links& m_links;
    const Index::Render& m_render;
};

/// Passes over what an earlier page of answers had.
class Resumption {
  public:
    Resumption(const std::optional<Position>& after, bool is_sorted) : m_after(after), m_is_sorted(is_sorted) {}

    bool is_past(const Position& position) {
        if (!m_after || m_is_past) return true;
        if (m_is_sorted) return position > *m_after;
        m_is_past = position == *m_after;
        return false;
    }
    void finish() const {
        if (m_after && !m_is_sorted && !m_is_past)
            throw SearchEnded(
                "the entry that the page token names is not there any more; ask again from the beginning");
    }

  private:
    const std::optional<Position>& m_after;
    bool m_is_sorted;
    bool m_is_past = false;
};

bool has_layout_2(const json::Value& document) {
    const json::Value* layout = json::find(document, "cairn:layout");
    return layout != nullptr && layout->IsInt() && layout->GetInt() == 2;
}

}  // namespace

PagesIndex::PagesIndex(Storage& storage, const std::string& key, std::size_t jobs, Warn warn)
    : m_documents(storage), m_links(storage), m_jobs(std::max<std::size_t>(jobs, 1)), m_warn(std::move(warn)) {
    std::string why;
    auto document = m_documents.take(m_documents.begin(key),
                                     [&](const Warning& warning) { why = warning.place + ": " + warning.message; });
    if (!document) throw SearchEnded(why);
    const std::string_view type = json::member_text(*document, "type");
    if (type != "Catalog" && type != "Collection" && type != "Feature")
        throw SearchEnded(storage.place_of(key) + ": expected a STAC Catalog, Collection or Item");
    const auto self = link_targets(*document, {"self"});
    if (!self.empty() && self.front().ends_with(key) && self.front().find("://") != std::string_view::npos)
        m_links.set_published_root(std::string(self.front().substr(0, self.front().size() - key.size())));
    const bool has_layout = has_layout_2(*document);
    m_start = {std::move(*document), key, has_layout};
}

void PagesIndex::search(const Query& query, const Render& render, const Take& take) { search(query, render, take, {}); }

void PagesIndex::search(const Query& query, const Render& render, const Take& take, Narrow narrow) {
    Hints hints(query);
    Reading reading{m_documents, m_links, m_warn, hints, m_documents.storage().reads_ahead()};
    Units units(reading, query, {json::clone(m_start.document), m_start.key, m_start.has_layout}, std::move(narrow));
    const Comparison comparison(query, m_documents, m_links, render);
    Resumption resumption(query.after, m_start.has_layout);
    Workers workers(m_jobs);  // ends before what its work refers to
    const std::size_t most = std::max(reading.reads_ahead, m_jobs < 2 ? 1 : 2 * m_jobs);
    Ahead<std::future<Compared>> results(
        [&]() -> std::optional<std::future<Compared>> {
            auto unit = units.next();
            if (!unit) return std::nullopt;
            auto shared = std::make_shared<Unit>(std::move(*unit));
            return workers.submit<Compared>([shared, &comparison] { return comparison(*shared); });
        },
        most);
    bool found_any = false;
    while (auto pending = results.next()) {
        Compared compared = pending->get();
        for (Warning& warning : compared.warnings) m_warn(std::move(warning));
        for (Rendered& match : compared.matches)
            if (resumption.is_past(match.position)) {
                found_any = true;
                if (!take(std::move(match))) return;
            }
    }
    resumption.finish();
    if (!query.after && !found_any) m_hints = hints.texts();
}

}  // namespace cairn::search
