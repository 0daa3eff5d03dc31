// The files of an Icechunk repository (https://icechunk.io/en/stable/spec/), versions 1 and 2: which snapshot is the
// newest of the branch "main", its nodes, and where their chunks are.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"
#include "builder/probe/icechunk/containers.hpp"
#include "builder/probe/zarr/key_store.hpp"

namespace cairn::icechunk {

enum class FileType : unsigned char { snapshot = 1, manifest = 2, repository = 6 };

struct Node {
    std::string path;                    ///< "a/b"; "" is the root
    std::string id;                      ///< 8 bytes
    std::string metadata;                ///< its zarr.json
    std::vector<std::string> manifests;  ///< ids, 12 bytes each; of arrays
};

/// Where one chunk is: inline, in a file of the repository, or in another file.
struct ChunkReference {
    std::vector<std::uint64_t> index;
    bool is_inline = false;
    std::string_view bytes;  ///< of an inline chunk
    std::string chunk_file;  ///< "chunks/<id>"; empty: in another file
    std::string url;         ///< of the other file, under the prefix of its container
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

/// Reads through the folder's keys: nothing outside of it. Problems name keys. Throws std::system_error when the disk
/// fails.
class Repository {
  public:
    explicit Repository(zarr::KeyStore& folder) : m_folder(folder) {}

    /// The nodes of the newest snapshot of the branch "main".
    Outcome<std::vector<Node>> nodes();

    /// Why the configuration says nothing of containers of virtual chunks, if it does; known after nodes().
    const std::optional<Problem>& configuration_problem() const { return m_configuration_problem; }

    /// Id of the snapshot that the nodes came from; empty before.
    const std::string& snapshot() const { return m_snapshot; }

    /// Calls `take` for each chunk of the array `node_id` that a manifest knows. nullopt, or what is wrong.
    std::optional<Problem> chunks(std::string_view manifest_id, std::string_view node_id,
                                  const std::function<void(const ChunkReference&)>& take);

  private:
    Outcome<std::string> snapshot_of_main();
    Outcome<std::string> snapshot_in_refs();
    void read_configuration_file();
    template <class Read>
    void configure(std::string_view key, Read read);
    Outcome<std::string> payload(const std::string& key, FileType type);

    zarr::KeyStore& m_folder;
    Containers m_containers;
    std::optional<Problem> m_configuration_problem;
    std::string m_snapshot;
    std::string m_manifest_key;  ///< the manifest that is held: an array after the other asks for it
    std::string m_manifest;
};

/// As file names are made of ids: Crockford's base 32.
std::string base32_of(std::string_view bytes);

}  // namespace cairn::icechunk
