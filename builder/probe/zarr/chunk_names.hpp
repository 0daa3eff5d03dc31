// Which of very many chunks can be there at all: one listing instead of a failed look-up each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "builder/probe/zarr/array_metadata.hpp"
#include "builder/probe/zarr/key_store.hpp"

namespace cairn::zarr {

class ChunkNames {
  public:
    /// Lists only for many chunks. When a store cannot list, every chunk may be there.
    ChunkNames(KeyStore& store, std::string_view path, const ChunkKeys& keys, std::uint64_t chunks);

    bool may_have(const std::vector<std::uint64_t>& index) const;

  private:
    ChunkKeys m_keys;
    std::optional<std::unordered_set<std::string>> m_names;  ///< the first component that tells chunks apart
};

}  // namespace cairn::zarr
