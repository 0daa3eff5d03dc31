#include "base/codecs/checksum.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <bit>

#include "base/codecs/bytes.hpp"

namespace cairn::codecs {

namespace {

struct State {
    std::uint32_t a, b, c;

    void add(const std::byte* bytes) {
        a += static_cast<std::uint32_t>(little_endian(bytes, 4));
        b += static_cast<std::uint32_t>(little_endian(bytes + 4, 4));
        c += static_cast<std::uint32_t>(little_endian(bytes + 8, 4));
    }

    void mix() {
        a = (a - c) ^ std::rotl(c, 4);
        c += b;
        b = (b - a) ^ std::rotl(a, 6);
        a += c;
        c = (c - b) ^ std::rotl(b, 8);
        b += a;
        a = (a - c) ^ std::rotl(c, 16);
        c += b;
        b = (b - a) ^ std::rotl(a, 19);
        a += c;
        c = (c - b) ^ std::rotl(b, 4);
        b += a;
    }

    std::uint32_t finish() {
        c = (c ^ b) - std::rotl(b, 14);
        a = (a ^ c) - std::rotl(c, 11);
        b = (b ^ a) - std::rotl(a, 25);
        c = (c ^ b) - std::rotl(b, 16);
        a = (a ^ c) - std::rotl(c, 4);
        b = (b ^ a) - std::rotl(a, 14);
        return (c ^ b) - std::rotl(b, 24);
    }
};

constexpr std::size_t k_block = 12;

constexpr std::array<std::uint32_t, 256> make_crc32c_table() {
    constexpr std::uint32_t k_reflected_polynomial = 0x82f63b78;
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1) != 0 ? k_reflected_polynomial : 0);
        table[i] = value;
    }
    return table;
}

constexpr std::array<std::uint32_t, 256> k_crc32c_table = make_crc32c_table();

}  // namespace

std::uint32_t lookup3(std::span<const std::byte> bytes) {
    const std::uint32_t start = 0xdeadbeef + static_cast<std::uint32_t>(bytes.size());
    State state{start, start, start};
    while (bytes.size() > k_block) {
        state.add(bytes.data());
        state.mix();
        bytes = bytes.subspan(k_block);
    }
    if (bytes.empty()) return state.c;
    std::byte last[k_block]{};
    std::copy(bytes.begin(), bytes.end(), last);
    state.add(last);
    return state.finish();
}

std::uint32_t fletcher32(std::span<const std::byte> bytes) {
    // So many words can be summed before 32 bits overflow.
    constexpr std::size_t k_words = 360;
    std::uint32_t sum1 = 0;
    std::uint32_t sum2 = 0;
    const auto fold = [](std::uint32_t sum) { return (sum & 0xffff) + (sum >> 16); };
    std::size_t at = 0;
    while (bytes.size() - at >= 2) {
        const std::size_t words = std::min(k_words, (bytes.size() - at) / 2);
        for (std::size_t i = 0; i < words; ++i, at += 2) {
            sum1 += (std::to_integer<std::uint32_t>(bytes[at]) << 8) | std::to_integer<std::uint32_t>(bytes[at + 1]);
            sum2 += sum1;
        }
        sum1 = fold(sum1);
        sum2 = fold(sum2);
    }
    if (at < bytes.size()) {
        sum1 += std::to_integer<std::uint32_t>(bytes[at]) << 8;
        sum2 += sum1;
        sum1 = fold(sum1);
        sum2 = fold(sum2);
    }
    return (fold(sum2) << 16) | fold(sum1);
}

std::uint32_t crc32(std::span<const std::byte> bytes) { return libdeflate_crc32(0, bytes.data(), bytes.size()); }

std::uint32_t adler32(std::span<const std::byte> bytes) { return libdeflate_adler32(1, bytes.data(), bytes.size()); }

std::uint32_t crc32c(std::span<const std::byte> bytes) {
    std::uint32_t value = ~std::uint32_t{0};
    for (const std::byte byte : bytes)
        value = (value >> 8) ^ k_crc32c_table[(value ^ std::to_integer<std::uint32_t>(byte)) & 0xff];
    return ~value;
}

}  // namespace cairn::codecs
