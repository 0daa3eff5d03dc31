#include "builder/publish/plan.hpp"

#include <algorithm>
#include <utility>

#include "builder/write/journal.hpp"

namespace cairn::publish {

namespace {

/// What may be done at once: files of one depth, tables before documents, the root catalog alone.
auto rank_of(const std::string& path) {
    const bool is_root = path == "catalog.json" || path == "catalog.json.gz";
    return std::pair(std::count(path.begin(), path.end(), '/'),
                     (is_root ? 2 : 0) + (path.ends_with(".parquet") ? 1 : 0));
}

Groups grouped(std::vector<std::string> paths) {
    Groups groups;
    for (std::string& path : paths) {
        if (groups.empty() || rank_of(groups.back().front()) != rank_of(path)) groups.emplace_back();
        groups.back().push_back(std::move(path));
    }
    return groups;
}

}  // namespace

Plan plan_publication(const WantedFiles& wanted, const Published& published, std::int64_t now_s, std::int64_t grace_s) {
    Plan plan;
    std::vector<std::string> added, changed, removed;
    for (const auto& [path, file] : wanted) {
        const std::optional<Digest>* standing = published.files.find(path);
        if (standing == nullptr) {
            added.push_back(path);
        } else if (*standing != file.digest) {
            changed.push_back(path);
        } else {
            ++plan.unchanged;
        }
    }
    for (const auto& [path, digest] : published.own) {
        if (wanted.has(path)) continue;
        const auto known = published.retired.find(path);
        RetiredFile file = known == published.retired.end() ? RetiredFile{now_s, digest} : known->second;
        begin_again(file, now_s);
        plan.retired[path] = file;
        if (now_s - file.since_s >= grace_s) {
            removed.push_back(path);
        } else {
            plan.left[path] = file;
        }
    }
    sort_children_first(added);
    sort_children_first(changed);
    sort_parents_first(removed);
    plan.added = grouped(std::move(added));
    plan.changed = grouped(std::move(changed));
    plan.removed = grouped(std::move(removed));
    return plan;
}

}  // namespace cairn::publish
