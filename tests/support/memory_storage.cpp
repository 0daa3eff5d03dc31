#include "tests/support/memory_storage.hpp"

namespace cairn::test {

namespace {

using Kind = StorageFault::Kind;

std::string version_of(const std::string& bytes) { return std::to_string(std::hash<std::string>{}(bytes)); }

class Failed final : public PendingRead {
  public:
    explicit Failed(StorageFault fault) : m_fault(std::move(fault)) {}
    Answer<std::string> take() override { return m_fault; }

  private:
    StorageFault m_fault;
};

}  // namespace

Answer<std::string> MemoryStorage::bytes_of(const std::string& key) {
    if (!is_storage_key(key)) return StorageFault{Kind::refused, "no key"};
    const auto object = m_objects.find(key);
    if (object == m_objects.end()) return StorageFault{Kind::missing, "there is no such object"};
    return object->second;
}

Answer<ObjectStat> MemoryStorage::stat(const std::string& key) {
    const Answer<std::string> bytes = bytes_of(key);
    if (const auto* fault = std::get_if<StorageFault>(&bytes)) return *fault;
    return ObjectStat{std::get<std::string>(bytes).size(), version_of(std::get<std::string>(bytes))};
}

std::unique_ptr<PendingRead> MemoryStorage::begin_read(const std::string& key, std::uint64_t max_bytes) {
    return std::make_unique<DeferredRead>(
        *this, key, max_bytes, [](Storage& storage, const std::string& wanted, std::uint64_t most) {
            auto& memory = static_cast<MemoryStorage&>(storage);
            Answer<std::string> bytes = memory.bytes_of(wanted);
            if (const auto* found = std::get_if<std::string>(&bytes)) {
                ++memory.m_requests;
                memory.m_bytes += found->size();
                if (found->size() > most) return Answer<std::string>(StorageFault{Kind::too_large, "too many bytes"});
            }
            return bytes;
        });
}

Answer<std::vector<std::string>> MemoryStorage::read_ranges(const std::string& key,
                                                            const std::vector<ByteRange>& ranges,
                                                            const std::string& version) {
    const Answer<std::string> bytes = bytes_of(key);
    if (const auto* fault = std::get_if<StorageFault>(&bytes)) return *fault;
    const std::string& all = std::get<std::string>(bytes);
    if (!version.empty() && version != version_of(all)) return StorageFault{Kind::changed, "another version"};
    std::vector<std::string> parts;
    for (const ByteRange& range : ranges)
        parts.push_back(range.offset >= all.size() ? "" : all.substr(range.offset, range.size_bytes));
    return parts;
}

Answer<ObjectStat> FaultyStorage::stat(const std::string& key) {
    if (auto fault = m_fault_of(key)) return *fault;
    return m_storage->stat(key);
}

std::unique_ptr<PendingRead> FaultyStorage::begin_read(const std::string& key, std::uint64_t max_bytes) {
    if (auto fault = m_fault_of(key)) return std::make_unique<Failed>(*fault);
    return m_storage->begin_read(key, max_bytes);
}

Answer<std::vector<std::string>> FaultyStorage::read_ranges(const std::string& key,
                                                            const std::vector<ByteRange>& ranges,
                                                            const std::string& version) {
    if (auto fault = m_fault_of(key)) return *fault;
    return m_storage->read_ranges(key, ranges, version);
}

}  // namespace cairn::test
