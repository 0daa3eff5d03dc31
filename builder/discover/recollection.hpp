// What an earlier run knew of the files of one archive.
#pragma once

#include <optional>
#include <string_view>

#include "base/storage/file_stamp.hpp"
#include "builder/model/source.hpp"

namespace cairn {

/// Threads: any number.
class Recollection {
  public:
    virtual ~Recollection() = default;
    /// What the file at this path below the root was, if it is as it was; nullopt: it has to be looked at.
    virtual std::optional<Format> format_of(std::string_view relative, const FileStamp& stamp) const = 0;
};

}  // namespace cairn
