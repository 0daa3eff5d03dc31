// Documents of a tree: read through the storage, parsed, and counted.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "base/json/value.hpp"
#include "base/storage/storage.hpp"

namespace cairn::search {

/// Something of the tree that could not be used; the search goes on without it.
struct Warning {
    std::string code;   ///< "search/unreadable-document", "search/not-json", ...
    std::string place;  ///< path or URL
    std::string message;
};
using Warn = std::function<void(Warning)>;

/// The search cannot go on: what was asked for is not there, or a budget is used up.
struct SearchEnded : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A document that was asked for.
class PendingDocument {
  public:
    PendingDocument(std::unique_ptr<PendingRead> read, std::string key)
        : m_read(std::move(read)), m_key(std::move(key)) {}
    const std::string& key() const { return m_key; }

  private:
    friend class Documents;
    std::unique_ptr<PendingRead> m_read;
    std::string m_key;
};

/// Threads: safe.
class Documents {
  public:
    static constexpr std::uint64_t k_largest = 256 << 20;  ///< as the validator

    explicit Documents(Storage& storage) : m_storage(storage) {}

    PendingDocument begin(const std::string& key) { return {m_storage.begin_read(key, k_largest), key}; }
    /// The document, an object. nullopt after a warning; a document that is not there gives one only when `expected`.
    enum class Presence { expected, possible };
    std::optional<json::Value> take(PendingDocument document, const Warn& warn, Presence presence = Presence::expected);

    Storage& storage() { return m_storage; }
    std::uint64_t count() const { return m_count; }  ///< documents that were read

  private:
    Storage& m_storage;
    std::atomic<std::uint64_t> m_count{0};
};

}  // namespace cairn::search
