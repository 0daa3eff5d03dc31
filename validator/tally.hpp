// How many findings there are, whether they are kept or not.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "validator/finding.hpp"

namespace cairn::validate {

/// By severity. Exact, whatever is kept of the findings themselves. There is one of each document.
struct Tally {
    std::array<std::uint32_t, 3> count{};

    std::uint32_t& operator[](Severity severity) { return count[static_cast<std::size_t>(severity)]; }
    std::uint32_t operator[](Severity severity) const { return count[static_cast<std::size_t>(severity)]; }
    std::size_t all() const { return std::size_t{count[0]} + count[1] + count[2]; }
    Tally& operator+=(const Tally& other) {
        for (std::size_t i = 0; i < count.size(); ++i) count[i] += other.count[i];
        return *this;
    }
};

}  // namespace cairn::validate
