// How long a classic netCDF file must be. libnetcdf opens truncated ones without an error and reads zeros or garbage
// from them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/outcome.hpp"
#include "base/storage/positioned.hpp"
#include "builder/probe/cdf/header.hpp"

namespace cairn {

/// Padding after the last value is not counted, since writers may leave it out.
struct CdfExtent {
    std::uint64_t needed_bytes = 0;
    std::string last_variable;  ///< the one that ends last
};

CdfExtent extent_of(const CdfHeader& header);

/// "probe/truncated" when the file is shorter than its header says. `path` is for the problem.
std::optional<Problem> find_truncation(const CdfHeader& header, std::uint64_t size_bytes, const std::string& path);

/// The same for a file that may be of another format, or whose header may be wrong: then there is no such problem.
std::optional<Problem> find_truncation(PositionedBytes& file, const std::string& path);

/// "probe/truncated" for a file that ends within its header.
Problem truncated_header(std::uint64_t size_bytes, const std::string& path);

/// "probe/truncated" for a file that has become shorter than it was when it was opened.
Problem truncated_while_read(const std::string& path);

}  // namespace cairn
