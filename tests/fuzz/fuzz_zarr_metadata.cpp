// A whole Zarr store: a zip archive when the input begins like one, else the text form of stores in memory (see
// tests/support/store_files.hpp).
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "builder/interpret/interpret.hpp"
#include "builder/probe/zarr/zarr.hpp"
#include "builder/probe/zarr/zip_store.hpp"
#include "tests/support/slow_bytes.hpp"
#include "tests/support/store_files.hpp"
#include "tests/support/zarr_memory_store.hpp"

namespace {

void read(cairn::zarr::KeyStore& store) {
    cairn::ReadLimits limits;
    limits.coordinate_bytes = 64 << 10;
    const auto dataset = cairn::zarr::read_store(store, "store", limits);
    if (dataset) (void)cairn::interpret(*dataset);
}

void read_zip(std::string_view bytes) {
    std::vector<cairn::Problem> said;
    auto store = cairn::zarr::open_zip_store(std::make_unique<cairn::test::MemoryBytes>(bytes), said);
    if (store) read(**store);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (bytes.starts_with("PK")) {
        read_zip(bytes);
    } else {
        cairn::test::ZarrMemoryStore store(cairn::test::files_of_text(bytes));
        read(store);
    }
    return 0;
}
