// The web servers and object stores of a run, found by the places of what lies in them: "https://host/archive/a/b.nc",
// "s3://bucket/prefix/a/b.nc". A place is the root, '/', and the key as it is, not percent-encoded.
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/storage/object_bytes.hpp"
#include "base/storage/read_habits.hpp"
#include "base/storage/storage.hpp"
#include "base/storage/witness.hpp"

namespace cairn {

/// Threads: safe, but for `add`.
class WebStorages {
  public:
    explicit WebStorages(std::uint64_t largest_whole = ObjectPlace::k_largest_whole) : m_largest_whole(largest_whole) {}

    /// `root` has no final '/'. Before anything is looked for.
    void add(std::string root, std::unique_ptr<Storage> storage);

    /// What serves a place, by the longest root that it is or lies below; the key of the root itself is empty. nullopt:
    /// nothing is fetched from there.
    std::optional<ObjectPlace> find(std::string_view place);

    /// Files that were looked at are read soon, so that what was fetched of them is kept: of all together k_most_kept
    /// bytes, what came first.
    void keep(const std::string& place, std::unique_ptr<ObjectBytes> bytes);
    /// Null: nothing is kept of it.
    std::unique_ptr<ObjectBytes> take(const std::string& place);
    bool keeps_more() const;

    /// Storages may share what counts their requests.
    void count_by(std::function<Traffic()> traffic) { m_traffic = std::move(traffic); }
    /// What all storages cost.
    Traffic traffic() const;

  private:
    static constexpr std::uint64_t k_most_kept = 128 << 20;

    std::uint64_t m_largest_whole;
    std::function<Traffic()> m_traffic;  ///< empty: each storage counts its own
    ReadHabits m_habits;
    std::vector<std::pair<std::string, std::unique_ptr<Storage>>> m_storages;  ///< the longest root first
    mutable std::mutex m_mutex;                                                ///< guards the rest
    std::unordered_map<std::string, std::unique_ptr<ObjectBytes>> m_kept;
    std::uint64_t m_kept_bytes = 0;
};

/// Whether everything is as it was seen: places of `web` by asking for each, folders (with a final '/') by listing them
/// again, all others on the disk. `web`: null: nothing lies there.
bool are_unchanged(const std::vector<Sighting>& seen, WebStorages* web);

/// What stands for the members of a folder of the web, as a folder's own stamp does on a disk.
FileStamp stamp_of(const std::vector<FolderMember>& members);

}  // namespace cairn
