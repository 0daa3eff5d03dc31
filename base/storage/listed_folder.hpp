// Folders that a server lists in another place than the one that it was asked for.
#pragma once

#include <string>
#include <vector>

#include "base/storage/storage.hpp"

namespace cairn {

/// A folder as it was listed, and where that is: a server may send from one folder to another one of the same storage.
struct ListedFolder {
    std::vector<FolderMember> members;
    std::string folder;
};

/// What a storage is, too, whose server may do so. Threads: safe.
class SendsToFolders {
  public:
    virtual ~SendsToFolders() = default;
    /// As Storage::list.
    virtual Answer<ListedFolder> list_where_it_is(const std::string& folder) = 0;
};

/// A folder of any storage; of those that send nowhere it is where it was asked for.
Answer<ListedFolder> list_where_it_is(Storage& storage, const std::string& folder);

}  // namespace cairn
