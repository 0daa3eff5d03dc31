#include "tests/fuzz/one_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    cairn::fuzz::read_input(cairn::Format::hdf5, data, size);
    return 0;
}
