#include "builder/checksums/checksum_lists.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <stdexcept>
#include <system_error>
#include <tuple>
#include <utility>

#include "base/storage/line_reader.hpp"
#include "base/text.hpp"
#include "builder/checksums/checksum_line.hpp"

namespace cairn::checksums {

namespace {

Problem warning(std::string code, const std::string& path, std::string message) {
    return {Stage::discover, "discover/checksum-" + std::move(code), to_utf8(path),
            std::move(message), Severity::warning,          std::nullopt};
}

/// Many lists have one line: they need no large blocks.
constexpr std::size_t k_block = 64U << 10;

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// Names in a list are bytes as on the disk; those of sources are UTF-8.
std::pair<std::uint64_t, std::uint64_t> key_of(std::size_t archive, std::string_view relative) {
    const XXH128_hash_t hash = XXH3_128bits_withSeed(relative.data(), relative.size(), archive);
    return {hash.high64, hash.low64};
}

/// What is wrong with the lines of a list: how many, and the first.
struct BadLines {
    std::uint64_t count = 0;
    std::string first;

    void add(std::uint64_t line, const std::string& message) {
        if (++count == 1) first = fmt::format("line {}: {}", line, message);
    }
};

}  // namespace

ChecksumLists::ChecksumLists(const Config& config, std::vector<ListFile> files, std::vector<Problem>& problems)
    : m_files(std::move(files)) {
    for (const Archive& archive : config.archives) m_roots.push_back(archive.root);
    for (std::uint32_t list = 0; list < m_files.size(); ++list) read(list, problems);
    sort(problems);
    m_is_asked = std::make_unique<std::atomic<bool>[]>(m_rows.size());
}

void ChecksumLists::read(std::uint32_t list, std::vector<Problem>& problems) {
    const ListFile& file = m_files[list];
    const std::string_view name = file_name(file.path);
    BadLines bad;
    const auto add = [&](const Line& line) {
        if (line.is_too_long)
            return bad.add(line.number, fmt::format("it has more than {} bytes, expected a checksum", k_longest_line));
        ReadLine read = read_checksum_line(line.text, name);
        if (const auto* complaint = std::get_if<ChecksumComplaint>(&read))
            return bad.add(line.number, complaint->message);
        const auto* found = std::get_if<ChecksumLine>(&read);
        if (found == nullptr) return;
        const auto named = named_file(file, found->name, m_roots);
        if (!named) {
            return bad.add(line.number,
                           fmt::format("'{}' is not below the root of an archive; `root` in `assets.checksum_lists` "
                                       "says what the list calls it",
                                       to_utf8(found->name)));
        }
        Row row;
        std::tie(row.key_high, row.key_low) = key_of(named->archive, to_utf8(named->below));
        row.size_bytes = found->size_bytes.value_or(0);
        row.has_size = found->size_bytes.has_value();
        row.digest_at = m_digests.size();
        row.digest_size = static_cast<std::uint8_t>(found->multihash.size());
        row.rank = static_cast<std::uint8_t>(rank_of_multihash(found->multihash));
        row.line = line.number;
        row.list = list;
        m_digests += found->multihash;
        m_rows.push_back(row);
    };
    try {
        LineReader reader(file.path, k_block);
        for (const auto* lines = &reader.next(); !lines->empty(); lines = &reader.next()) std::ranges::for_each(*lines, add);
    } catch (const std::system_error& error) {
        problems.push_back(warning("list", file.path, fmt::format("reading it failed ({})", error.code().message())));
    } catch (const std::runtime_error& error) {
        problems.push_back(warning("list", file.path, error.what()));
    }
    if (bad.count == 0) return;
    problems.push_back(warning("list", file.path,
                               fmt::format("{} {} of the list of checksums cannot be used; {}", bad.count,
                                           bad.count == 1 ? "line" : "lines", bad.first)));
}

void ChecksumLists::sort(std::vector<Problem>& problems) {
    const auto order = [&](const Row& row) {
        return std::tuple(row.key_high, row.key_low, row.rank, row.list, row.line);
    };
    std::ranges::sort(m_rows, {}, order);
    const auto is_same = [](const Row& a, const Row& b) {
        return std::tie(a.key_high, a.key_low, a.rank) == std::tie(b.key_high, b.key_low, b.rank);
    };
    for (std::size_t begin = 0; begin < m_rows.size();) {
        std::size_t end = begin + 1;
        const Row* other = nullptr;
        for (; end < m_rows.size() && is_same(m_rows[begin], m_rows[end]); ++end) {
            if (other == nullptr && digest_of(m_rows[end]) != digest_of(m_rows[begin])) other = &m_rows[end];
        }
        if (other != nullptr) {
            const Row& one = m_rows[begin];
            problems.push_back(warning("contradiction", m_files[other->list].path,
                                       fmt::format("line {} has another checksum of its file than line {} of '{}': "
                                                   "neither is used; mend the one that is old",
                                                   other->line, one.line, to_utf8(m_files[one.list].path))));
            for (std::size_t i = begin; i < end; ++i) m_rows[i].is_refused = true;
        }
        begin = end;
    }
}

std::string_view ChecksumLists::digest_of(const Row& row) const {
    return std::string_view(m_digests).substr(row.digest_at, row.digest_size);
}

std::span<const ChecksumLists::Row> ChecksumLists::rows_of(const Source& source) const {
    const auto key = key_of(source.archive, source.relative);
    const auto found = std::ranges::equal_range(m_rows, key, {}, [](const Row& row) {
        return std::pair(row.key_high, row.key_low);
    });
    return {found.begin(), found.end()};
}

std::string ChecksumLists::of(const Source& source) const {
    if (m_rows.empty()) return {};
    const std::span<const Row> rows = rows_of(source);
    for (const Row& row : rows) m_is_asked[static_cast<std::size_t>(&row - m_rows.data())] = true;
    for (const Row& row : rows) {
        if (row.is_refused) continue;
        if (!row.has_size || row.size_bytes == source.stamp.size_bytes) return std::string(digest_of(row));
        const std::lock_guard lock(m_mutex);
        m_of_other_size.push_back(
            warning("size", source.path,
                    fmt::format("it has {} bytes, line {} of '{}' says {}: the checksum there is left out; the file is "
                                "damaged, or the list is old",
                                source.stamp.size_bytes, row.line, to_utf8(m_files[row.list].path), row.size_bytes)));
    }
    return {};
}

std::vector<Problem> ChecksumLists::disagreements() const {
    std::map<std::uint32_t, std::vector<std::uint64_t>> unasked;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (!m_is_asked[i]) unasked[m_rows[i].list].push_back(m_rows[i].line);
    }
    std::vector<Problem> problems;
    {
        const std::lock_guard lock(m_mutex);
        problems = m_of_other_size;
    }
    const auto text = [](const Problem& one) { return std::tie(one.path, one.message); };
    std::ranges::sort(problems, {}, text);
    const auto repeated = std::ranges::unique(problems, {}, text);
    problems.erase(repeated.begin(), repeated.end());
    for (auto& [list, lines] : unasked) {
        std::ranges::sort(lines);
        if (auto problem = missing_in(list, lines)) problems.push_back(*std::move(problem));
    }
    return problems;
}

