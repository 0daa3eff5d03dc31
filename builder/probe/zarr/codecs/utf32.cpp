#include "builder/probe/zarr/codecs/utf32.hpp"

#include <cstdint>

namespace cairn::zarr {

namespace {

constexpr std::uint32_t k_replacement = 0xfffd;

/// How many bytes follow a first byte; 4: it is none.
std::size_t following(unsigned char first) {
    if (first < 0x80) return 0;
    if (first >= 0xc2 && first < 0xe0) return 1;
    if (first >= 0xe0 && first < 0xf0) return 2;
    return first >= 0xf0 && first < 0xf5 ? 3 : 4;
}

std::uint32_t take_code_point(std::string_view& text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t more = following(first);
    text.remove_prefix(1);
    if (more == 4 || more > text.size()) return k_replacement;
    if (more == 0) return first;
    std::uint32_t value = first & (0x3fU >> more);
    for (std::size_t i = 0; i < more; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xc0) != 0x80) return k_replacement;
        value = value << 6 | (next & 0x3f);
    }
    text.remove_prefix(more);
    return value;
}

}  // namespace

void store_utf32(std::string_view text, ByteOrder order, Out element) {
    for (std::size_t at = 0; at + 4 <= element.size(); at += 4)
        store_bits<std::uint32_t>(text.empty() ? 0 : take_code_point(text), element.data() + at, order);
}

}  // namespace cairn::zarr
