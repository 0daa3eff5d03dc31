#include "builder/write/tree_diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <variant>

#include "base/json/parse.hpp"
#include "base/json/pointer.hpp"
#include "base/text.hpp"
#include "builder/write/earlier_versions.hpp"
#include "builder/write/output_layout.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_members_shown = 10;

class Comparison {
  public:
    Comparison(DocumentDiff& diff, std::size_t limit) : m_diff(diff), m_limit(limit) {}

    void compare(const json::Value& before, const json::Value& now, const std::string& pointer) {
        if (before.IsObject() && now.IsObject()) return compare_members(before, now, pointer);
        const bool are_alike = before.IsArray() && now.IsArray() && before.Size() == now.Size();
        if (!are_alike) {
            if (before != now) add(pointer);
            return;
        }
        for (rapidjson::SizeType i = 0; i < before.Size(); ++i) {
            compare(before[i], now[i], json::child(pointer, static_cast<std::size_t>(i)));
        }
    }

  private:
    using Pair = std::pair<const json::Value*, const json::Value*>;

    void compare_members(const json::Value& before, const json::Value& now, const std::string& pointer) {
        std::map<std::string_view, Pair> members;
        for (const auto& member : before.GetObject()) members[json::view(member.name)].first = &member.value;
        for (const auto& member : now.GetObject()) members[json::view(member.name)].second = &member.value;
        for (const auto& [name, pair] : members) {
            const std::string below = json::child(pointer, name);
            if (pair.first == nullptr || pair.second == nullptr) {
                add(below);
            } else {
                compare(*pair.first, *pair.second, below);
            }
        }
    }

    void add(const std::string& pointer) {
        if (m_diff.members.size() < m_limit) {
            m_diff.members.push_back(pointer);
        } else {
            ++m_diff.more_members;
        }
    }

    DocumentDiff& m_diff;
    std::size_t m_limit;
};

}  // namespace

DocumentDiff document_diff(const std::string& path, std::string_view before, std::string_view now, std::size_t limit) {
    DocumentDiff diff{path, {}, 0};
    const auto old_value = json::parse(before);
    const auto new_value = json::parse(now);
    const auto* old_document = std::get_if<json::Value>(&old_value);
    const auto* new_document = std::get_if<json::Value>(&new_value);
    if (old_document != nullptr && new_document != nullptr) {
        Comparison(diff, limit).compare(*old_document, *new_document, "");
    }
    return diff;
}

TreeComparison::TreeComparison(const Filesystem& filesystem, const std::string& out, bool adopt)
    : m_filesystem(filesystem), m_out(filesystem.resolved(out)) {
    Claim claim = claim_of(filesystem, m_out);
    if (!claim.has_manifest && adopt && filesystem.kind_of(m_out) == PathKind::folder)
        claim = adopted(filesystem, m_out);
    m_is_interrupted = filesystem.exists(m_out + '/' + k_journal);
    if (m_is_interrupted && !claim.next.empty()) {
        m_present = std::move(claim.next);
        return;
    }
    take_over_next(filesystem, m_out, claim);
    m_present = std::move(claim.last);
    const std::string states = m_out + '/' + k_states;
    if (filesystem.kind_of(states) == PathKind::file) m_states = parse_file_states(filesystem.read(states));
}

std::string TreeComparison::place_of(const std::string& path) const {
    const std::string staged = m_out + '/' + k_staged_tree + '/' + path;
    return m_is_interrupted && m_filesystem.kind_of(staged) == PathKind::file ? staged : m_out + '/' + path;
}

void TreeComparison::take(const std::string& path, std::string_view bytes) {
    const Digest digest = digest_of(bytes);
    const Digest* present = m_present.find(path);
    const std::string place = place_of(path);
    const auto state = present == nullptr ? std::nullopt : m_filesystem.state_of(place);
    std::string before;
    const auto is_same = [&] {
        const FileState* known = m_states.find(path);
        if (*present == digest && known != nullptr && *known == *state) return true;
        before = m_filesystem.read(place);
        return before == bytes;
    };
    const bool is_unchanged = state && is_same();
    DocumentDiff diff;
    if (state && !is_unchanged) diff = document_diff(path, before, bytes, k_members_shown);
    const std::lock_guard lock(m_mutex);
    m_taken.insert(path);
    if (!state) m_diff.added.push_back(path);
    if (state && !is_unchanged) m_diff.changed.push_back(std::move(diff));
}

TreeDiff TreeComparison::finish() {
    for (const auto& [path, digest] : m_present.files()) {
        if (m_taken.count(path) == 0 && path != k_moved) m_diff.removed.push_back(path);
    }
    std::sort(m_diff.added.begin(), m_diff.added.end());
    std::sort(m_diff.changed.begin(), m_diff.changed.end(),
              [](const DocumentDiff& a, const DocumentDiff& b) { return a.path < b.path; });
    return std::move(m_diff);
}

std::string to_text(const TreeDiff& diff) {
    std::string text;
    for (const std::string& path : diff.added) text += "added " + to_utf8(path) + '\n';
    for (const DocumentDiff& document : diff.changed) {
        text += "changed " + to_utf8(document.path);
        if (!document.members.empty()) text += fmt::format(": {}", fmt::join(document.members, ", "));
        if (document.more_members > 0) text += fmt::format(" and {} more", document.more_members);
        text += '\n';
    }
    for (const std::string& path : diff.removed) text += "removed " + to_utf8(path) + '\n';
    return text;
}

}  // namespace cairn
