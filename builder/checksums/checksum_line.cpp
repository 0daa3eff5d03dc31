#include "builder/checksums/checksum_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/letters.hpp"
#include "builder/discover/other_files.hpp"

namespace cairn::checksums {

namespace {

constexpr std::string_view k_blank = " \t";

bool is_digest(std::string_view text) {
    return text.size() >= 32 && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
           });
}

/// `algorithm`: empty: the length of the digest tells it.
ReadLine line_of(std::string name, std::string_view algorithm, std::string_view digest, std::string_view list) {
    if (name.empty()) return ChecksumComplaint{"found no name of a file, expected one"};
    if (algorithm.empty()) {
        const bool is_blake = digest.size() == 128 && list.find("b2") != std::string_view::npos;
        algorithm = is_blake ? "blake2b" : algorithm_of_length(digest.size());
    }
    if (algorithm.empty()) {
        return ChecksumComplaint{
            fmt::format("found a digest of {} hexadecimal digits, expected 32 (md5), 40 (sha1), 56, 64, 96 or 128 (sha2)",
                        digest.size())};
    }
    Multihash made = multihash_of(algorithm, digest);
    if (auto* complaint = std::get_if<ChecksumComplaint>(&made)) return std::move(*complaint);
    return ChecksumLine{std::move(name), std::get<std::string>(std::move(made)), std::nullopt};
}

/// "\\" and "\n" of the coreutils.
std::string unescaped(std::string_view name) {
    std::string result;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] != '\\' || i + 1 == name.size()) {
            result += name[i];
            continue;
        }
        const char next = name[++i];
        result += next == 'n' ? '\n' : next == 'r' ? '\r' : next;
    }
    return result;
}

ReadLine read_bsd(std::string_view line, std::string_view list) {
    const std::size_t open = line.find(" (");
    const std::size_t close = line.rfind(") = ");
    return line_of(std::string(line.substr(open + 2, close - open - 2)), line.substr(0, open),
                   trimmed(line.substr(close + 4)), list);
}

bool is_bsd(std::string_view line) {
    const std::size_t open = line.find(" (");
    const std::size_t close = line.rfind(") = ");
    return open != std::string_view::npos && close != std::string_view::npos && open < close &&
           line.find_first_of(k_blank) == open;
}

/// The fields between '|'.
class Fields {
  public:
    explicit Fields(std::string_view line) : m_rest(line) {}
    std::optional<std::string_view> next() {
        if (m_has_ended) return std::nullopt;
        const std::size_t bar = m_rest.find('|');
        const std::string_view field = trimmed(m_rest.substr(0, bar));
        m_has_ended = bar == std::string_view::npos;
        if (!m_has_ended) m_rest.remove_prefix(bar + 1);
        return field;
    }

  private:
    std::string_view m_rest;
    bool m_has_ended = false;
};

ReadLine read_map(std::string_view line, std::string_view list) {
    Fields fields(line);
    fields.next();  // the dataset, which the path says, too
    const std::string name(fields.next().value_or(""));
    const std::string_view size = fields.next().value_or("");
    std::uint64_t bytes = 0;
    const auto parsed = std::from_chars(size.data(), size.data() + size.size(), bytes);
    if (parsed.ec != std::errc() || parsed.ptr != size.data() + size.size()) {
        return ChecksumComplaint{fmt::format("found the size '{}', expected a number of bytes: DATASET | PATH | SIZE | "
                                             "checksum=... | checksum_type=SHA256",
                                             size)};
    }
    std::string_view digest;
    std::string_view algorithm;
    while (const auto field = fields.next()) {
        const std::size_t equals = field->find('=');
        const std::string_view key = trimmed(field->substr(0, equals));
        const std::string_view value =
            equals == std::string_view::npos ? std::string_view() : trimmed(field->substr(equals + 1));
        if (key == "checksum") digest = value;
        if (key == "checksum_type") algorithm = value;
    }
    if (digest.empty()) return NoLine{};
    ReadLine read = line_of(name, algorithm, digest, list);
    if (auto* found = std::get_if<ChecksumLine>(&read)) found->size_bytes = bytes;
    return read;
}

ReadLine read_gnu(std::string_view line, std::string_view list) {
    const bool is_escaped = line.starts_with('\\');
    if (is_escaped) line.remove_prefix(1);
    const std::size_t end = line.find_first_of(k_blank);
    const std::string_view digest = line.substr(0, end);
    if (!is_digest(digest)) {
        return ChecksumComplaint{"found none of the forms of a checksum, expected 'DIGEST  NAME', 'SHA256 (NAME) = "
                                 "DIGEST' or 'DATASET | PATH | SIZE | checksum=DIGEST | checksum_type=SHA256'"};
    }
    if (end == std::string_view::npos || trimmed(line.substr(end)).empty()) {
        const std::size_t dot = list.rfind('.');
        const bool is_named = dot != std::string_view::npos && dot > 0;
        return line_of(is_named ? std::string(list.substr(0, dot)) : std::string(), {}, digest, list);
    }
    // A blank and a mark of the mode, itself a blank or '*'; others write any number of blanks.
    std::string_view name = line.substr(end + 1);
    if (name.starts_with('*')) {
        name.remove_prefix(1);
    } else {
        name.remove_prefix(std::min(name.find_first_not_of(k_blank), name.size()));
        if (name.starts_with('*')) name.remove_prefix(1);
    }
    return line_of(is_escaped ? unescaped(name) : std::string(name), {}, digest, list);
}

}  // namespace

ReadLine read_checksum_line(std::string_view line, std::string_view list) {
    const std::string_view begin = trimmed(line);
    if (begin.empty() || begin.front() == '#' || begin.front() == ';') return NoLine{};
    if (is_bsd(begin)) return read_bsd(begin, list);
    const std::size_t bar = begin.find(" |");
    if (bar != std::string_view::npos && !is_digest(begin.substr(0, begin.find_first_of(k_blank))))
        return read_map(begin, list);
    return read_gnu(line, list);
}

bool is_name_of_checksums(std::string_view name) {
    return name.ends_with(".map") || kind_of_file(name, {}).name == k_kind_of_checksums;
}

}  // namespace cairn::checksums
