#include "tests/fuzz/one_input.hpp"

#include <string_view>

#include "builder/probe/native_reader.hpp"
#include "tests/support/slow_bytes.hpp"

namespace cairn::fuzz {

void read_input(Format format, const std::uint8_t* data, std::size_t size) {
    static WindowedBytes windows;  // kept, as readers do
    test::MemoryBytes file(std::string_view(reinterpret_cast<const char*>(data), size));
    ReadLimits limits;
    limits.coordinate_bytes = 1 << 20;
    (void)read_native(format, file, windows, limits);
}

}  // namespace cairn::fuzz
