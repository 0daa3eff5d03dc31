#include "validator/reach.hpp"

#include <algorithm>

#include "validator/relations.hpp"

namespace cairn::validate {

namespace {

bool leads_to_document(const Link& link) { return validate::leads_to_document(link.rel); }

/// Walks from the root, breadth first.
class Walk {
  public:
    explicit Walk(const Tree& tree) : m_tree(tree), m_reached(tree.records().size(), Reached::no) {}

    std::vector<Reached> run() {
        visit(m_tree.root(), Reached::as_document);
        while (!m_open.empty()) {
            const Record& record = *m_open.back();
            m_open.pop_back();
            record.for_each_link([&](const Link& link, std::uint32_t) {
                const Record* target = m_tree.follow(record, link.href);
                visit(target, leads_to_document(link) ? Reached::as_document : Reached::as_data);
            });
            for (const PageEntry& page : record.contents().pages) visit(m_tree.follow(record, page.href), Reached::as_document);
            mark_data(record);
        }
        for (const Record& record : m_tree.records()) {
            // Data of documents that nothing leads to are still theirs.
            const Reached state = m_reached[static_cast<std::size_t>(&record - m_tree.records().data())];
            if (state == Reached::no && record.kind != Kind::unknown) mark_data(record);
        }
        return std::move(m_reached);
    }

  private:
    void visit(const Record* record, Reached how) {
        if (record == nullptr) return;
        // A STAC object is a document however it is linked.
        if (record->kind != Kind::unknown) how = Reached::as_document;
        Reached& state = m_reached[static_cast<std::size_t>(record - m_tree.records().data())];
        if (state == Reached::no) m_open.push_back(record);
        state = std::max(state, how);
    }

    /// Files that the document has as data, and the contents of its stores.
    void mark_data(const Record& record) {
        const auto mark = [&](std::string_view href) {
            const Target target = m_tree.resolve(record, href);
            if (target.where != Where::inside || target.path.empty()) return;
            const Record* data = m_tree.find(target.path);
            if (data == nullptr) return mark_contents(target.path);
            if (data->kind == Kind::unknown) visit(data, Reached::as_data);
        };
        for_each_relative_asset(record, [&](std::string_view, std::string_view href) { mark(href); });
        for (const Link& link : record.links)
            if (link.rel == "store") mark(link.href);
    }

    /// The files of a folder that is linked to as a whole, such as a store of Zarr, are its contents.
    void mark_contents(const std::string& folder) {
        const std::vector<Record>& records = m_tree.records();
        const std::string prefix = folder + "/";
        auto record = std::lower_bound(records.begin(), records.end(), prefix,
                                       [](const Record& one, const std::string& path) { return one.path < path; });
        for (; record != records.end() && record->path.starts_with(prefix); ++record) {
            Reached& state = m_reached[static_cast<std::size_t>(record - records.begin())];
            if (record->kind == Kind::unknown) state = std::max(state, Reached::as_data);
        }
    }

    const Tree& m_tree;
    std::vector<Reached> m_reached;
    std::vector<const Record*> m_open;
};

}  // namespace

std::vector<Reached> reach(const Tree& tree) {
    if (tree.root() == nullptr) return std::vector<Reached>(tree.records().size(), Reached::as_document);
    return Walk(tree).run();
}

}  // namespace cairn::validate
