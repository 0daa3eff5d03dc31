#include "validator/reach.hpp"

#include <algorithm>
#include <array>

namespace cairn::validate {

namespace {

constexpr std::array<std::string_view, 14> k_document_rels{"asset",  "catalog", "child", "collection", "data",
                                                           "first",  "item",    "items", "last",       "next",
                                                           "parent", "prev",    "root",  "pages"};

/// Walks from the root, breadth first.
class Walk {
  public:
    explicit Walk(const Tree& tree) : m_tree(tree), m_reached(tree.records().size(), Reached::no) {}

    std::vector<Reached> run() {
        visit(m_tree.root(), Reached::as_document);
        while (!m_open.empty()) {
            const Record& record = *m_open.back();
            m_open.pop_back();
            for (const Link& link : record.links) {
                visit(m_tree.follow(record, link.href),
                      leads_to_document(link) ? Reached::as_document : Reached::as_data);
            }
            for (const PageEntry& page : record.pages) visit(m_tree.follow(record, page.href), Reached::as_document);
            for (const std::string& href : record.data_hrefs) visit(m_tree.follow(record, href), Reached::as_data);
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

    const Tree& m_tree;
    std::vector<Reached> m_reached;
    std::vector<const Record*> m_open;
};

}  // namespace

bool leads_to_document(const Link& link) {
    return std::find(k_document_rels.begin(), k_document_rels.end(), link.rel) != k_document_rels.end();
}

std::vector<Reached> reach(const Tree& tree) {
    if (tree.root() == nullptr) return std::vector<Reached>(tree.records().size(), Reached::as_document);
    return Walk(tree).run();
}

}  // namespace cairn::validate
