#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "validator/relations.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// The document that this one says it belongs to, by the first of these links; or that none is there.
struct Claim {
    const Record* holder = nullptr;
    bool leads_nowhere = false;
};
Claim claim_of(const Tree& tree, const MissingLinks& missing, const Record& record) {
    Claim claim;
    for (const std::string_view rel : {"prev", "parent", "item", "index", "collection"}) {
        const Link* link = record.link(rel);
        if (link == nullptr || link->member >= 0) continue;
        const Target target = tree.resolve(record, link->href);
        if (target.where != Where::inside) continue;
        const Record* holder = tree.find(target.path);
        if (holder == &record) continue;
        if (holder == nullptr && !missing.has_target(target.path)) continue;
        if (holder == nullptr) claim.leads_nowhere = true;
        if (holder != nullptr && claim.holder == nullptr) claim.holder = holder;
    }
    return claim;
}

/// Folders that hold a document which is reached, or a STAC object, and all folders above them.
std::set<std::string, std::less<>> folders_in_use(const TreeView& view) {
    std::set<std::string, std::less<>> folders;
    for (const Record& record : view.tree.records()) {
        if (view.reach_of(record) == Reached::no && record.kind == Kind::unknown) continue;
        for (std::size_t slash = record.path.rfind('/'); slash != std::string::npos && slash > 0;
             slash = record.path.rfind('/', slash - 1)) {
            if (!folders.insert(record.path.substr(0, slash)).second) break;
        }
    }
    return folders;
}

/// The highest folder of a file in which nothing else is in use; the file itself when it lies among documents.
std::string_view unused_part(std::string_view path, const std::set<std::string, std::less<>>& in_use) {
    for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
        if (in_use.count(path.substr(0, slash)) == 0) return path.substr(0, slash);
    }
    return path;
}

/// JSON that is no STAC: a folder of it is one thing, such as a store of Zarr that nothing links to.
void report_files(const TreeView& view, Findings& out) {
    std::vector<const Record*> files;
    for (const Record& record : view.tree.records()) {
        // What cannot be read may be a document; that is said already.
        const bool is_file = record.kind == Kind::unknown && record.readable;
        if (is_file && view.reach_of(record) == Reached::no) files.push_back(&record);
    }
    if (files.empty()) return;
    const auto in_use = folders_in_use(view);
    std::map<std::string_view, std::pair<const Record*, std::size_t>> parts;
    for (const Record* file : files) ++parts.try_emplace(unused_part(file->path, in_use), file, 0).first->second.second;
    for (const auto& [part, first] : parts) {
        const auto& [record, count] = first;
        out.add(k_tree_orphan, *record, "",
                "no link leads here from " + view.tree.root()->path +
                    (count == 1 ? std::string()
                                : ", nor to the " + std::to_string(count - 1) + " other JSON files in the folder " +
                                      std::string(part)));
    }
}

/// Finds the one document that leads to each group of documents which nothing else leads to.
class Orphans {
  public:
    explicit Orphans(const TreeView& view) : m_view(view) {
        for (const Record& record : view.tree.records()) {
            if (record.kind == Kind::unknown || view.reach_of(record) != Reached::no) continue;
            for (const Link& link : record.links) {
                const Record* held = holds(record, link) ? view.tree.follow(record, link.href) : nullptr;
                if (held != nullptr && held != &record && view.reach_of(*held) == Reached::no)
                    m_holders.emplace(held, &record);
            }
        }
    }

    void report(Findings& out) {
        std::map<const Record*, std::size_t> below;
        for (const Record& record : m_view.tree.records()) {
            if (record.kind == Kind::unknown || m_view.reach_of(record) != Reached::no) continue;
            const Record* top = top_of(record);
            if (top != nullptr) ++below[top];
        }
        for (const auto& [top, count] : below) report(*top, count - 1, out);
    }

  private:
    /// nullptr: a finding of another rule says why nothing leads here.
    const Record* top_of(const Record& record) {
        const Record* at = &record;
        std::set<const Record*> seen;
        const Record* lowest = at;
        while (seen.insert(at).second) {
            lowest = at->path < lowest->path ? at : lowest;
            if (const auto holder = m_holders.find(at); holder != m_holders.end()) {
                at = holder->second;
                continue;
            }
            const Claim claim = claim_of(m_view.tree, m_view.missing, *at);
            if (claim.leads_nowhere) return nullptr;
            if (claim.holder == nullptr) return at;
            if (m_view.reach_of(*claim.holder) != Reached::no) return is_explained(*claim.holder, *at) ? nullptr : at;
            if (!claim.holder->readable) return nullptr;
            at = claim.holder;
        }
        return lowest;  // they go round in a circle
    }

    /// A holder that is reached, but does not list the document.
    bool is_explained(const Record& holder, const Record& lost) {
        if (!holder.readable || m_view.missing.explains(holder, lost)) return true;
        // link/inverse says it of a Catalog or Collection.
        const bool of_tree = lost.kind == Kind::catalog || lost.kind == Kind::collection || lost.kind == Kind::item;
        return of_tree && lost.link("parent") != nullptr && m_view.tree.parent_of(lost) == &holder &&
               (holder.kind == Kind::catalog || holder.kind == Kind::collection);
    }

    void report(const Record& top, std::size_t others, Findings& out) {
        out.add(k_tree_orphan, top, "",
                "no link leads here from " + m_view.tree.root()->path +
                    (others == 0 ? std::string()
                                 : ", nor to the " + std::to_string(others) +
                                       (others == 1 ? " document" : " documents") + " that belong to it"));
    }

    const TreeView& m_view;
    std::map<const Record*, const Record*> m_holders;  ///< of orphans: another orphan that leads to them
};

void check(const TreeView& view, Findings& out) {
    if (view.tree.root() == nullptr) return;
    Orphans(view).report(out);
    report_files(view, out);
}

}  // namespace

const Rule k_tree_orphan{"tree/orphan",
                         Severity::warning,
                         "The root leads to every document",
                         "No client finds a document that no link leads to.",
                         "STAC best practices, Use of links",
                         TreeCheck(check)};

}  // namespace cairn::validate::rules
