// Files that follow each other become one virtual store, or are refused with a reason: a store that is wrong reads
// without an error (docs/virtual.md has the rules).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "builder/model/chunk_manifest.hpp"
#include "builder/model/virtual_rules.hpp"
#include "builder/probe/manifest_result.hpp"
#include "builder/virtual/along.hpp"
#include "builder/virtual/array_series.hpp"
#include "builder/virtual/refusal.hpp"
#include "builder/virtual/virtual_store.hpp"

namespace cairn::virtualize {

/// For the readers: what has not the dimension of the files has to be the same in all of them.
DimensionOfFiles dimension_of_files(std::string along);

/// Add the files in order of path: the result depends on the set of files alone. Threads: one.
class Series {
  public:
    explicit Series(SeriesOptions options) : m_options(std::move(options)) {}

    /// A file that is refused is not in the series. `url` is what references lead to.
    std::vector<Refusal> add(const std::string& path, const std::string& url, const FileManifest& manifest);

    std::size_t size() const { return m_files.size(); }

    /// The store of all files that were added, at least one; what cannot be put together is in `refusals`, and there
    /// may be no store then. Once.
    std::optional<VirtualStore> finish(std::vector<Refusal>& refusals);

  private:
    struct File {
        std::string path;
        std::string url;
        std::vector<double> keys;  ///< along the dimension
    };

    void append(const std::string& path, const std::string& url, const FileManifest& manifest, const Along& along,
                std::vector<double> keys, const std::map<std::string, FileArray>& arrays);
    void fold_groups(const std::vector<VirtualGroup>& others);
    void begin_late(const std::map<std::string, FileArray>& arrays);
    bool may_begin_late(const FileArray& array) const;
    std::string remedy_of_missing(bool is_along) const;
    std::vector<ArraySeries>::iterator place_of(const std::string& path);
    bool is_known(const std::string& path);  ///< a variable of the series
    std::vector<std::uint32_t> order_of_files(std::vector<Refusal>& refusals, std::vector<std::string>& notes) const;
    void note_gaps(const std::vector<std::uint32_t>& order, std::vector<std::string>& notes) const;
    Refusal refusal(const std::string& path, const std::string& variable, Difference difference) const;

    SeriesOptions m_options;
    std::vector<File> m_files;
    std::optional<Along> m_along;  ///< of the first file
    std::vector<VirtualGroup> m_groups;
    std::vector<std::string> m_dropped;  ///< attributes of groups
    std::vector<ArraySeries> m_arrays;   ///< in order of path
};

/// One file alone as a store: every variable at the place where it is.
std::optional<VirtualStore> store_of_file(const std::string& path, const std::string& url, const FileManifest& manifest,
                                          const std::vector<std::string>& without, std::vector<Refusal>& refusals);

/// Why references cannot stand for a variable of one file; empty: they can.
std::string obstacle_of(const Variable& variable, const ArrayManifest& array);

}  // namespace cairn::virtualize
