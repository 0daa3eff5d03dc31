// The JSON documents of a store, read within limits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json/value.hpp"
#include "builder/probe/zarr/key_store.hpp"
#include "builder/probe/zarr/reports.hpp"

namespace cairn::zarr {

constexpr std::uint64_t k_largest_document = 32ULL << 20;
constexpr std::uint64_t k_all_documents = 64ULL << 20;  ///< of one store together

class Documents {
  public:
    Documents(KeyStore& store, Reports& reports) : m_store(store), m_reports(reports) {}

    /// The object at a key; nullopt when there is none, or when it is not one object of JSON, which is said in the
    /// reports: with `cost`, which ends that sentence ("the array is left out").
    std::optional<json::Value> get(std::string_view key, std::string_view cost, Severity severity = Severity::error);

    /// The last document asked for is there, but cannot be used.
    bool was_unusable() const { return m_was_unusable; }

    KeyStore& store() { return m_store; }
    Reports& reports() { return m_reports; }

  private:
    std::optional<json::Value> unusable(Problem problem);

    KeyStore& m_store;
    Reports& m_reports;
    std::uint64_t m_bytes_left = k_all_documents;
    bool m_was_unusable = false;
};

}  // namespace cairn::zarr
