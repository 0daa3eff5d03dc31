// How long a classic netCDF file must be. libnetcdf opens truncated ones without an error and reads zeros or garbage
// from them. Format: NUG, "File Format Specifications", classic format; CDF-1, CDF-2 and CDF-5.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "builder/model/outcome.hpp"

namespace cairn {

/// Offsets of the first byte after each part; padding after the last value is not counted, since writers may leave it
/// out.
struct ClassicExtent {
    std::uint64_t header_end = 0;
    std::uint64_t fixed_end = 0;    ///< of the variables without the record dimension; 0: none
    std::uint64_t records_end = 0;  ///< of the last record; 0: none, or their number is not known (a stream)
    std::uint64_t record_count = 0;
    std::string last_variable;  ///< the one that ends last

    std::uint64_t needed_bytes() const;
};

/// The header goes on beyond the bytes given.
struct MoreHeader {};

/// Not a classic header: what and where. libnetcdf's own verdict on the file is the better message.
struct NotClassic {
    std::string reason;
    std::uint64_t offset = 0;
};

std::variant<ClassicExtent, MoreHeader, NotClassic> classic_extent(std::string_view head);

/// "probe/truncated" when the open file is a classic one shorter than its header says. `path` is for the problem.
std::optional<Problem> find_truncation(int fd, std::uint64_t size_bytes, const std::string& path);

}  // namespace cairn
