// What a native reader makes of a file for references: its manifest, or the statement that it uses what the reader does
// not know.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <variant>

#include "builder/model/chunk_manifest.hpp"
#include "builder/probe/native_result.hpp"

namespace cairn {

using ManifestResult = std::variant<FileManifest, Declined>;

/// The dimension in which files of a series follow each other; nullopt: there is none. Variables without it are to be
/// the same in all files, and get a digest of their decoded values, but for coordinates, whose values are read. Empty: no
/// variable gets one.
using DimensionOfFiles = std::function<std::optional<DimensionId>(const Dataset& dataset)>;

/// Asked once a file, then for each of its variables.
class DigestChoice {
  public:
    DigestChoice(const DimensionOfFiles& dimension_of_files, const Dataset& dataset)
        : m_along(dimension_of_files ? dimension_of_files(dataset) : std::nullopt) {}

    bool wants(const Variable& variable) const {
        return m_along && size_of(variable.values) == 0 &&
               std::find(variable.dimensions.begin(), variable.dimensions.end(), *m_along) == variable.dimensions.end();
    }

  private:
    std::optional<DimensionId> m_along;
};

}  // namespace cairn
