#include "base/codecs/bitshuffle.hpp"

#include <algorithm>

#include "base/codecs/lz4.hpp"
#include "base/codecs/zstd.hpp"

namespace cairn::codecs {

namespace {

constexpr std::size_t k_unit = 8;  ///< blocks hold a multiple of so many values
constexpr std::size_t k_widest = 1 << 16;

enum class Compression : std::uint32_t { none = 0, lz4 = 2, zstd = 3 };

std::size_t default_values_in_block(std::size_t width) {
    constexpr std::size_t k_target_bytes = 8192;
    constexpr std::size_t k_least_values = 128;
    return std::max(k_target_bytes / width / k_unit * k_unit, k_least_values);
}

/// The bits of eight bytes as an 8 by 8 matrix, transposed: bit k of byte m becomes bit m of byte k.
std::uint64_t transposed(std::uint64_t bits) {
    const auto swap = [&bits](std::uint64_t mask, unsigned distance) {
        const std::uint64_t differing = (bits ^ bits >> distance) & mask;
        bits ^= differing ^ differing << distance;
    };
    swap(0x00AA'00AA'00AA'00AAU, 7);
    swap(0x0000'CCCC'0000'CCCCU, 14);
    swap(0x0000'0000'F0F0'F0F0U, 28);
    return bits;
}

bool decompress_block(Compression compression, Bytes in, Out out) {
    if (compression == Compression::lz4) return fills_from_lz4(in, out);
    const Decoded got = unzstd(in, out);
    return got && *got == out.size();
}

/// Takes the blocks of a chunk one after the other; the values that fill no unit of eight stand at the end as they are.
class Blocks {
  public:
    Blocks(Compression compression, std::size_t width, Bytes in, Out out)
        : m_compression(compression), m_width(width), m_in(in), m_out(out) {}

    bool read(std::size_t values_in_block) {
        while (m_out.size() >= k_unit * m_width) {
            const std::size_t values = std::min(values_in_block, m_out.size() / m_width / k_unit * k_unit);
            if (!read_block(values * m_width)) return false;
        }
        if (m_in.size() < m_out.size()) return false;
        std::copy_n(m_in.begin(), m_out.size(), m_out.begin());
        return true;
    }

  private:
    bool read_block(std::size_t size) {
        Bytes bits;
        if (m_compression == Compression::none) {
            if (m_in.size() < size) return false;
            bits = m_in.first(size);
            m_in = m_in.subspan(size);
        } else {
            if (m_in.size() < 4) return false;
            const std::uint64_t stored = load_bits<std::uint32_t>(m_in.data(), ByteOrder::big);
            m_in = m_in.subspan(4);
            if (stored > m_in.size()) return false;
            m_block.resize(size);
            if (!decompress_block(m_compression, m_in.first(stored), m_block)) return false;
            bits = m_block;
            m_in = m_in.subspan(stored);
        }
        transpose_bits_back(bits, m_out.first(size), m_width);
        m_out = m_out.subspan(size);
        return true;
    }

    Compression m_compression;
    std::size_t m_width;
    Bytes m_in;
    Out m_out;
    std::vector<std::byte> m_block;
};

}  // namespace

Decoded unbitshuffle(const std::vector<std::uint32_t>& parameters, Bytes in, Out out) {
    constexpr std::size_t k_head = 12;
    if (parameters.size() < 3 || parameters[2] == 0 || parameters[2] > k_widest) return DecodeFault::damaged;
    const std::size_t width = parameters[2];
    const auto compression = static_cast<Compression>(parameters.size() > 4 ? parameters[4] : 0);
    std::uint64_t size = in.size();
    std::uint64_t values_in_block = parameters.size() > 3 ? parameters[3] : 0;
    if (compression != Compression::none) {
        if (compression != Compression::lz4 && compression != Compression::zstd) return DecodeFault::damaged;
        if (in.size() < k_head) return DecodeFault::damaged;
        size = load_bits<std::uint64_t>(in.data(), ByteOrder::big);
        values_in_block = load_bits<std::uint32_t>(in.data() + 8, ByteOrder::big) / width;
        in = in.subspan(k_head);
    }
    if (values_in_block == 0) values_in_block = default_values_in_block(width);
    if (size > out.size() || size % width != 0 || values_in_block % k_unit != 0) return DecodeFault::damaged;
    if (!Blocks(compression, width, in, out.first(size)).read(values_in_block)) return DecodeFault::damaged;
    return static_cast<std::size_t>(size);
}

void transpose_bits_back(Bytes in, Out out, std::size_t width) {
    const std::size_t row = in.size() / width / k_unit;  // bytes
    for (std::size_t j = 0; j < width; ++j) {
        for (std::size_t group = 0; group < row; ++group) {
            std::uint64_t bits = 0;
            for (std::size_t k = 0; k < k_unit; ++k)
                bits |= std::to_integer<std::uint64_t>(in[(j * k_unit + k) * row + group]) << (k_unit * k);
            bits = transposed(bits);
            for (std::size_t m = 0; m < k_unit; ++m)
                out[(group * k_unit + m) * width + j] = static_cast<std::byte>(bits >> (k_unit * m));
        }
    }
}

}  // namespace cairn::codecs
