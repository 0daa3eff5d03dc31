#include "builder/probe/references/feed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "base/codecs/zstd.hpp"

namespace cairn::references {

namespace {

constexpr std::size_t k_block = 256 << 10;
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

class ZstdFeed final : public Feed {
  public:
    explicit ZstdFeed(PositionedBytes& file) : m_packed(file), m_file_size(file.size_bytes()), m_block(k_block) {}

    std::size_t read(std::span<char> into) override {
        codecs::Out out = std::as_writable_bytes(into);
        while (!out.empty() && m_failure.empty()) {
            if (m_in.empty() && !refill()) break;
            const auto state = m_stream.decode(m_in, out);
            if (state == codecs::ZstdStream::State::damaged) {
                m_failure = fmt::format("the zstd data are damaged or need too much memory: {}", m_stream.error());
            } else {
                m_frame_is_open = state == codecs::ZstdStream::State::within_frame;
            }
        }
        const std::size_t got = into.size() - out.size();
        m_unpacked += got;
        check_factor();
        return got;
    }
    const std::string& failure() const override { return m_failure; }

  private:
    bool refill() {
        m_in = std::as_bytes(std::span(m_block)).first(m_packed.read(m_block));
        if (m_in.empty() && m_frame_is_open) m_failure = "the zstd data are cut off";
        return !m_in.empty();
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
    codecs::ZstdStream m_stream;
    codecs::Bytes m_in;  ///< what is left of the block
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
