// The header of a netCDF classic file: CDF-1, CDF-2 (64-bit offsets) and CDF-5 (64-bit sizes).
// Formats: NUG, "File Format Specifications", classic formats; CDF-5: PnetCDF's "CDF-5 format specification".
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/storage/positioned.hpp"
#include "builder/model/dataset.hpp"

namespace cairn {

/// Where the values of a variable are.
struct CdfVariable {
    std::uint64_t begin = 0;
    std::uint64_t bytes = 0;  ///< of all values, or of those in one record; without padding
    bool is_record = false;
};

struct CdfHeader {
    Dataset dataset;                     ///< one group, without values
    std::vector<CdfVariable> variables;  ///< of each of the group's variables
    std::uint64_t header_end = 0;        ///< offset of the first byte after the header
    std::uint64_t record_count = 0;
    std::uint64_t record_bytes = 0;  ///< from one record of a variable to its next
};

/// The header goes on beyond the bytes that there are.
struct MoreHeader {};

/// Not a classic header: what was found where.
struct CdfFault {
    std::string reason;
    std::uint64_t offset = 0;
};

using CdfHeaderResult = std::variant<CdfHeader, MoreHeader, CdfFault>;

/// The first bytes of a file of `file_bytes`. The records of a stream, which does not say how many it has, are those
/// that the file holds; libnetcdf 4.9 says 4294967295 of them.
CdfHeaderResult parse_cdf_header(std::span<const std::byte> head, std::uint64_t file_bytes);

/// What a header takes in memory is at most 13 times that, and no real one comes near.
constexpr std::size_t k_largest_cdf_header = 8 << 20;

/// As much of the file as its header takes; MoreHeader when it ends within the header, or when that is longer than
/// k_largest_cdf_header.
CdfHeaderResult read_cdf_header(WindowedBytes& bytes);

}  // namespace cairn
