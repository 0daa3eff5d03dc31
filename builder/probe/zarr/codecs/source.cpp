#include "builder/probe/zarr/codecs/source.hpp"

#include <fmt/format.h>

#include "builder/probe/zarr/codecs/failure.hpp"

namespace cairn::zarr {

std::string KeySource::read(std::uint64_t offset, std::uint64_t count) {
    auto bytes = m_store.get_range(m_key, offset, count);
    if (!bytes) throw Unreadable{bytes.problem().message, bytes.problem().code == "probe/too-large"};
    if (!*bytes || (*bytes)->size() != count)
        throw Damage{
            fmt::format("found {} bytes at offset {}, expected {}", *bytes ? (*bytes)->size() : 0, offset, count)};
    return **std::move(bytes);
}

}  // namespace cairn::zarr
