#include "builder/probe/zarr/chunk_names.hpp"

#include "builder/probe/zarr/chunk_grid.hpp"

namespace cairn::zarr {

namespace {

constexpr std::uint64_t k_few = 1000;

bool has_folder_of_chunks(const ChunkKeys& keys) {
    return keys.encoding == ChunkKeys::Encoding::standard && keys.separator == '/';
}

}  // namespace

ChunkNames::ChunkNames(KeyStore& store, std::string_view path, const ChunkKeys& keys, std::uint64_t chunks)
    : m_keys(keys) {
    if (chunks <= k_few) return;
    const auto entries = store.list(has_folder_of_chunks(keys) ? joined_key(path, "c") : std::string(path));
    if (!entries) return;
    m_names.emplace();
    for (const Entry& entry : *entries) m_names->insert(entry.name);
}

bool ChunkNames::may_have(const std::vector<std::uint64_t>& index) const {
    if (!m_names || index.empty()) return true;
    const std::string key = has_folder_of_chunks(m_keys) ? std::to_string(index.front()) : chunk_key("", m_keys, index);
    return m_names->count(key.substr(0, key.find('/'))) != 0;
}

}  // namespace cairn::zarr
