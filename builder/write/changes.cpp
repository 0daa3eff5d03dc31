#include "builder/write/changes.hpp"

#include "base/json/object_builder.hpp"
#include "base/json/write.hpp"
#include "base/text.hpp"

namespace cairn {

std::string_view name_of(ChangeKind kind) {
    switch (kind) {
        case ChangeKind::add:
            return "add";
        case ChangeKind::change:
            return "change";
        case ChangeKind::remove:
            break;
    }
    return "remove";
}

void Changes::add(const Journal& journal) {
    for (const std::string& path : journal.placed) {
        // What the copy still has is replaced there.
        (m_removed.erase(path) > 0 ? m_changed : m_added).insert(path);
    }
    for (const std::string& path : journal.replaced) {
        if (m_added.count(path) == 0) m_changed.insert(path);
    }
    for (const std::string& path : journal.removed) {
        m_changed.erase(path);
        if (m_added.erase(path) == 0) m_removed.insert(path);
    }
}

std::vector<Change> Changes::in_upload_order() const {
    std::vector<Change> changes;
    const auto append = [&](ChangeKind kind, const std::set<std::string>& paths) {
        std::vector<std::string> sorted(paths.begin(), paths.end());
        kind == ChangeKind::remove ? sort_parents_first(sorted) : sort_children_first(sorted);
        for (std::string& path : sorted) changes.push_back({kind, std::move(path), {}, 0});
    };
    append(ChangeKind::add, m_added);
    append(ChangeKind::change, m_changed);
    append(ChangeKind::remove, m_removed);
    return changes;
}

std::string changes_text(const std::vector<Change>& changes) {
    std::string text;
    for (const Change& change : changes) {
        json::Value line = json::object();
        json::set(line, "op", name_of(change.kind));
        json::set(line, "path", to_utf8(change.path));
        if (change.kind != ChangeKind::remove) {
            json::set(line, "size", json::Value(change.size_bytes));
            json::set(line, "xxh3_128", text_of(change.digest));
        }
        text += json::write(line, json::Style::compact) + '\n';
    }
    return text;
}

}  // namespace cairn
