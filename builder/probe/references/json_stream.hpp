// A Feed as the stream that RapidJSON reads.
#pragma once

#include <cassert>
#include <cstddef>
#include <memory>
#include <span>

#include "builder/probe/references/feed.hpp"

namespace cairn::references {

/// RapidJSON's concept of an input stream, with a limit: RapidJSON holds a string as a whole until it ends, so that the
/// text between two events must not be unbounded. After the limit, and at the end, there are only NUL characters.
class JsonStream {
  public:
    using Ch = char;

    static constexpr std::size_t k_block = 256 << 10;
    static constexpr std::size_t k_longest_token = 32 << 20;

    explicit JsonStream(Feed& feed) : m_feed(feed), m_block(new char[k_block]) {
        refill();
        skip_byte_order_mark();
    }

    Ch Peek() const { return *m_at; }
    Ch Take() {
        const char taken = *m_at++;
        if (m_at == m_end) refill();
        return taken;
    }
    std::size_t Tell() const { return m_before + static_cast<std::size_t>(m_at - m_begin); }

    /// An event came: what follows is another token.
    void mark() { m_marked = Tell(); }

    bool is_at_end() const { return m_has_ended; }
    bool has_too_long_token() const { return m_is_too_long; }

    // What RapidJSON wants of streams that it writes to.
    Ch* PutBegin() { return assert(false), nullptr; }
    void Put(Ch) { assert(false); }
    void Flush() { assert(false); }
    std::size_t PutEnd(Ch*) { return assert(false), 0; }

  private:
    void refill() {
        m_before = Tell();
        m_is_too_long = m_is_too_long || m_before - m_marked > k_longest_token;
        const std::size_t got = m_has_ended || m_is_too_long ? 0 : m_feed.read(std::span<char>(m_block.get(), k_block));
        m_begin = m_at = got == 0 ? &k_nul : m_block.get();
        if (got == 0 && m_has_ended) --m_before;  // NUL characters do not count
        m_has_ended = got == 0;
        m_end = m_begin + (got == 0 ? 1 : got);
    }

    void skip_byte_order_mark() {
        constexpr unsigned char k_mark[] = {0xEF, 0xBB, 0xBF};
        const bool has_mark = m_end - m_begin >= 3 && static_cast<unsigned char>(m_begin[0]) == k_mark[0] &&
                              static_cast<unsigned char>(m_begin[1]) == k_mark[1] &&
                              static_cast<unsigned char>(m_begin[2]) == k_mark[2];
        for (int i = 0; has_mark && i < 3; ++i) Take();
    }

    static constexpr char k_nul = '\0';

    Feed& m_feed;
    std::unique_ptr<char[]> m_block;
    const char* m_begin = &k_nul;
    const char* m_at = &k_nul;
    const char* m_end = &k_nul;
    std::size_t m_before = 0;
    std::size_t m_marked = 0;
    bool m_has_ended = false;
    bool m_is_too_long = false;
};

}  // namespace cairn::references
