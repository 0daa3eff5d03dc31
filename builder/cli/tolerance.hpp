// How many inputs with errors a run may have before its exit code says so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace cairn {

struct Tolerance {
    double number = 0;
    bool is_percentage = false;  ///< of the sources

    bool holds(std::uint64_t errors, std::uint64_t sources) const;
};

/// "10", "0.5%"; nullopt: neither.
std::optional<Tolerance> tolerance_named(const std::string& text);

}  // namespace cairn
