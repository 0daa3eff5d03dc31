// One variable of the files of a series: what all files have to share, and the part of each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "builder/model/chunk_manifest.hpp"
#include "builder/virtual/agreement.hpp"
#include "builder/virtual/fill.hpp"
#include "builder/virtual/time_values.hpp"
#include "builder/virtual/virtual_store.hpp"

namespace cairn::virtualize {

/// A variable of one file.
struct FileArray {
    const Dataset& dataset;
    const Variable& variable;
    const ArrayManifest& manifest;
    std::string path;                 ///< "forecast/tas"
    std::optional<std::size_t> axis;  ///< which of its dimensions is the one along which files follow each other
    TimeText times;                   ///< what its values count, where they are times; else without units
};

std::vector<std::string> dimension_names(const FileArray& array);

/// All values of the file, where they may be inlined: of many files only a few a step. Else empty.
std::string bytes_to_inline(const FileArray& array);

constexpr const char* k_rechunk =
    "rewrite the file with the chunks of the others (nccopy -c), or leave the variable out";

/// Threads: one. Memory: 16 bytes a chunk, some 150 bytes a file.
class ArraySeries {
  public:
    /// The series begins with its first file.
    explicit ArraySeries(const FileArray& first);

    /// Why the file's variable cannot follow those before; nothing is changed.
    std::optional<Difference> difference(const FileArray& next, std::optional<double> tolerance) const;

    /// The part of a file without a difference. `file`: its number among those of the series.
    void append(const FileArray& next, std::uint32_t file);

    bool is_along() const { return m_axis.has_value(); }
    bool has_fill_value() const { return m_fill.takes_attribute; }
    const std::string& path() const { return m_array.path; }
    /// Attributes that not all files share, which are left out: in the order in which they were met.
    const std::vector<std::string>& dropped_attributes() const { return m_dropped; }

    /// Steps of a file along the axis: which and how many, in the order in which they follow each other.
    struct Stretch {
        std::uint32_t file = 0;
        std::uint64_t length = 0;
    };

    struct Failure {
        std::uint32_t file = 0;
        Difference difference;
    };
    /// The whole array; times of several units become those of the first file in order. Once.
    std::optional<Failure> finish(const std::vector<Stretch>& order, VirtualArray& array);

  private:
    struct Part {
        std::vector<StoredChunk> chunks;
        std::uint64_t begin = 0;
        std::uint64_t stride = 0;
        std::string bytes;
        std::uint32_t units = 0;  ///< index into m_units
    };

    std::optional<Difference> structural_difference(const FileArray& next) const;
    std::optional<Difference> place_difference(const FileArray& next) const;
    std::optional<Difference> value_difference(const FileArray& next, std::optional<double> tolerance) const;
    std::optional<Difference> time_difference(const FileArray& next) const;
    bool are_times(const FileArray& next) const;
    const Part* part_of(std::uint32_t file) const;  ///< nullptr: the file lacks the variable
    Part* part_of(std::uint32_t file);
    std::uint32_t units_of(const FileArray& array);
    void fold_attributes(const FileArray& next);
    std::optional<Failure> finish_times(const std::vector<Stretch>& order, VirtualArray& array) const;
    std::optional<Failure> absent_bounds(const std::vector<Stretch>& order, const VirtualArray& array) const;
    bool is_fill(double value) const;
    void finish_inlined(const std::vector<Stretch>& order, VirtualArray& array) const;
    std::optional<Failure> finish_chunks(const std::vector<Stretch>& order, VirtualArray& array);
    void finish_rows(const std::vector<Stretch>& order, VirtualArray& array);

    VirtualArray m_array;  ///< what does not depend on the order of files
    std::optional<std::size_t> m_axis;
    ArrayManifest m_first;             ///< of the first file, without what m_parts has
    Variable m_variable;               ///< of the first file, with its values
    TimeText m_times;                  ///< likewise
    Fill m_fill;                       ///< of all files
    std::optional<Failure> m_unlike;   ///< the first file whose values lie in another way: it may only be inlined
    bool m_can_inline = false;         ///< all parts have their bytes
    bool m_are_rows_apart = false;     ///< in some file other values lie between rows
    std::vector<std::string> m_units;  ///< distinct units of times, in the order in which they were met
    std::vector<std::string> m_dropped;
    std::vector<std::uint32_t> m_files;  ///< that have the variable, rising
    std::vector<Part> m_parts;           ///< of each
};

}  // namespace cairn::virtualize
