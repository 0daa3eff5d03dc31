#include "builder/probe/zarr/signature.hpp"

#include "builder/probe/zarr/zip_root.hpp"

namespace cairn::zarr {

std::optional<Format> format_of_file(const ByteAccess& file, std::string_view head) {
    using std::string_view_literals::operator""sv;
    return head.starts_with("PK\x03\x04"sv) ? format_of_zip(file) : std::nullopt;
}

}  // namespace cairn::zarr
