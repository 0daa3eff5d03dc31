#include "base/codecs/base64.hpp"

#include <algorithm>
#include <cstdint>

namespace cairn::codecs {

namespace {

constexpr std::string_view k_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::optional<std::vector<std::byte>> decode_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    const std::string_view digits = text.substr(0, text.find_last_not_of('=') + 1);
    if (text.size() - digits.size() > 2) return std::nullopt;
    std::vector<std::byte> bytes;
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const char digit : digits) {
        const std::size_t value = k_digits.find(digit);
        if (value == std::string_view::npos) return std::nullopt;
        bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xffff;
        held += 6;
        if (held < 8) continue;
        held -= 8;
        bytes.push_back(static_cast<std::byte>(bits >> held & 0xff));
    }
    return bytes;
}

std::string encode_base64(std::span<const std::byte> bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t bits = 0;
        for (std::size_t j = 0; j < 3; ++j)
            bits = bits << 8 | (j < count ? std::to_integer<std::uint32_t>(bytes[i + j]) : 0);
        for (std::size_t j = 0; j < 4; ++j) text += j <= count ? k_digits[bits >> (18 - 6 * j) & 63] : '=';
    }
    return text;
}

}  // namespace cairn::codecs
