// Zstandard (RFC 8878): whole blocks, and frames that come in pieces.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/codecs/bytes.hpp"
#include "base/codecs/decoded.hpp"

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace cairn::codecs {

Decoded unzstd(Bytes in, Out out);
Decoded unzstd_with_dictionary(Bytes in, Out out, Bytes dictionary);

/// Packs blocks, each a frame. Memory: what the level needs, kept from block to block. Threads: one.
class ZstdPacker {
  public:
    explicit ZstdPacker(int level);

    /// Appends the frame. The same bytes and level give the same frame as long as the library is the same.
    void pack(std::string_view bytes, std::string& into);

  private:
    struct Free {
        void operator()(ZSTD_CCtx_s* context) const;
    };
    std::unique_ptr<ZSTD_CCtx_s, Free> m_context;
    int m_level;
};

/// Frames one after the other. Memory: the window of a frame, at most 2 to the power of `largest_window_log` bytes.
/// Threads: one.
class ZstdStream {
  public:
    enum class State { within_frame, at_end_of_frame, damaged };

    explicit ZstdStream(int largest_window_log = 26);

    /// Takes from the front of `in` and fills the front of `out` until one of them is empty or a frame ends; both are
    /// what is left afterwards.
    State decode(Bytes& in, Out& out);

    const char* error() const { return m_error; }  ///< of the library, once damaged

  private:
    struct Free {
        void operator()(ZSTD_DCtx_s* context) const;
    };
    std::unique_ptr<ZSTD_DCtx_s, Free> m_context;
    const char* m_error = "";
};

/// At most `most` bytes of what the begin of a frame decompresses to; empty when it is no frame: enough to tell what a
/// compressed file is.
std::string zstd_head(std::string_view packed, std::size_t most);

}  // namespace cairn::codecs
