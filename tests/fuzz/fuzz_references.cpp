// A kerchunk reference file in JSON. Nothing is expected of the result, but that there is one.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "builder/interpret/interpret.hpp"
#include "builder/probe/references/json_set.hpp"
#include "tests/support/slow_bytes.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    cairn::test::MemoryBytes file(std::string_view(reinterpret_cast<const char*>(data), size));
    cairn::references::Locations locations({}, 0, "/nowhere/at/all");
    cairn::ReadLimits limits;
    limits.coordinate_bytes = 64 << 10;
    const auto dataset = cairn::references::read_json_set(file, locations, "set", limits);
    if (dataset) (void)cairn::interpret(*dataset);
    return 0;
}
