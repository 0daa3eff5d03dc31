#include "builder/records/checksum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cairn::records {

namespace {

struct Algorithm {
    std::string_view name;
    std::string_view plain;  ///< without '-' and '_', as others call it; empty: the name alone
    std::uint32_t code;      ///< of the multicodec table
    std::size_t bytes;       ///< of a digest
};

constexpr std::array k_algorithms{
    Algorithm{"md5", "", 0xD5, 16},
    Algorithm{"sha1", "", 0x11, 20},
    Algorithm{"sha2-224", "sha224", 0x1013, 28},
    Algorithm{"sha2-256", "sha256", 0x12, 32},
    Algorithm{"sha2-384", "sha384", 0x20, 48},
    Algorithm{"sha2-512", "sha512", 0x13, 64},
    Algorithm{"sha3-224", "", 0x17, 28},
    Algorithm{"sha3-256", "", 0x16, 32},
    Algorithm{"sha3-384", "", 0x15, 48},
    Algorithm{"sha3-512", "", 0x14, 64},
    Algorithm{"blake3", "", 0x1E, 32},
    Algorithm{"crc32", "", 0x0132, 4},
};

std::string names() {
    std::vector<std::string_view> all;
    for (const Algorithm& one : k_algorithms) all.push_back(one.name);
    return fmt::format("{}", fmt::join(all, ", "));
}

std::string in_small_letters(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return result;
}

std::string bare(std::string_view name) {
    std::string result = in_small_letters(name);
    std::erase_if(result, [](char c) { return c == '-' || c == '_'; });
    return result;
}

bool is_hexadecimal(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// Seven bits a byte, the least first.
std::string varint(std::uint64_t value) {
    std::string digits;
    for (; value >= 0x80; value >>= 7) digits += fmt::format("{:02x}", (value & 0x7F) | 0x80);
    return digits + fmt::format("{:02x}", value);
}

std::string beginning_of(const Algorithm& algorithm) { return varint(algorithm.code) + varint(algorithm.bytes); }

}  // namespace

Multihash multihash_of(std::string_view algorithm, std::string_view digest) {
    const std::string wanted = bare(algorithm);
    const auto known = std::ranges::find_if(
        k_algorithms, [&](const Algorithm& one) { return bare(one.name) == wanted || one.plain == wanted; });
    if (known == k_algorithms.end()) {
        return ChecksumComplaint{
            fmt::format("found the algorithm '{}', expected one of {}; leave the checksum out", algorithm, names())};
    }
    const std::string value = in_small_letters(digest);
    if (value.size() != 2 * known->bytes || !is_hexadecimal(value)) {
        return ChecksumComplaint{
            fmt::format("found a digest of {} characters, expected the {} hexadecimal digits of {}", value.size(),
                        2 * known->bytes, known->name)};
    }
    return beginning_of(*known) + value;
}

Multihash checked_multihash(std::string_view hexadecimal) {
    std::string value = in_small_letters(hexadecimal);
    for (const Algorithm& algorithm : k_algorithms) {
        const std::string beginning = beginning_of(algorithm);
        if (value.starts_with(beginning) && value.size() == beginning.size() + 2 * algorithm.bytes &&
            is_hexadecimal(value))
            return value;
    }
    return ChecksumComplaint{fmt::format(
        "found a text that is no multihash (code of the algorithm, length, digest) of one of {}; a plain digest is "
        "written {{\"algorithm\": \"md5\", \"value\": \"...\"}}",
        names())};
}

}  // namespace cairn::records
