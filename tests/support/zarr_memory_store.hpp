// A Zarr store in memory, for tests.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "builder/probe/zarr/key_store.hpp"

namespace cairn::test {

class ZarrMemoryStore final : public zarr::KeyStore {
  public:
    using Contents = std::map<std::string, std::string, std::less<>>;

    explicit ZarrMemoryStore(Contents contents) : m_contents(std::move(contents)) {}

    Outcome<std::optional<std::string>> get(std::string_view key, std::uint64_t largest_bytes) override {
        ++m_reads;
        const auto found = m_contents.find(key);
        if (found == m_contents.end()) return std::optional<std::string>();
        m_bytes_read += found->second.size();
        if (found->second.size() > largest_bytes)
            return Problem{.code = "probe/too-large", .path = std::string(key), .message = "too large"};
        return std::optional<std::string>(found->second);
    }

    Outcome<std::optional<std::string>> get_range(std::string_view key, std::uint64_t offset,
                                                  std::uint64_t count) override {
        ++m_reads;
        const auto found = m_contents.find(key);
        if (found == m_contents.end()) return std::optional<std::string>();
        if (offset > found->second.size()) return std::optional<std::string>(std::string());
        std::string part = found->second.substr(offset, count);
        m_bytes_read += part.size();
        return std::optional<std::string>(std::move(part));
    }

    Outcome<std::optional<std::uint64_t>> size_of(std::string_view key) override {
        const auto found = m_contents.find(key);
        if (found == m_contents.end()) return std::optional<std::uint64_t>();
        return std::optional<std::uint64_t>(found->second.size());
    }

    Outcome<std::vector<zarr::Entry>> list(std::string_view prefix) override {
        const std::string start = prefix.empty() ? std::string() : std::string(prefix) + "/";
        std::map<std::string, bool> names;
        for (auto entry = m_contents.lower_bound(start); entry != m_contents.end(); ++entry) {
            if (entry->first.compare(0, start.size(), start) != 0) break;
            const std::string rest = entry->first.substr(start.size());
            const std::size_t end = rest.find('/');
            names[rest.substr(0, end)] |= end != std::string::npos;
        }
        std::vector<zarr::Entry> entries;
        for (const auto& [name, is_prefix] : names) entries.push_back({name, is_prefix});
        return entries;
    }

    std::size_t reads() const { return m_reads; }
    std::uint64_t bytes_read() const { return m_bytes_read; }

  private:
    Contents m_contents;
    std::size_t m_reads = 0;
    std::uint64_t m_bytes_read = 0;
};

}  // namespace cairn::test
