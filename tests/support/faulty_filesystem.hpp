// A file system of which one operation fails: what a full or failing disk does to a build.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <limits>
#include <memory>
#include <string>
#include <system_error>

#include "builder/write/filesystem.hpp"

namespace cairn::test {

enum class Operation { create_folders, create, append, close, rename, exchange, sync, remove_all };

constexpr std::array<Operation, 8> k_operations{Operation::create_folders, Operation::create,    Operation::append,
                                                Operation::close,          Operation::rename,    Operation::exchange,
                                                Operation::sync,           Operation::remove_all};

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
    void exchange(const std::string& a, const std::string& b) override;
    void sync(const std::string& folder) override;
    void remove_all(const std::string& path) override;
    PathKind kind_of(const std::string& path) const override { return m_inner.kind_of(path); }
    std::string resolved(const std::string& path) const override { return m_inner.resolved(path); }

    /// How many operations of a kind were asked for.
    std::size_t count(Operation operation) const { return m_counts[static_cast<std::size_t>(operation)]; }
    bool has_failed() const { return m_has_failed; }

  private:
    class File;
    /// Counts, and throws when it is this one's turn to fail.
    void step(Operation operation, const std::string& path);

    Filesystem& m_inner;
    Fault m_fault;
    std::array<std::atomic<std::size_t>, k_operations.size()> m_counts{};
    std::atomic<bool> m_has_failed = false;
};

}  // namespace cairn::test
