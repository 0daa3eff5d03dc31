// Checksums as multihashes: https://multiformats.io/multihash
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace cairn::validate {

/// The digest that a multihash names, while it is made of bytes. Threads: one.
class Multihash {
  public:
    /// nullopt: it is no multihash in hexadecimal digits, or of an algorithm that is not known here (SHA-1, SHA-2,
    /// SHA-3, MD5 and BLAKE2b-512 are).
    static std::optional<Multihash> of(std::string_view hexadecimal);

    void add(std::string_view bytes);
    /// Ends it: the multihash of the bytes, in small hexadecimal digits.
    std::string take();

  private:
    struct Free {
        void operator()(evp_md_ctx_st* context) const;
    };
    Multihash(std::string head, std::unique_ptr<evp_md_ctx_st, Free> context)
        : m_head(std::move(head)), m_context(std::move(context)) {}

    std::string m_head;  ///< code and length, as digits
    std::unique_ptr<evp_md_ctx_st, Free> m_context;
};

}  // namespace cairn::validate
