// Where the keys of a Zarr store are: a folder, a zip archive, later references into other files.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"
#include "base/storage/positioned.hpp"

namespace cairn::zarr {

/// One entry directly below a prefix.
struct Entry {
    std::string name;        ///< one component, as the store spells it
    bool is_prefix = false;  ///< it has entries of its own (a folder)
    bool operator==(const Entry&) const = default;
};

/// Whether a key can be looked up: components that are neither empty nor "." nor "..", no NUL byte, not overlong.
bool is_confined(std::string_view key);

/// "prefix/name", or "name" below the root.
std::string joined(std::string_view prefix, std::string_view name);

/// Maps keys ("a/b/.zarray", no leading or final '/') to bytes. Keys are confined: "..", ".", empty components and NUL
/// bytes are never looked up, symbolic links out of the store are refused. Threads: one at a time.
class KeyStore {
  public:
    virtual ~KeyStore() = default;

    /// The bytes of a key; nullopt when it is not there. A Problem when it is there and cannot be read, or has more
    /// than `largest_bytes` ("probe/too-large"): then nothing was allocated for it.
    virtual Outcome<std::optional<std::string>> get(std::string_view key, std::uint64_t largest_bytes) = 0;

    /// `count` bytes from `offset`; fewer at the end of the value. nullopt when the key is not there.
    virtual Outcome<std::optional<std::string>> get_range(std::string_view key, std::uint64_t offset,
                                                          std::uint64_t count) = 0;

    /// Size of the value in bytes; nullopt when the key is not there.
    virtual Outcome<std::optional<std::uint64_t>> size_of(std::string_view key) = 0;

    /// A store at the distance `network` is not asked for what only confirms what it says of itself.
    virtual Distance distance() const { return Distance::unknown; }

    /// Keys that are about to be asked for, in this order: a store over a network asks for them at once. They need not
    /// be there.
    virtual void expect(const std::vector<std::string>& /*keys*/) {}

    /// Folder that the keys are below, inside the archive which is the store; empty: none.
    virtual std::string root() const { return {}; }

    /// What is directly below a prefix ("" is the root), sorted by name. Empty when there is nothing.
    virtual Outcome<std::vector<Entry>> list(std::string_view prefix) = 0;
};

}  // namespace cairn::zarr
