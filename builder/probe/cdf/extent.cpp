#include "builder/probe/cdf/extent.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <variant>

#include "base/saturating.hpp"
#include "base/text.hpp"

namespace cairn {

namespace {

Problem truncated(const std::string& path, std::string what_is_missing) {
    return {.stage = Stage::probe,
            .code = "probe/truncated",
            .path = to_utf8(path),
            .message = std::move(what_is_missing) + "; the file was cut off: fetch or write it again"};
}

}  // namespace

CdfExtent extent_of(const CdfHeader& header) {
    CdfExtent extent{header.header_end, {}};
    std::uint64_t furthest = 0;
    for (std::size_t i = 0; i < header.variables.size(); ++i) {
        const CdfVariable& place = header.variables[i];
        if (place.bytes == 0 || (place.is_record && header.record_count == 0)) continue;
        std::uint64_t end = saturating_add(place.begin, place.bytes);
        if (place.is_record)
            end = saturating_add(end, saturating_multiply(header.record_count - 1, header.record_bytes));
        if (end <= furthest) continue;
        furthest = end;
        extent.last_variable = header.dataset.groups[0].variables[i].name;
    }
    extent.needed_bytes = std::max(extent.needed_bytes, furthest);
    return extent;
}

std::optional<Problem> find_truncation(const CdfHeader& header, std::uint64_t size_bytes, const std::string& path) {
    const CdfExtent extent = extent_of(header);
    if (extent.needed_bytes <= size_bytes) return std::nullopt;
    return truncated(path, fmt::format("found {} bytes, but the header needs {} (variable {}, {} records)", size_bytes,
                                       extent.needed_bytes, to_utf8(extent.last_variable), header.record_count));
}

std::optional<Problem> find_truncation(PositionedBytes& file, const std::string& path) {
    std::byte magic[3];
    if (file.read(0, magic) < sizeof magic || std::memcmp(magic, "CDF", sizeof magic) != 0) return std::nullopt;
    WindowedBytes bytes(file);
    const CdfHeaderResult result = read_cdf_header(bytes);
    if (const auto* header = std::get_if<CdfHeader>(&result)) return find_truncation(*header, bytes.size_bytes(), path);
    if (std::holds_alternative<MoreHeader>(result) && bytes.size_bytes() <= k_largest_cdf_header)
        return truncated_header(bytes.size_bytes(), path);
    return std::nullopt;
}

Problem truncated_header(std::uint64_t size_bytes, const std::string& path) {
    return truncated(path, fmt::format("found {} bytes, which end within the header", size_bytes));
}

Problem truncated_while_read(const std::string& path) {
    return truncated(path, "found fewer bytes than the file had when it was opened");
}

}  // namespace cairn
