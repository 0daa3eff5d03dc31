// Stores as kerchunk references, version 1, in JSON.
#pragma once

#include <string>
#include <string_view>

#include "tests/support/store_files.hpp"

namespace cairn::test {

std::string base64_of(std::string_view bytes);

/// Chunks inline, as base64.
std::string references_inline(const StoreFiles& files);

/// Chunks one after the other in one file, which `bytes` becomes, and references into it.
std::string references_into(const StoreFiles& files, std::string_view url, std::string& bytes);

}  // namespace cairn::test
