#include "builder/stac/extensions/file.hpp"

namespace cairn::extensions {

void add_file(json::Value& asset, const Source& source) {
    if (source.stamp.size_bytes > 0) json::set(asset, "file:size", json::Value(source.stamp.size_bytes));
}

void add_checksum(json::Value& asset, const std::string& multihash) {
    if (!multihash.empty()) json::set(asset, "file:checksum", multihash);
}

}  // namespace cairn::extensions
