// Sums and products of sizes that a file claims: too large ones stay too large.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

namespace cairn {

constexpr std::uint64_t k_largest = std::numeric_limits<std::uint64_t>::max();

inline std::uint64_t saturating_add(std::uint64_t a, std::uint64_t b) {
    std::uint64_t sum = 0;
    return __builtin_add_overflow(a, b, &sum) ? k_largest : sum;
}

inline std::uint64_t saturating_multiply(std::uint64_t a, std::uint64_t b) {
    std::uint64_t product = 0;
    return __builtin_mul_overflow(a, b, &product) ? k_largest : product;
}

/// The number of elements of a shape: 0 where any length is, however large the others are; nullopt: 64 bits cannot
/// count them.
template <class Lengths>
std::optional<std::uint64_t> checked_product(const Lengths& lengths) {
    std::uint64_t product = 1;
    bool overflows = false;
    for (const std::uint64_t length : lengths) {
        if (length == 0) return 0;
        overflows |= __builtin_mul_overflow(product, length, &product);
    }
    return overflows ? std::nullopt : std::optional(product);
}

/// To the next multiple of 4 bytes.
inline std::uint64_t padded(std::uint64_t bytes) { return bytes > k_largest - 3 ? k_largest : (bytes + 3) / 4 * 4; }

}  // namespace cairn
