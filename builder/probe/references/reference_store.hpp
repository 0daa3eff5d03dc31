// References as a store of keys: what is inline, and what is read out of the files that the references point into.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "builder/probe/references/locations.hpp"
#include "builder/probe/references/sink.hpp"
#include "builder/probe/zarr/key_store.hpp"

namespace cairn::references {

class ReferenceStore final : public zarr::KeyStore {
  public:
    static constexpr std::uint64_t k_most_bytes = 64ULL << 20;  ///< of inline values, URLs and keys together
    static constexpr std::size_t k_most_entries = 500'000;

    explicit ReferenceStore(Locations& locations) : m_locations(locations) {}

    /// False when the store is full: then nothing is added.
    bool add_inline(std::string_view key, std::string_view bytes);
    bool add_target(std::string_view key, std::string_view array, const Target& target);
    /// The key is there but has this reason for not being readable.
    void add_unusable(std::string_view key, std::string_view why);
    void remove(std::string_view key);
    /// Keys below `path` that are not there are not readable for this reason, instead of being absent.
    void mark_incomplete(std::string_view path, std::string_view why);
    bool has(std::string_view key) const { return m_entries.find(key) != m_entries.end(); }

    Outcome<std::optional<std::string>> get(std::string_view key, std::uint64_t largest_bytes) override;
    Outcome<std::optional<std::string>> get_range(std::string_view key, std::uint64_t offset,
                                                  std::uint64_t count) override;
    Outcome<std::optional<std::uint64_t>> size_of(std::string_view key) override;
    Outcome<std::vector<zarr::Entry>> list(std::string_view prefix) override;

  private:
    struct Kept {
        std::string url;
        std::string array;
        std::uint64_t offset = 0;
        std::uint64_t length = 0;
        bool is_whole_file = false;
        bool is_own_file = false;
    };
    struct Unusable {
        std::string why;
    };
    using Entry = std::variant<std::string, Kept, Unusable>;

    bool takes(std::uint64_t bytes);
    const Entry* find(std::string_view key) const;
    Outcome<std::optional<std::uint64_t>> size_of_absent(std::string_view key) const;
    Outcome<Location> location_of(std::string_view key, const Kept& kept) const;
    Outcome<std::uint64_t> size_of(std::string_view key, const Kept& kept) const;

    Locations& m_locations;
    std::map<std::string, Entry, std::less<>> m_entries;
    std::map<std::string, std::string, std::less<>> m_incomplete;  ///< why, by path
    std::uint64_t m_bytes = 0;
};

}  // namespace cairn::references
