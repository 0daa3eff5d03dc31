#include "base/name_uuid.hpp"

#include <bit>
#include <cmath>

namespace cairn {

namespace {

using State = std::array<std::uint32_t, 4>;

/// The integer parts of abs(sin(i + 1)) * 2^32.
const std::array<std::uint32_t, 64>& sines() {
    static const std::array<std::uint32_t, 64> k_sines = [] {
        std::array<std::uint32_t, 64> table{};
        for (std::size_t i = 0; i < table.size(); ++i)
            table[i] = static_cast<std::uint32_t>(std::abs(std::sin(static_cast<double>(i + 1))) * 4294967296.0);
        return table;
    }();
    return k_sines;
}

constexpr std::array<std::array<int, 4>, 4> k_turns{
    {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}}};

/// One block of 64 bytes.
void add_block(State& state, std::string_view block) {
    std::array<std::uint32_t, 16> words{};
    for (std::size_t i = 0; i < block.size(); ++i)
        words[i / 4] |= std::uint32_t{static_cast<unsigned char>(block[i])} << (8 * (i % 4));
    auto [a, b, c, d] = state;
    for (std::size_t i = 0; i < 64; ++i) {
        const std::size_t round = i / 16;
        const std::uint32_t mixed = round == 0   ? (b & c) | (~b & d)
                                    : round == 1 ? (d & b) | (~d & c)
                                    : round == 2 ? b ^ c ^ d
                                                 : c ^ (b | ~d);
        const std::size_t word = round == 0 ? i : round == 1 ? 5 * i + 1 : round == 2 ? 3 * i + 5 : 7 * i;
        const std::uint32_t turned = std::rotl(a + mixed + sines()[i] + words[word % 16], k_turns[round][i % 4]);
        a = d;
        d = c;
        c = b;
        b += turned;
    }
    state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d};
}

}  // namespace

std::array<std::uint8_t, 16> md5(std::string_view bytes) {
    std::string padded(bytes);
    padded += '\x80';
    while (padded.size() % 64 != 56) padded += '\0';
    const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
    for (int i = 0; i < 8; ++i) padded += static_cast<char>(bits >> (8 * i) & 0xFF);
    State state{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476};
    for (std::size_t at = 0; at < padded.size(); at += 64) add_block(state, std::string_view(padded).substr(at, 64));
    std::array<std::uint8_t, 16> digest{};
    for (std::size_t i = 0; i < digest.size(); ++i)
        digest[i] = static_cast<std::uint8_t>(state[i / 4] >> (8 * (i % 4)) & 0xFF);
    return digest;
}

std::string url_uuid(std::string_view name) {
    constexpr std::array<unsigned char, 16> k_urls{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1,
                                                   0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};
    std::string hashed(reinterpret_cast<const char*>(k_urls.data()), k_urls.size());
    std::array<std::uint8_t, 16> digest = md5(hashed.append(name));
    digest[6] = static_cast<std::uint8_t>((digest[6] & 0x0F) | 0x30);
    digest[8] = static_cast<std::uint8_t>((digest[8] & 0x3F) | 0x80);
    constexpr std::string_view k_digits = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < digest.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        text += k_digits[digest[i] >> 4];
        text += k_digits[digest[i] & 0x0F];
    }
    return text;
}

}  // namespace cairn
