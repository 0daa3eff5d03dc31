// By what the indexes of links and attributes order their names (specification III.A.2, record types 5 and 8).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/codecs/checksum.hpp"

namespace cairn::hdf5 {

inline std::uint32_t name_hash_of(std::string_view name) {
    return codecs::lookup3(std::as_bytes(std::span(name.data(), name.size())));
}

}  // namespace cairn::hdf5
