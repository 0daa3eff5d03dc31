// The files of a tree that is to be published, as its publisher knows them: there can be millions, so that they are not
// copied.
#pragma once

#include <functional>
#include <string>

namespace cairn::validate {

/// Paths are below the tree, with '/'. Threads: any number.
class PlannedFiles {
  public:
    virtual ~PlannedFiles() = default;

    virtual bool has(const std::string& path) const = 0;
    /// Whether any file lies below the folder.
    virtual bool has_folder(const std::string& folder) const = 0;
    /// In the order of the paths.
    virtual void for_each(const std::function<void(const std::string& path)>& visit) const = 0;
};

}  // namespace cairn::validate
