#include "builder/probe/zarr/codecs/text.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "builder/probe/zarr/codecs/failure.hpp"

namespace cairn::zarr {

namespace {

constexpr std::size_t k_length_bytes = 4;
constexpr char32_t k_replacement = 0xfffd;

std::uint32_t take_length(Bytes& rest) {
    if (rest.size() < k_length_bytes) throw Damage{"found the end of the chunk, expected the length of a text"};
    const auto length = load_bits<std::uint32_t>(rest.data(), ByteOrder::little);
    rest = rest.subspan(k_length_bytes);
    return length;
}

bool is_code_point(char32_t value) { return value < 0xd800 || (value > 0xdfff && value <= 0x10ffff); }

void append_byte(std::string& text, char32_t bits) {
    text.push_back(static_cast<char>(static_cast<unsigned char>(bits)));
}

}  // namespace

void append_utf8(std::string& text, char32_t code_point) {
    if (code_point < 0x80) return append_byte(text, code_point);
    if (code_point < 0x800) {
        append_byte(text, 0xc0 | code_point >> 6);
    } else if (code_point < 0x10000) {
        append_byte(text, 0xe0 | code_point >> 12);
        append_byte(text, 0x80 | (code_point >> 6 & 0x3f));
    } else {
        append_byte(text, 0xf0 | code_point >> 18);
        append_byte(text, 0x80 | (code_point >> 12 & 0x3f));
        append_byte(text, 0x80 | (code_point >> 6 & 0x3f));
    }
    append_byte(text, 0x80 | (code_point & 0x3f));
}

std::vector<std::string> variable_texts(Bytes chunk, std::uint64_t count) {
    Bytes rest = chunk;
    const std::uint32_t found = take_length(rest);
    if (found != count) throw Damage{fmt::format("found {} texts, expected {}", found, count)};
    if (rest.size() / k_length_bytes < count)
        throw Damage{fmt::format("found {} bytes, expected {} texts with their lengths", rest.size(), count)};
    std::vector<std::string> texts;
    texts.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint32_t length = take_length(rest);
        if (length > rest.size())
            throw Damage{
                fmt::format("found a text of {} bytes, expected at most the {} that are left", length, rest.size())};
        texts.emplace_back(text_of(rest.first(length)));
        rest = rest.subspan(length);
    }
    if (!rest.empty()) throw Damage{fmt::format("found {} bytes after the last text, expected none", rest.size())};
    return texts;
}

std::string text_of_utf32(Bytes element, ByteOrder order, bool& was_mended) {
    std::string text;
    for (std::size_t i = 0; i + 4 <= element.size(); i += 4) {
        const char32_t value = load_bits<std::uint32_t>(element.data() + i, order);
        was_mended = was_mended || !is_code_point(value);
        append_utf8(text, is_code_point(value) ? value : k_replacement);
    }
    text.erase(text.find_last_not_of('\0') + 1);
    return text;
}

std::string text_of_bytes(std::string_view bytes, bool& was_mended) {
    const std::string_view text = bytes.substr(0, bytes.find_last_not_of('\0') + 1);
    if (is_utf8(text)) return std::string(text);
    was_mended = true;
    return to_utf8(text);
}

}  // namespace cairn::zarr
