// A Parquet file: all columns of all row groups. Nothing is expected of the result, but that there is one.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/parquet/file.hpp"
#include "tests/support/slow_bytes.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    cairn::test::MemoryBytes bytes(std::string_view(reinterpret_cast<const char*>(data), size));
    auto file = cairn::parquet::File::open(bytes, {.rows = 10'000, .page_bytes = 1 << 20, .all_bytes = 4 << 20});
    if (!file) return 0;
    for (std::size_t group = 0; group < file->footer().groups.size(); ++group) {
        for (std::size_t column = 0; column < file->footer().columns.size(); ++column) (void)file->read(group, column);
    }
    return 0;
}
