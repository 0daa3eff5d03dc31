// Files that describe data, placed by the data beside them: records of metadata, pictures, READMEs.
#pragma once

#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "builder/model/other_file.hpp"
#include "builder/model/plan.hpp"

namespace cairn {

/// See all data, then ask. What is asked for is known before, so that data cost a look-up for each folder above them,
/// and nothing where no file describes data. Threads: any number.
class Neighbours {
  public:
    explicit Neighbours(std::span<const OtherFile> files);

    void see(const Entry& entry);

    /// Where a file belongs that has the name of data in its folder, but for the ending and words like "_thumbnail":
    /// into their Item. nullopt: it describes no such data.
    std::optional<Placement> by_name(const OtherFile& file) const;
    /// Where a file belongs that lies in or above the folders of data: into their Item, when it is one; else to their
    /// Collection. nullopt: they are of several Collections, there are none, or the file is data itself.
    std::optional<Placement> by_folder(const OtherFile& file) const;

  private:
    struct Data {
        bool is_seen = false;
        bool is_of_many_items = false;
        bool is_of_many_collections = false;
        Placement placement;
        void add(const Placement& one);
    };
    using Table = std::unordered_map<std::string, Data>;

    std::mutex m_mutex;  ///< guards what the tables hold; they do not grow
    Table m_names;       ///< by archive, folder and stem
    Table m_folders;     ///< by archive and folder
};

}  // namespace cairn
