#include "base/storage/storage.hpp"

#include <algorithm>

namespace cairn {

std::string_view name_of(StorageFault::Kind kind) {
    switch (kind) {
        case StorageFault::Kind::missing:
            return "missing";
        case StorageFault::Kind::denied:
            return "denied";
        case StorageFault::Kind::failed:
            return "failed";
        case StorageFault::Kind::timed_out:
            return "timed-out";
        case StorageFault::Kind::too_large:
            return "too-large";
        case StorageFault::Kind::changed:
            return "changed";
        case StorageFault::Kind::refused:
            return "refused";
        case StorageFault::Kind::over_budget:
            return "over-budget";
    }
    return "failed";
}

namespace {

/// Parts that are read when they are taken, of a storage that answers at once.
class DeferredRanges final : public PendingRanges {
  public:
    DeferredRanges(Storage& storage, std::string key, std::vector<ByteRange> ranges, std::string version)
        : m_storage(storage), m_key(std::move(key)), m_ranges(std::move(ranges)), m_version(std::move(version)) {}

    Answer<SeenRanges> take() override {
        Answer<ObjectStat> stat = m_storage.stat(m_key);
        if (auto* fault = std::get_if<StorageFault>(&stat)) return std::move(*fault);
        auto& known = std::get<ObjectStat>(stat);
        if (m_version.empty()) m_version = known.version;
        Answer<std::vector<std::string>> parts = m_storage.read_ranges(m_key, m_ranges, m_version);
        if (auto* fault = std::get_if<StorageFault>(&parts)) return std::move(*fault);
        return SeenRanges{std::move(std::get<std::vector<std::string>>(parts)), std::move(known)};
    }

  private:
    Storage& m_storage;
    std::string m_key;
    std::vector<ByteRange> m_ranges;
    std::string m_version;
};

}  // namespace

std::unique_ptr<PendingRanges> Storage::begin_ranges(const std::string& key, const std::vector<ByteRange>& ranges,
                                                     const std::string& version) {
    return std::make_unique<DeferredRanges>(*this, key, ranges, version);
}

Answer<std::vector<FolderMember>> Storage::list(const std::string&) {
    return StorageFault{StorageFault::Kind::failed, "nothing lists what is there"};
}

bool is_storage_key(std::string_view key) {
    constexpr std::size_t k_longest = 16'384;
    if (key.empty() || key.size() > k_longest || key.find('\0') != std::string_view::npos) return false;
    for (std::size_t begin = 0; begin <= key.size();) {
        const std::size_t end = std::min(key.find('/', begin), key.size());
        const std::string_view name = key.substr(begin, end - begin);
        if (name.empty() || name == "." || name == "..") return false;
        begin = end + 1;
    }
    return true;
}

}  // namespace cairn
