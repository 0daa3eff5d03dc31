// Facts as those of the files of a model archive: they share cube, description and grid, and differ in time, name and
// stamp.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "builder/facts/facts.hpp"
#include "tests/support/some_facts.hpp"

namespace cairn {

/// Paths are in order.
inline std::string path_of(std::size_t i) {
    return fmt::format(
        "CMIP6/CMIP/CAIRN/M{:03}/historical/r{:02}i1p1f1/Amon/tas/gn/v20190101/"
        "tas_Amon_M{:03}_historical_r{:02}i1p1f1_gn_{:06}-{:06}.nc",
        i / 100'000, i / 1'000 % 100, i / 100'000, i / 1'000 % 100, 185001 + i % 1'000, 185001 + i % 1'000);
}

/// `shared`: what all Facts have of one dataset.
inline Facts facts_of(std::size_t i, const Facts& shared) {
    constexpr std::int64_t k_month_us = 30LL * 86'400 * 1'000'000;
    Facts facts = shared;
    const auto month = static_cast<std::int64_t>(i % 1'000);
    facts.fingerprint.stamp = {1'000'000 + i * 7919 % 100'000,
                               1'600'000'000'000'000'000 + static_cast<std::int64_t>(i) * 1'234'567,
                               1'600'000'000'000'000'000 + static_cast<std::int64_t>(i) * 1'234'569, 5'000'000 + i};
    facts.understood->granule.time.interval = UtcInterval{{month * k_month_us}, {(month + 1) * k_month_us - 1'000'000}};
    return facts;
}

/// The Facts of a file: the extras of stores are left out.
inline Facts shared_facts() {
    Facts facts = some_facts();
    facts.format = Format::hdf5;
    facts.fingerprint.parts.clear();
    facts.problems.clear();
    Understood& understood = *facts.understood;
    understood.doubts.clear();
    std::vector<std::pair<std::string, std::string>> attributes;
    for (int i = 0; i < 30; ++i)
        attributes.emplace_back(fmt::format("attribute_{:02}", i),
                                fmt::format("what the model M says of number {}", i));
    understood.attributes = StatedAttributes(std::move(attributes));
    understood.granule.kind = {};
    understood.granule.temporal.clear();
    return facts;
}

}  // namespace cairn
