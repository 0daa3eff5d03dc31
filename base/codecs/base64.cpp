#include "base/codecs/base64.hpp"

#include <cstdint>

namespace cairn::codecs {

std::optional<std::vector<std::byte>> decode_base64(std::string_view text) {
    constexpr std::string_view k_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
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

}  // namespace cairn::codecs