std::optional<Problem> ChecksumLists::missing_in(std::uint32_t list, std::span<const std::uint64_t> lines) const {
    const ListFile& file = m_files[list];
    std::uint64_t count = 0;
    std::string first;
    const auto look = [&](const Line& line) {
        const ReadLine read = read_checksum_line(line.text, file_name(file.path));
        const auto* found = std::get_if<ChecksumLine>(&read);
        const auto named = found == nullptr ? std::nullopt : named_file(file, found->name, m_roots);
        if (!named) return;
        const std::string path = m_roots[named->archive] + '/' + named->below;
        struct stat status {};
        if (::stat(path.c_str(), &status) == 0 || (errno != ENOENT && errno != ENOTDIR)) return;
        if (++count == 1) first = fmt::format("line {}: '{}'", line.number, to_utf8(named->below));
    };
    LineReader reader(file.path, k_block);
    for (const auto* some = &reader.next(); !some->empty(); some = &reader.next()) {
        for (const Line& line : *some) {
            if (std::ranges::binary_search(lines, line.number)) look(line);
        }
    }
    if (count == 0) return std::nullopt;
    return warning("missing", file.path,
                   fmt::format("the list of checksums names {} {} not there ({}): bring {} back, or make the list again",
                               count, count == 1 ? "file that is" : "files that are", first,
                               count == 1 ? "it" : "them"));
}

}  // namespace cairn::checksums
