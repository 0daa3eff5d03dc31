#include "builder/probe/zarr/codecs/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "builder/probe/zarr/codecs/failure.hpp"

namespace cairn::zarr {

Unreadable unreadable_because(const Problem& problem) {
    static constexpr std::array<std::string_view, 5> k_out_of_reach{"probe/unreachable", "probe/refused-source",
                                                                    "probe/missing-source", "probe/short-source",
                                                                    "probe/bad-reference"};
    return {problem.message, problem.code == "probe/too-large",
            std::find(k_out_of_reach.begin(), k_out_of_reach.end(), problem.code) != k_out_of_reach.end()};
}

std::string KeySource::read(std::uint64_t offset, std::uint64_t count) {
    auto bytes = m_store.get_range(m_key, offset, count);
    if (!bytes) throw unreadable_because(bytes.problem());
    if (!*bytes || (*bytes)->size() != count)
        throw Damage{
            fmt::format("found {} bytes at offset {}, expected {}", *bytes ? (*bytes)->size() : 0, offset, count)};
    return **std::move(bytes);
}

}  // namespace cairn::zarr
