// Files that a build makes beside the documents of Items: references, pictures.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "builder/model/entry_list.hpp"

namespace cairn {

/// Takes the files of a run, by their paths in the tree.
struct TreeFileSink {
    std::function<void(const std::string& path, std::string_view bytes)> write;
    std::function<void(const std::string& path)> keep;  ///< it has the bytes of the last run
};

class FilesBeside {
  public:
    /// What a run keeps of the last one: files whose sources are as they were, or none of those that it can make again.
    enum class Reuse { unchanged, nothing };

    virtual ~FilesBeside() = default;

    /// Whether any rule asks for them; else nothing here has to be called.
    virtual bool are_wanted() const = 0;

    /// Forgets files whose entries are not among these any more.
    virtual void retain(const EntryList& entries) = 0;

    /// All files, once they are made; may be asked for again.
    virtual void write_to(const TreeFileSink& sink) const = 0;
};

}  // namespace cairn
