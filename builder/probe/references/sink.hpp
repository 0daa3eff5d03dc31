// What a reference set holds, one key after the other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cairn::references {

/// Where the bytes of a key are.
struct Target {
    std::string_view url;  ///< templates expanded
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    bool is_whole_file = false;  ///< then offset and length are 0
    bool is_own_file = false;    ///< a part of the store itself: without it the store is damaged
};

/// Takes the references of a set. Views are valid during the call.
class Sink {
  public:
    virtual ~Sink() = default;

    /// Whether the value of a key is needed; the others are passed over unread.
    virtual bool wants(std::string_view key) = 0;
    virtual void take_inline(std::string_view key, std::string_view bytes) = 0;
    virtual void take_target(std::string_view key, const Target& target) = 0;

    /// The value of a key cannot be used: costs that key. `why` says what was found and what was expected.
    virtual void take_unusable(std::string_view key, std::string_view why) = 0;
};

/// Whether a key holds metadata of a Zarr store: ".zarray", "a/.zattrs", "zarr.json", ...
bool is_metadata_key(std::string_view key);

}  // namespace cairn::references
