// What is asked about a folder to see which format of store it has, wherever the folder is.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/storage/object_bytes.hpp"

namespace cairn {

/// Members are named by their paths below the folder ("0.zarr/zarr.json"). What cannot be read is not there. Threads:
/// one.
class FolderLook {
  public:
    virtual ~FolderLook() = default;
    virtual std::string_view path() const = 0;
    virtual bool has_file(std::string_view member) const = 0;
    virtual bool has_folder(std::string_view member) const = 0;
    /// At most `count` bytes from the beginning of a file; empty: there is none.
    virtual std::string head_of(std::string_view member, std::size_t count) const = 0;
    /// Path of one member of a folder; empty: it has none.
    virtual std::string one_in(std::string_view folder) const = 0;

    /// The last component of the path.
    std::string_view name() const;
};

/// A folder of this machine.
class DiskFolder final : public FolderLook {
  public:
    explicit DiskFolder(std::string path) : m_path(std::move(path)) {}
    std::string_view path() const override { return m_path; }
    bool has_file(std::string_view member) const override;
    bool has_folder(std::string_view member) const override;
    std::string head_of(std::string_view member, std::size_t count) const override;
    std::string one_in(std::string_view folder) const override;

  private:
    std::string at(std::string_view member) const;

    std::string m_path;
};

/// A folder of a storage. Without `members`, its listing, files of the names that most stores have are asked for all at
/// once, each other question is a request of its own.
class ObjectFolder final : public FolderLook {
  public:
    using Members = std::optional<std::vector<FolderMember>>;
    ObjectFolder(ObjectPlace place, std::string path, Members members)
        : m_place(std::move(place)), m_path(std::move(path)), m_members(std::move(members)) {}
    std::string_view path() const override { return m_path; }
    bool has_file(std::string_view member) const override;
    bool has_folder(std::string_view member) const override;
    std::string head_of(std::string_view member, std::size_t count) const override;
    std::string one_in(std::string_view folder) const override;

  private:
    std::string key_of(std::string_view member) const;
    /// nullopt: the listing does not say.
    std::optional<bool> is_listed(std::string_view member, bool is_folder) const;

    bool is_there(std::string_view member) const;

    ObjectPlace m_place;
    std::string m_path;
    Members m_members;
    mutable std::map<std::string, bool, std::less<>> m_asked;  ///< whether they are there
};

}  // namespace cairn
