#include "builder/checksums/stated_codec.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <tuple>

#include "builder/facts/members.hpp"
#include "builder/facts/no_parts.hpp"
#include "builder/facts/specials.hpp"

namespace cairn::checksums {

template <either<ListFile> Self>
auto members_of(Self& self) {
    auto& [path, archive, folder, root, stamp] = self;
    return std::tie(path, archive, folder, root, stamp);
}

template <either<MissingFile> Self>
auto members_of(Self& self) {
    auto& [list, line, path] = self;
    return std::tie(list, line, path);
}

namespace {

constexpr std::size_t k_statements_of_part = 50'000;

void put(facts::Writer& writer, const Statement& statement, std::string_view digests) {
    for (const std::uint64_t number :
         {statement.file.high, statement.file.low, statement.line, std::uint64_t{statement.list},
          std::uint64_t{statement.rank}, std::uint64_t{statement.has_size}, statement.size_bytes})
        writer.count(number);
    writer.text(digests.substr(statement.digest_at, statement.digest_size));
}

void get(facts::Reader& reader, Stated& stated) {
    facts::NoParts parts;
    Statement statement;
    statement.file.high = reader.count();
    statement.file.low = reader.count();
    statement.line = reader.count();
    facts::get(reader, statement.list, parts);
    facts::get(reader, statement.rank, parts);
    statement.has_size = reader.count() != 0;
    statement.size_bytes = reader.count();
    const std::string_view digest = reader.text();
    if (digest.size() > std::numeric_limits<std::uint8_t>::max() || statement.list >= stated.files.size())
        reader.fail();
    if (reader.failed()) return;
    statement.digest_at = stated.digests.size();
    statement.digest_size = static_cast<std::uint8_t>(digest.size());
    stated.digests += digest;
    stated.statements.push_back(statement);
}

bool get_first(std::string_view bytes, Stated& stated) {
    facts::Reader reader(bytes);
    facts::NoParts parts;
    facts::get(reader, stated.files, parts);
    facts::get(reader, stated.missing, parts);
    facts::get(reader, stated.problems, parts);
    const auto is_of_none = [&](const MissingFile& file) { return file.list >= stated.files.size(); };
    return !reader.failed() && reader.is_at_end() && std::ranges::none_of(stated.missing, is_of_none);
}

}  // namespace

std::vector<std::string> encode(const Stated& stated) {
    std::vector<std::string> parts;
    facts::Writer first;
    facts::put(first, stated.files);
    facts::put(first, stated.missing);
    facts::put(first, stated.problems);
    parts.push_back(first.take());
    for (std::size_t begin = 0; begin < stated.statements.size(); begin += k_statements_of_part) {
        const std::size_t count = std::min(k_statements_of_part, stated.statements.size() - begin);
        facts::Writer writer;
        writer.count(count);
        for (const Statement& statement : std::span(stated.statements).subspan(begin, count))
            put(writer, statement, stated.digests);
        parts.push_back(writer.take());
    }
    return parts;
}

std::optional<Stated> decode_stated(std::span<const std::string> parts) {
    Stated stated;
    if (parts.empty()) return stated;
    if (!get_first(parts.front(), stated)) return std::nullopt;
    for (const std::string& part : parts.subspan(1)) {
        facts::Reader reader(part);
        for (std::uint64_t left = reader.elements(); left > 0 && !reader.failed(); --left) get(reader, stated);
        if (reader.failed() || !reader.is_at_end()) return std::nullopt;
    }
    return stated;
}

std::optional<std::vector<ListFile>> decode_list_files(std::span<const std::string> parts) {
    Stated stated;
    if (!parts.empty() && !get_first(parts.front(), stated)) return std::nullopt;
    return std::move(stated.files);
}

}  // namespace cairn::checksums
