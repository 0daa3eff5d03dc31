// A virtual store as kerchunk's references in JSON, version 1: https://fsspec.github.io/kerchunk/spec.html
#pragma once

#include <functional>
#include <string_view>

#include "builder/virtual/virtual_store.hpp"

namespace cairn::virtualize {

/// Takes bytes that follow each other.
using ByteSink = std::function<void(std::string_view bytes)>;

/// In blocks of about 1 MiB. The same store gives the same bytes. Throws what `sink` throws.
void write_kerchunk_json(const VirtualStore& store, const ByteSink& sink);

}  // namespace cairn::virtualize
