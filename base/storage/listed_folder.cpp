#include "base/storage/listed_folder.hpp"

#include <utility>

namespace cairn {

Answer<ListedFolder> list_where_it_is(Storage& storage, const std::string& folder) {
    if (auto* server = dynamic_cast<SendsToFolders*>(&storage)) return server->list_where_it_is(folder);
    Answer<std::vector<FolderMember>> members = storage.list(folder);
    if (auto* fault = std::get_if<StorageFault>(&members)) return std::move(*fault);
    return ListedFolder{std::move(std::get<std::vector<FolderMember>>(members)), folder};
}

}  // namespace cairn
