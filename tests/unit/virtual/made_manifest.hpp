// Manifests of files that there are not: tests change one thing in them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "builder/model/chunk_manifest.hpp"

namespace cairn::test {

/// A series of days: time (unlimited), x of 3, and "t" of both in chunks of one day and two columns, zlib.
struct MadeFile {
    std::vector<double> times{0, 1};
    std::string units = "days since 2000-01-01";
    std::string calendar = "standard";
    std::vector<double> x{1, 2, 3};
    std::vector<std::uint64_t> chunk{1, 2};
    std::string compressor = R"({"id":"zlib","level":4})";
    double scale = 0.5;
    bool has_fill = true;
    std::uint64_t first_offset = 1000;  ///< of the chunks, 10 bytes each
};

FileManifest manifest_of(const MadeFile& file);

Attribute text(std::string name, std::string value);

}  // namespace cairn::test
