// A storage whose listing comes from somewhere else than its server.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/storage/storage.hpp"

namespace cairn {

struct ListedObject {
    std::string key;  ///< with a final '/': a folder that is a store, which the storage itself lists
    ObjectStat stat;
};

/// All objects of a storage by a list of them; reads go to the storage. What the list does not have is not found in
/// folders, and may be read all the same. Stores are listed by the storage; where it lists nothing, or hides names, the
/// names that stores have are asked for. Memory: the list. Threads: safe.
class ListedStorage final : public Storage {
  public:
    /// An object that is listed twice counts as the later line has it.
    ListedStorage(std::unique_ptr<Storage> storage, std::vector<ListedObject> objects);

    Answer<ObjectStat> stat(const std::string& key) override { return m_storage->stat(key); }
    std::unique_ptr<PendingRead> begin_read(const std::string& key, std::uint64_t max_bytes) override {
        return m_storage->begin_read(key, max_bytes);
    }
    Answer<std::vector<std::string>> read_ranges(const std::string& key, const std::vector<ByteRange>& ranges,
                                                 const std::string& version) override {
        return m_storage->read_ranges(key, ranges, version);
    }
    std::unique_ptr<PendingRanges> begin_ranges(const std::string& key, const std::vector<ByteRange>& ranges,
                                                const std::string& version) override {
        return m_storage->begin_ranges(key, ranges, version);
    }
    bool answers_ranges() const override { return m_storage->answers_ranges(); }
    Answer<std::vector<FolderMember>> list(const std::string& folder) override;
    std::string place_of(const std::string& key) const override { return m_storage->place_of(key); }
    Traffic traffic() const override { return m_storage->traffic(); }
    std::size_t reads_ahead() const override { return m_storage->reads_ahead(); }

  private:
    bool is_listed(const std::string& key) const;
    bool is_in_store(const std::string& folder) const;
    Answer<std::vector<FolderMember>> list_store(const std::string& folder) const;

    std::unique_ptr<Storage> m_storage;
    std::vector<ListedObject> m_objects;  ///< sorted by key
};

}  // namespace cairn
