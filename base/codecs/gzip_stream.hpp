// Gzip files (RFC 1952) that come in pieces and need not fit in memory: libdeflate unpacks whole blocks only.
#pragma once

#include <memory>

#include "base/codecs/bytes.hpp"

struct z_stream_s;

namespace cairn::codecs {

/// Members one after the other. Memory: a window of 32 KiB. Threads: one.
class GzipStream {
  public:
    enum class State { within_member, at_end_of_member, damaged };

    GzipStream();

    /// Takes from the front of `in` and fills the front of `out` until one of them is empty or a member ends; both are
    /// what is left afterwards.
    State decode(Bytes& in, Out& out);

  private:
    struct End {
        void operator()(z_stream_s* stream) const;
    };
    std::unique_ptr<z_stream_s, End> m_stream;
};

}  // namespace cairn::codecs
