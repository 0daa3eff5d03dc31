#include "builder/stac/extensions/file.hpp"

namespace cairn::extensions {

void add_file(json::Value& asset, const Source& source) {
    if (source.stamp.size_bytes > 0) json::set(asset, "file:size", json::Value(source.stamp.size_bytes));
}

}  // namespace cairn::extensions
