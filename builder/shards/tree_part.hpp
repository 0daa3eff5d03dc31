// A part of a tree: the documents of some of its Collections, made by one of many processes (docs/cluster.md,
// "Assembling on many machines"). A file of frames (kind CRNTREE1): which part of what, then documents, many in a frame,
// in no order, then what the root says of the Collections. All frames but the first are compressed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "builder/model/written_collection.hpp"
#include "builder/shards/frame_writer.hpp"

namespace cairn {

inline constexpr std::string_view k_tree_kind = "CRNTREE1";

struct TreePartHeader {
    std::string plan;          ///< its id
    std::string catalog;       ///< catalog_of
    std::uint64_t made_of = 0; ///< a digest of all that documents follow from
    std::uint32_t part = 1;    ///< from 1
    std::uint32_t of = 1;
    bool operator==(const TreePartHeader&) const = default;
};

/// "part-00003-of-00008.tree".
std::string tree_part_name(std::uint32_t part, std::uint32_t of);

/// Threads: `add` from any number.
class TreePartWriter {
  public:
    /// In the place of what another process left. Throws LockedError when one is at it, std::system_error.
    TreePartWriter(const std::string& path, const TreePartHeader& header);
    void add(const std::string& path, std::string_view bytes);
    /// Gives the file its name.
    void finish(const std::vector<WrittenCollection>& collections);

  private:
    void write_documents(const std::string& documents);

    std::mutex m_documents_mutex;  ///< guards m_documents
    std::string m_documents;
    std::mutex m_file_mutex;  ///< guards m_file
    FrameWriter m_file;
};

/// Threads: any number.
class TreePartFile {
  public:
    /// Reads what it is. Throws FramesDamaged when it is no part, or not whole, and std::system_error.
    explicit TreePartFile(const std::string& path);

    const std::string& path() const { return m_file.path(); }
    const TreePartHeader& header() const { return m_header; }
    std::size_t batches() const { return m_file.frames().size() - 2; }
    /// The documents of a batch. Throws FramesDamaged when the bytes are not those that were written.
    void documents(std::size_t batch,
                   const std::function<void(const std::string& path, std::string_view bytes)>& take) const;
    std::vector<WrittenCollection> collections() const;

  private:
    [[noreturn]] void refuse() const;

    FrameFile m_file;
    TreePartHeader m_header;
};

}  // namespace cairn
