// What every fuzz target does with its input: reads it as a file of one format. Nothing is expected of the result, but
// that there is one.
#pragma once

#include <cstddef>
#include <cstdint>

#include "builder/model/source.hpp"

namespace cairn::fuzz {

void read_input(Format format, const std::uint8_t* data, std::size_t size);

}  // namespace cairn::fuzz
