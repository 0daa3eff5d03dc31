#include "search/token.hpp"

#include <charconv>
#include <vector>

#include "base/percent.hpp"

namespace cairn::search {

namespace {

constexpr std::string_view k_version = "1";

std::string field(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        if (is_plain)
            out += c;
        else
            append_percent_encoded(out, c);
    }
    return out;
}

bool read_number(const std::string& text, std::int64_t& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::string token_of(const Position& position, std::string_view query_digest) {
    std::string token(k_version);
    for (const std::string& part :
         {std::string(query_digest), position.collection, position.item, std::string(position.is_listed ? "l" : "i"),
          std::string(position.has_time ? "t" : "u"), std::to_string(position.start), std::to_string(position.end),
          position.asset}) {
        token += '.';
        token += field(part);
    }
    return token;
}

std::optional<ReadToken> read_token(std::string_view token) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= token.size();) {
        const std::size_t end = std::min(token.find('.', begin), token.size());
        const auto part = percent_decode(token.substr(begin, end - begin));
        if (!part) return std::nullopt;
        parts.push_back(*part);
        begin = end + 1;
    }
    if (parts.size() != 9 || parts[0] != k_version) return std::nullopt;
    ReadToken read;
    read.query_digest = parts[1];
    Position& position = read.position;
    position.collection = parts[2];
    position.item = parts[3];
    position.is_listed = parts[4] == "l";
    position.has_time = parts[5] == "t";
    position.asset = parts[8];
    if (!read_number(parts[6], position.start) || !read_number(parts[7], position.end)) return std::nullopt;
    return read;
}

}  // namespace cairn::search
