// Documents that come as lines of one file: NDJSON, standard input, the rows of a table.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include "base/parallel.hpp"
#include "base/storage/positioned.hpp"
#include "validator/tree_files.hpp"

namespace cairn::validate {

/// A document lies where its `self` link says, when that is below the folder of the root that the lines name: then its
/// links are checked like those of a file. One without is called NAME:LINE, and its relative links lead nowhere.
/// Memory: 8 bytes a line, and the paths of those that have a place.
class LineFiles : public TreeFiles {
  public:
    /// `name`: what messages call the file. Lines are counted from 1, blank ones among them.
    LineFiles(std::string name, std::unique_ptr<PositionedFile> bytes, const ParallelFor& parallel,
              const std::atomic<bool>& stop);

    FoundFiles list(const std::atomic<bool>& stop) const override;
    FileText read(const std::string& path, std::size_t largest_bytes, const std::atomic<bool>& stop) const override;
    /// The lines decide whether a path that ends with .json is there, if they have the root.
    OnDisk look(const std::string& path) const override;
    bool is_file(const std::string& path) const override { return find(path).has_value(); }
    std::optional<std::string> real_path(const std::string& path) const override;
    std::string root() const override { return m_root; }
    std::string base_url() const override { return m_base_url; }
    bool has_place(const std::string& path) const override;

  private:
    using Placed = std::pair<std::string, std::uint32_t>;  ///< a path, and the number of its line

    void find_lines(const std::atomic<bool>& stop);
    void find_places(const ParallelFor& parallel, const std::atomic<bool>& stop);
    std::string text_of(std::size_t line, std::size_t largest_bytes) const;
    std::size_t size_of(std::size_t line) const;
    std::optional<std::size_t> find(const std::string& path) const;

    std::string m_name;
    std::unique_ptr<PositionedFile> m_bytes;
    std::vector<std::uint64_t> m_begins;  ///< of each line, then the end of the file
    std::vector<Placed> m_placed;         ///< sorted
    std::vector<std::uint32_t> m_others;  ///< lines with a document that has no place
    std::string m_base_url;
    std::string m_root;
};

/// Whether a text holds documents as lines: its first line that is not blank is a JSON object, and another one follows.
bool looks_like_lines(PositionedFile& bytes);

}  // namespace cairn::validate
