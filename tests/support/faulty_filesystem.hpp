// A file system of which one operation fails: what a full or failing disk does to a build.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <limits>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "builder/write/filesystem.hpp"

namespace cairn::test {

enum class Operation {
    create_folders,
    create,
    append,
    close,
    rename,
    rename_new,
    link,
    sync,
    remove_file,
    remove_folder,
    remove_all
};

constexpr std::array<Operation, 11> k_operations{
    Operation::create_folders, Operation::create,        Operation::append,    Operation::close,
    Operation::rename,         Operation::rename_new,    Operation::link,      Operation::sync,
    Operation::remove_file,    Operation::remove_folder, Operation::remove_all};

std::string name_of(Operation operation);

/// The operation of a kind that fails, counted from 0, and all of its kind after it when `for_good` (a disk that stays
/// full).
struct Fault {
    Operation operation = Operation::append;
    std::size_t index = std::numeric_limits<std::size_t>::max();
    bool for_good = false;
    std::errc error = std::errc::no_space_on_device;
};

/// Passes everything on to another file system, but for the fault. Threads: as safe as the other one.
class FaultyFilesystem : public Filesystem {
  public:
    FaultyFilesystem(Filesystem& inner, Fault fault) : m_inner(inner), m_fault(fault) {}

    void create_folders(const std::string& path) override;
    std::unique_ptr<OutputFile> create(const std::string& path) override;
    void rename(const std::string& from, const std::string& to) override;
    void rename_new(const std::string& from, const std::string& to) override;
    void link_or_copy(const std::string& from, const std::string& to) override;
    /// Never done: tests do not outlive a power cut.
    void sync(const std::string& top, const std::vector<std::string>& paths) override;
    void remove_file(const std::string& path) override;
    bool remove_folder(const std::string& path) override;
    void remove_all(const std::string& path) override;
    PathKind kind_of(const std::string& path) const override { return m_inner.kind_of(path); }
    std::optional<FileState> state_of(const std::string& path) const override { return m_inner.state_of(path); }
    std::vector<DiskMember> members_of(const std::string& folder) const override {
        return m_inner.members_of(folder);
    }
    std::string read(const std::string& path) const override { return m_inner.read(path); }
    std::optional<FileId> id_of(const std::string& path) const override { return m_inner.id_of(path); }
    Mounts mounts() const override { return m_inner.mounts(); }
    std::string resolved(const std::string& path) const override { return m_inner.resolved(path); }

    /// How many operations of a kind were asked for.
    std::size_t count(Operation operation) const { return m_counts[static_cast<std::size_t>(operation)]; }
    bool has_failed() const { return m_has_failed; }

  protected:
    /// Counts, and throws when it is this one's turn to fail.
    virtual void step(Operation operation, const std::string& path);

  private:
    class File;

    Filesystem& m_inner;
    Fault m_fault;
    std::array<std::atomic<std::size_t>, k_operations.size()> m_counts{};
    std::atomic<bool> m_has_failed = false;
};

/// A process that dies at its n-th operation: that one and all after it fail, whatever they are. What a crash leaves on
/// the disk is what this leaves.
class CrashingFilesystem : public FaultyFilesystem {
  public:
    CrashingFilesystem(Filesystem& inner, std::size_t index) : FaultyFilesystem(inner, {}), m_index(index) {}
    bool has_crashed() const { return m_next > m_index; }

  protected:
    void step(Operation operation, const std::string& path) override;

  private:
    std::size_t m_index;
    std::atomic<std::size_t> m_next = 0;
};

}  // namespace cairn::test
