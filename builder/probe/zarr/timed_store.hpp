// A store each of whose look-ups is a step of the time that its reading may take.
#pragma once

#include "builder/probe/time_limit.hpp"
#include "builder/probe/zarr/key_store.hpp"

namespace cairn::zarr {

/// Threads: one.
class TimedStore final : public KeyStore {
  public:
    /// `limit` may be null: then time is not counted.
    TimedStore(KeyStore& store, TimeLimit* limit) : m_store(store), m_limit(limit) {}

    Outcome<std::optional<std::string>> get(std::string_view key, std::uint64_t largest_bytes) override {
        step();
        return m_store.get(key, largest_bytes);
    }
    Outcome<std::optional<std::string>> get_range(std::string_view key, std::uint64_t offset,
                                                  std::uint64_t count) override {
        step();
        return m_store.get_range(key, offset, count);
    }
    Outcome<std::optional<std::uint64_t>> size_of(std::string_view key) override {
        step();
        return m_store.size_of(key);
    }
    Distance distance() const override { return m_store.distance(); }
    void expect(const std::vector<std::string>& keys) override { m_store.expect(keys); }
    std::string root() const override { return m_store.root(); }
    Outcome<std::vector<Entry>> list(std::string_view prefix) override {
        step();
        return m_store.list(prefix);
    }

  private:
    void step() {
        if (m_limit != nullptr) m_limit->step();
    }

    KeyStore& m_store;
    TimeLimit* m_limit;
};

}  // namespace cairn::zarr
