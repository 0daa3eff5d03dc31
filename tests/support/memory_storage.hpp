// Storages for tests: objects in memory, and a storage whose reads fail when the test says so.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/storage/storage.hpp"

namespace cairn::test {

class MemoryStorage final : public Storage {
  public:
    explicit MemoryStorage(std::map<std::string, std::string> objects) : m_objects(std::move(objects)) {}

    Answer<ObjectStat> stat(const std::string& key) override;
    std::unique_ptr<PendingRead> begin_read(const std::string& key, std::uint64_t max_bytes) override;
    Answer<std::vector<std::string>> read_ranges(const std::string& key, const std::vector<ByteRange>& ranges,
                                                 const std::string& version) override;
    std::string place_of(const std::string& key) const override { return "memory/" + key; }
    Traffic traffic() const override { return {m_requests, m_bytes}; }
    std::size_t reads_ahead() const override { return 4; }

  private:
    Answer<std::string> bytes_of(const std::string& key);

    std::map<std::string, std::string> m_objects;
    std::atomic<std::uint64_t> m_requests{0};
    std::atomic<std::uint64_t> m_bytes{0};
};

/// Another storage, of which `fault_of` lets single keys fail; nullopt: it is as it is.
class FaultyStorage final : public Storage {
  public:
    using FaultOf = std::function<std::optional<StorageFault>(const std::string& key)>;
    FaultyStorage(std::unique_ptr<Storage> storage, FaultOf fault_of)
        : m_storage(std::move(storage)), m_fault_of(std::move(fault_of)) {}

    Answer<ObjectStat> stat(const std::string& key) override;
    std::unique_ptr<PendingRead> begin_read(const std::string& key, std::uint64_t max_bytes) override;
    Answer<std::vector<std::string>> read_ranges(const std::string& key, const std::vector<ByteRange>& ranges,
                                                 const std::string& version) override;
    std::string place_of(const std::string& key) const override { return m_storage->place_of(key); }
    Traffic traffic() const override { return m_storage->traffic(); }
    std::size_t reads_ahead() const override { return m_storage->reads_ahead(); }

  private:
    std::unique_ptr<Storage> m_storage;
    FaultOf m_fault_of;
};

}  // namespace cairn::test
