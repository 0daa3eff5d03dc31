#include "builder/checksums/checksum_lists.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "base/text.hpp"

namespace cairn::checksums {

namespace {

Problem warning(std::string code, const std::string& path, std::string message) {
    return {Stage::discover, "discover/checksum-" + std::move(code), to_utf8(path),
            std::move(message), Severity::warning,          std::nullopt};
}

std::pair<std::uint32_t, std::uint64_t> place_of(const MissingFile& file) { return {file.list, file.line}; }

/// What of a list is not there: how many, and the first.
struct Missing {
    std::uint64_t count = 0;
    const MissingFile* first = nullptr;
};

}  // namespace

ChecksumLists::ChecksumLists(Stated stated, std::vector<Problem>& problems) : m_stated(std::move(stated)) {
    std::ranges::move(m_stated.problems, std::back_inserter(problems));
    std::ranges::sort(m_stated.statements, {}, [](const Statement& one) {
        return std::tuple(one.file, one.rank, one.list, one.line);
    });
    refuse_contradictions(problems);
    m_is_asked = std::make_unique<std::atomic<bool>[]>(m_stated.statements.size());
}

void ChecksumLists::refuse_contradictions(std::vector<Problem>& problems) {
    std::vector<Statement>& all = m_stated.statements;
    const auto is_same = [](const Statement& a, const Statement& b) {
        return std::tie(a.file, a.rank) == std::tie(b.file, b.rank);
    };
    for (std::size_t begin = 0; begin < all.size();) {
        std::size_t end = begin + 1;
        const Statement* other = nullptr;
        for (; end < all.size() && is_same(all[begin], all[end]); ++end) {
            if (other == nullptr && digest_of(all[end]) != digest_of(all[begin])) other = &all[end];
        }
        if (other != nullptr) {
            const Statement& one = all[begin];
            problems.push_back(warning("contradiction", m_stated.files[other->list].path,
                                       fmt::format("line {} has another checksum of its file than line {} of '{}': "
                                                   "neither is used; mend the one that is old",
                                                   other->line, one.line, to_utf8(m_stated.files[one.list].path))));
            for (std::size_t i = begin; i < end; ++i) all[i].is_refused = true;
        }
        begin = end;
    }
}

std::string_view ChecksumLists::digest_of(const Statement& statement) const {
    return std::string_view(m_stated.digests).substr(statement.digest_at, statement.digest_size);
}

std::span<const Statement> ChecksumLists::statements_of(const Source& source) const {
    const FileKey key = key_of(source.archive, source.relative);
    const auto found = std::ranges::equal_range(m_stated.statements, key, {}, &Statement::file);
    return {found.begin(), found.end()};
}

std::string ChecksumLists::of(const Source& source) const {
    if (m_stated.statements.empty()) return {};
    const std::span<const Statement> statements = statements_of(source);
    for (const Statement& one : statements)
        m_is_asked[static_cast<std::size_t>(&one - m_stated.statements.data())] = true;
    for (const Statement& one : statements) {
        if (one.is_refused) continue;
        if (!one.has_size || one.size_bytes == source.stamp.size_bytes) return std::string(digest_of(one));
        const std::lock_guard lock(m_mutex);
        m_of_other_size.push_back(
            warning("size", source.path,
                    fmt::format("it has {} bytes, line {} of '{}' says {}: the checksum there is left out; the file is "
                                "damaged, or the list is old",
                                source.stamp.size_bytes, one.line, to_utf8(m_stated.files[one.list].path),
                                one.size_bytes)));
    }
    return {};
}

std::vector<Problem> ChecksumLists::disagreements() const {
    std::vector<Problem> problems;
    {
        const std::lock_guard lock(m_mutex);
        problems = m_of_other_size;
    }
    const auto text = [](const Problem& problem) { return std::tie(problem.path, problem.message); };
    std::ranges::sort(problems, {}, text);
    const auto repeated = std::ranges::unique(problems, {}, text);
    problems.erase(repeated.begin(), repeated.end());
    std::ranges::move(missing_files(), std::back_inserter(problems));
    return problems;
}

std::vector<Problem> ChecksumLists::missing_files() const {
    std::map<std::uint32_t, Missing> of_lists;
    for (std::size_t i = 0; i < m_stated.statements.size() && !m_stated.missing.empty(); ++i) {
        if (m_is_asked[i]) continue;  // what is gone may still be described
        const Statement& one = m_stated.statements[i];
        const auto at = std::ranges::lower_bound(m_stated.missing, std::pair(one.list, one.line), {}, place_of);
        if (at == m_stated.missing.end() || place_of(*at) != std::pair(one.list, one.line)) continue;
        Missing& missing = of_lists[one.list];
        if (++missing.count == 1 || at->line < missing.first->line) missing.first = &*at;
    }
    std::vector<Problem> problems;
    for (const auto& [list, missing] : of_lists) {
        problems.push_back(warning(
            "missing", m_stated.files[list].path,
            fmt::format("the list of checksums names {} {} not there (line {}: '{}'): bring {} back, or make the list "
                        "again",
                        missing.count, missing.count == 1 ? "file that is" : "files that are", missing.first->line,
                        missing.first->path, missing.count == 1 ? "it" : "them")));
    }
    return problems;
}

}  // namespace cairn::checksums
