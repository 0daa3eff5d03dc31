#include "builder/probe/cdf/cdf.hpp"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "builder/probe/cdf/extent.hpp"
#include "builder/probe/cdf/header.hpp"
#include "builder/probe/cdf/values.hpp"

namespace cairn {

namespace {

Problem damaged(const CdfFault& fault) {
    return {
        .stage = Stage::probe,
        .code = "probe/damaged",
        .path = {},
        .message = fmt::format("{} (byte {} of the header); the file is damaged or not netCDF: fetch or write it again",
                               fault.reason, fault.offset),
        .offset = fault.offset};
}

}  // namespace

Outcome<CdfOrDeclined> read_cdf_whole(WindowedBytes& bytes, const ReadLimits& limits) {
    CdfHeaderResult result = read_cdf_header(bytes);
    if (const auto* fault = std::get_if<CdfFault>(&result)) return damaged(*fault);
    if (std::holds_alternative<MoreHeader>(result)) {
        if (bytes.size_bytes() <= k_largest_cdf_header) return truncated_header(bytes.size_bytes(), {});
        return CdfOrDeclined(Declined{fmt::format("a header of more than {} bytes", k_largest_cdf_header)});
    }
    auto& header = std::get<CdfHeader>(result);
    if (auto problem = find_truncation(header, bytes.size_bytes(), {})) return *std::move(problem);
    header.dataset.reader = "native-cdf";
    if (!read_coordinates(header, bytes, limits)) return truncated_while_read({});
    return CdfOrDeclined(std::move(header));
}

Outcome<CdfOrDeclined> read_cdf_whole(PositionedBytes& file, WindowedBytes& windows, const ReadLimits& limits) {
    // To copy 64 KiB out of the page cache costs as much as to parse a header.
    constexpr std::size_t k_first_read = 16 << 10;
    windows.attach(file, k_first_read);
    return read_cdf_whole(windows, limits);
}

namespace {

Outcome<NativeResult> dataset_of(Outcome<CdfOrDeclined> read) {
    if (!read) return read.take_problem();
    if (auto* declined = std::get_if<Declined>(&*read)) return NativeResult(std::move(*declined));
    return NativeResult(std::move(std::get<CdfHeader>(*read).dataset));
}

}  // namespace

Outcome<NativeResult> read_cdf(WindowedBytes& bytes, const ReadLimits& limits) {
    return dataset_of(read_cdf_whole(bytes, limits));
}

Outcome<NativeResult> read_cdf_file(PositionedBytes& file, WindowedBytes& windows, const ReadLimits& limits) {
    return dataset_of(read_cdf_whole(file, windows, limits));
}

}  // namespace cairn
