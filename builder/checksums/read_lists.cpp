#include "builder/checksums/read_lists.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>

#include "base/multihash.hpp"
#include "base/path_parts.hpp"
#include "base/storage/line_reader.hpp"
#include "base/text.hpp"
#include "builder/checksums/checksum_line.hpp"

namespace cairn::checksums {

namespace {

/// Many lists have one line: they need no large blocks.
constexpr std::size_t k_block = 64U << 10;

/// What is wrong with the lines of a list: how many, and the first.
struct BadLines {
    std::uint64_t count = 0;
    std::string first;

    void add(std::uint64_t line, const std::string& message) {
        if (++count == 1) first = fmt::format("line {}: {}", line, message);
    }
};

/// One list while it is read. Its statements are those of list 0 until they stand behind others.
class Reading {
  public:
    Reading(const ListFile& file, std::span<const std::string> roots, const Presence& presence)
        : m_file(file), m_roots(roots), m_presence(presence) {}

    Stated read() {
        try {
            LineReader reader(m_file.path, k_block);
            for (const auto* lines = &reader.next(); !lines->empty(); lines = &reader.next())
                for (const Line& line : *lines) add(line);
        } catch (const std::system_error& error) {
            warn(fmt::format("reading it failed ({})", error.code().message()));
        } catch (const std::runtime_error& error) {
            warn(error.what());
        }
        if (m_bad.count > 0)
            warn(fmt::format("{} {} of the list of checksums cannot be used; {}", m_bad.count,
                             m_bad.count == 1 ? "line" : "lines", m_bad.first));
        return std::move(m_stated);
    }

  private:
    void warn(std::string message) {
        m_stated.problems.push_back({Stage::discover, "discover/checksum-list", to_utf8(m_file.path),
                                     std::move(message), Severity::warning, std::nullopt});
    }

    void add(const Line& line) {
        if (line.is_too_long)
            return m_bad.add(line.number,
                             fmt::format("it has more than {} bytes, expected a checksum", k_longest_line));
        ReadLine read = read_checksum_line(line.text, name_part(m_file.path));
        if (const auto* complaint = std::get_if<ChecksumComplaint>(&read))
            return m_bad.add(line.number, complaint->message);
        const auto* found = std::get_if<ChecksumLine>(&read);
        if (found == nullptr) return;
        const auto named = named_file(m_file, found->name, m_roots);
        if (!named) {
            return m_bad.add(line.number,
                             fmt::format("'{}' is not below the root of an archive; `root` in `assets.checksum_lists` "
                                         "says what the list calls it",
                                         to_utf8(found->name)));
        }
        add(*found, *named, line.number);
    }

    void add(const ChecksumLine& found, const NamedFile& named, std::uint64_t line) {
        Statement statement;
        statement.file = key_of(named.archive, to_utf8(named.below));
        statement.size_bytes = found.size_bytes.value_or(0);
        statement.has_size = found.size_bytes.has_value();
        statement.digest_at = m_stated.digests.size();
        statement.digest_size = static_cast<std::uint8_t>(found.multihash.size());
        statement.rank = static_cast<std::uint8_t>(rank_of_multihash(found.multihash));
        statement.line = line;
        if (m_presence.is_missing(named, statement.file)) m_stated.missing.push_back({0, line, to_utf8(named.below)});
        m_stated.digests += found.multihash;
        m_stated.statements.push_back(statement);
    }

    const ListFile& m_file;
    std::span<const std::string> m_roots;
    const Presence& m_presence;
    Stated m_stated;
    BadLines m_bad;
};

void append(Stated& all, Stated one, std::uint32_t list) {
    for (Statement& statement : one.statements) {
        statement.list = list;
        statement.digest_at += all.digests.size();
    }
    for (MissingFile& file : one.missing) file.list = list;
    if (all.statements.empty()) {  // the only list may be a large one
        all.statements = std::move(one.statements);
        all.digests = std::move(one.digests);
    } else {
        all.statements.insert(all.statements.end(), one.statements.begin(), one.statements.end());
        all.digests += one.digests;
    }
    std::ranges::move(one.missing, std::back_inserter(all.missing));
    std::ranges::move(one.problems, std::back_inserter(all.problems));
}

}  // namespace

FileKey key_of(std::size_t archive, std::string_view relative) {
    const XXH128_hash_t hash = XXH3_128bits_withSeed(relative.data(), relative.size(), archive);
    return {hash.high64, hash.low64};
}

Stated read_lists(const Config& config, std::vector<ListFile> files, const Presence& presence,
                  const ParallelFor& in_parallel) {
    std::vector<std::string> roots;
    for (const Archive& archive : config.archives) roots.push_back(archive.root);
    std::vector<Stated> each(files.size());
    in_parallel(files.size(), [&](std::size_t i) { each[i] = Reading(files[i], roots, presence).read(); });
    Stated all;
    for (std::uint32_t list = 0; list < each.size(); ++list) append(all, std::exchange(each[list], {}), list);
    all.files = std::move(files);
    return all;
}

}  // namespace cairn::checksums
