// What a dry run would write: ids with their counts, sizes, and one Item as it would stand in the tree.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

struct PlannedItem {
    std::string id;
    std::uint64_t assets = 0;
};

struct PlannedCollection {
    std::uint64_t assets = 0;        ///< with those of its own
    std::vector<PlannedItem> items;  ///< by id
};

struct Planned {
    std::map<std::string, PlannedCollection> collections;  ///< by id
    std::uint64_t documents = 0;
    std::uint64_t document_bytes = 0;
    std::uint64_t data_bytes = 0;  ///< `file:size` of all assets
    std::string sample_path;       ///< of the Item with the least path
    std::string sample;            ///< its text
};

/// Reads the documents of a tree as they are made. Only in a dry run: a build that writes has them in its folder.
/// Threads: any number.
class Planning {
  public:
    /// `path`: docs/layout.md says what stands there.
    void take(const std::string& path, std::string_view bytes);
    Planned finish();

  private:
    std::mutex m_mutex;  ///< guards the rest
    Planned m_planned;
    std::map<std::string, std::string> m_item_of_folder;                   ///< folder of an Item -> its id
    std::map<std::string, std::string> m_collection_of_folder;             ///< likewise
    std::map<std::string, std::map<std::string, std::uint64_t>> m_assets;  ///< folder of a Collection, of an Item
};

}  // namespace cairn
