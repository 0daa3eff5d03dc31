#include "builder/stac/extensions/file.hpp"

namespace cairn::extensions {

void add_file(json::Value& asset, const Entry& entry) {
    const std::uint64_t size_bytes = entry.source.stamp.size_bytes;
    if (size_bytes > 0) json::set(asset, "file:size", json::Value(size_bytes));
    if (!entry.checksum.empty()) json::set(asset, "file:checksum", entry.checksum);
}

}  // namespace cairn::extensions
