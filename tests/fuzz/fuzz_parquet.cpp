// A Parquet file: all columns of all row groups and their page indexes. Nothing is expected of the result, but that
// there is one.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/parquet/file.hpp"
#include "tests/support/slow_bytes.hpp"

namespace {

using namespace cairn::parquet;

void read_all(std::string_view text, Tables tables) {
    cairn::test::MemoryBytes bytes(text);
    auto file = File::open(bytes, {.rows = 10'000, .page_bytes = 1 << 20, .all_bytes = 4 << 20}, tables);
    if (!file) return;
    for (std::size_t group = 0; group < file->footer().groups.size(); ++group) {
        for (std::size_t column = 0; column < file->footer().columns.size(); ++column) {
            (void)file->read(group, column);
            const std::int64_t rows = file->footer().groups[group].rows;
            (void)file->read(group, column, {rows / 3, rows - rows / 4});
            (void)file->column_index(group, column);
            (void)file->offset_index(group, column);
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    read_all(text, Tables::flat);
    read_all(text, Tables::nested);
    return 0;
}
