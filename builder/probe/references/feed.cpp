#include "builder/probe/references/feed.hpp"

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace cairn::references {

namespace {

constexpr std::size_t k_block = 256 << 10;
constexpr int k_largest_window_log = 26;
constexpr std::uint64_t k_largest_factor = 1000;
constexpr std::uint64_t k_small = 64ULL << 20;  ///< of any factor
constexpr unsigned char k_zstd_magic[] = {0x28, 0xB5, 0x2F, 0xFD};

class PlainFeed final : public Feed {
  public:
    explicit PlainFeed(PositionedBytes& file) : m_file(file) {}

    std::size_t read(std::span<char> into) override {
        const std::size_t got = m_file.read(m_offset, std::as_writable_bytes(into));
        m_offset += got;
        return got;
    }
    const std::string& failure() const override { return m_failure; }

  private:
    PositionedBytes& m_file;
    std::uint64_t m_offset = 0;
    std::string m_failure;
};

struct FreeStream {
    void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
};

class ZstdFeed final : public Feed {
  public:
    explicit ZstdFeed(PositionedBytes& file)
        : m_packed(file), m_file_size(file.size_bytes()), m_block(k_block), m_stream(ZSTD_createDStream()) {
        ZSTD_DCtx_setParameter(m_stream.get(), ZSTD_d_windowLogMax, k_largest_window_log);
    }

    std::size_t read(std::span<char> into) override {
        ZSTD_outBuffer out{into.data(), into.size(), 0};
        while (out.pos < out.size && m_failure.empty()) {
            if (m_in.pos == m_in.size && !refill()) break;
            const std::size_t result = ZSTD_decompressStream(m_stream.get(), &out, &m_in);
            if (ZSTD_isError(result)) {
                m_failure =
                    fmt::format("the zstd data are damaged or need too much memory: {}", ZSTD_getErrorName(result));
                break;
            }
            m_frame_is_open = result != 0;
        }
        m_unpacked += out.pos;
        check_factor();
        return out.pos;
    }
    const std::string& failure() const override { return m_failure; }

  private:
    bool refill() {
        m_in = {m_block.data(), m_packed.read(m_block), 0};
        if (m_in.size == 0 && m_frame_is_open) m_failure = "the zstd data are cut off";
        return m_in.size != 0;
    }

    void check_factor() {
        if (m_unpacked <= k_small || m_unpacked / k_largest_factor <= m_file_size) return;
        m_failure = fmt::format(
            "{} bytes of zstd data decompress to more than {} times as much, which references "
            "do not",
            m_file_size, k_largest_factor);
    }

    PlainFeed m_packed;
    std::uint64_t m_file_size;
    std::vector<char> m_block;
    std::unique_ptr<ZSTD_DStream, FreeStream> m_stream;
    ZSTD_inBuffer m_in{nullptr, 0, 0};
    std::uint64_t m_unpacked = 0;
    bool m_frame_is_open = true;
    std::string m_failure;
};

}  // namespace

std::unique_ptr<Feed> make_feed(PositionedBytes& file) {
    std::byte magic[sizeof k_zstd_magic];
    if (file.read(0, magic) == sizeof magic && std::memcmp(magic, k_zstd_magic, sizeof magic) == 0)
        return std::make_unique<ZstdFeed>(file);
    return std::make_unique<PlainFeed>(file);
}

}  // namespace cairn::references
