#include "builder/probe/zarr/codecs/step.hpp"

#include <fmt/format.h>

#include <array>

#include "base/codecs/blosc.hpp"
#include "base/codecs/bzip2.hpp"
#include "base/codecs/deflate.hpp"
#include "base/codecs/lz4.hpp"
#include "base/codecs/lzma.hpp"
#include "base/codecs/zstd.hpp"
#include "builder/probe/zarr/codecs/byte_filters.hpp"
#include "builder/probe/zarr/codecs/decompress.hpp"
#include "builder/probe/zarr/codecs/failure.hpp"
#include "builder/probe/zarr/codecs/number_filters.hpp"

namespace cairn::zarr {

namespace {

struct Compression {
    std::string_view name;
    Decompressor undo;
};

codecs::Decoded unbzip2_all(Bytes in, Out out) { return codecs::unbzip2(in, out, codecs::Bzip2Streams::all); }

constexpr std::array k_compressions{
    Compression{"blosc", codecs::unblosc},       Compression{"zstd", codecs::unzstd},
    Compression{"gzip", codecs::ungzip},         Compression{"zlib", codecs::unzlib},
    Compression{"lz4", codecs::unlz4_numcodecs}, Compression{"bz2", unbzip2_all},
    Compression{"lzma", codecs::unlzma},
};

struct Filter {
    std::string_view name;
    void (*set_up)(Step& step, const json::Value& configuration);
};

constexpr std::array k_filters{
    Filter{"shuffle", set_up_shuffle},       Filter{"packbits", set_up_packbits},
    Filter{"bitround", set_up_bitround},     Filter{"crc32", set_up_crc32},
    Filter{"adler32", set_up_adler32},       Filter{"crc32c", set_up_crc32c},
    Filter{"fletcher32", set_up_fletcher32}, Filter{"delta", set_up_delta},
    Filter{"quantize", set_up_quantize},     Filter{"fixedscaleoffset", set_up_fixed_scale_offset},
    Filter{"astype", set_up_astype},
};

/// Data that do not shrink grow a little: no format here adds more.
std::uint64_t most_compressed(std::uint64_t decoded) { return decoded + decoded / 16 + 4096; }

void refuse_raw_lzma(const json::Value& configuration) {
    constexpr int k_raw = 3;
    const json::Value* format = json::find(configuration, "format");
    if (format != nullptr && format->IsInt() && format->GetInt() == k_raw)
        throw Unsupported{"codec 'lzma' in its raw format is not known"};
}

Step compression_step(std::string_view name, const Compression& compression) {
    Step step;
    step.name = name;
    step.undo = [undo = compression.undo](Bytes in, Buffer& out, std::uint64_t most) {
        out.resize(most);
        out.resize(decompressed(undo, in, out.bytes()));
    };
    step.most_encoded = most_compressed;
    return step;
}

}  // namespace

std::string_view without_prefix(std::string_view name) {
    constexpr std::string_view k_prefix = "numcodecs.";
    return name.substr(0, k_prefix.size()) == k_prefix ? name.substr(k_prefix.size()) : name;
}

Step make_step(std::string_view name, const json::Value& configuration) {
    const std::string_view plain = without_prefix(name);
    if (plain == "lzma") refuse_raw_lzma(configuration);
    for (const Compression& compression : k_compressions) {
        if (compression.name == plain) return compression_step(name, compression);
    }
    for (const Filter& filter : k_filters) {
        if (filter.name != plain) continue;
        Step step;
        step.name = name;
        step.most_encoded = [](std::uint64_t decoded) { return decoded; };
        step.has_fixed_size = true;
        filter.set_up(step, configuration);
        return step;
    }
    throw Unsupported{fmt::format("codec '{}' is not known", name)};
}

void undo_step(const Step& step, Bytes in, Buffer& out, std::uint64_t most) {
    try {
        step.undo(in, out, most);
    } catch (const Damage& damage) {
        throw Damage{fmt::format("codec '{}': {}", step.name, damage.what)};
    } catch (const Unsupported& unsupported) {
        throw Unsupported{fmt::format("codec '{}': {}", step.name, unsupported.what), unsupported.why};
    }
}

}  // namespace cairn::zarr
