// One codec that makes bytes of bytes, ready to decode: Zarr v2's compressors and filters, v3's bytes -> bytes codecs
// and the codecs of numcodecs that stand for either.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/json/value.hpp"
#include "builder/probe/zarr/codecs/bytes.hpp"

namespace cairn::zarr {

struct Step {
    std::string name;  ///< as the metadata spell it

    /// Fills `out` with what `in` decodes to, at most so many bytes. Throws Damage, Unsupported.
    std::function<void(Bytes in, Buffer& out, std::uint64_t most)> undo;

    /// How many bytes at most encode so many decoded bytes. What a compressor adds is bounded generously.
    std::function<std::uint64_t(std::uint64_t decoded)> most_encoded;

    bool has_fixed_size = false;      ///< `most_encoded` is how many bytes it is, not only a bound
    std::uint32_t encoded_width = 0;  ///< bytes of an encoded element, when the codec changes the type; else 0
};

/// `configuration`: of v2 the codec's object, of v3 its configuration. Throws Unsupported for a codec that this version
/// does not know, Damage for a configuration that makes no sense.
Step make_step(std::string_view name, const json::Value& configuration);

/// Undoes one step; what it throws says the codec's name.
void undo_step(const Step& step, Bytes in, Buffer& out, std::uint64_t most);

/// The name without the prefix that v3 gives the codecs of numcodecs.
std::string_view without_prefix(std::string_view name);

}  // namespace cairn::zarr
