// Checksums as multihashes: what "file:checksum" of the STAC file extension wants (https://multiformats.io/multihash,
// codes of its table). The one table of algorithms that builder and validator know.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

struct evp_md_ctx_st;
struct evp_md_st;

namespace cairn {

/// What is wrong, with what was expected.
struct ChecksumComplaint {
    std::string message;
};

/// A multihash in small hexadecimal digits: the code of the algorithm, the length and the digest.
using Multihash = std::variant<std::string, ChecksumComplaint>;

/// From a digest in hexadecimal digits. Algorithms as k_algorithms in multihash.cpp names them; case, '-' and '_' do not
/// count, and "sha256" is sha2-256.
Multihash multihash_of(std::string_view algorithm, std::string_view digest);

/// A multihash as it is, when its algorithm is one of these and its length is that of the algorithm.
Multihash checked_multihash(std::string_view hexadecimal);

/// The algorithm of the coreutils whose digests have so many hexadecimal digits: "md5" of 32, "sha2-256" of 64. Empty:
/// none has.
std::string_view algorithm_of_length(std::size_t digits);

/// A place in the order of trust, the least first: sha2-256, which all know, before longer and newer digests, these
/// before md5 and crc32. Of a text that is no multihash the last.
std::size_t rank_of_multihash(std::string_view multihash);

/// A hash as other formats write it.
struct TextualHash {
    std::string_view name;    ///< "sha-256", ...: of IANA's textual names of hash functions
    std::string_view digits;  ///< hexadecimal; of the multihash
};
/// nullopt: no multihash in small hexadecimal digits, or of an algorithm that has no such name that programs know.
std::optional<TextualHash> textual_hash_of(std::string_view multihash);

/// The digest of a multihash while it is made of bytes. Threads: one.
class Digester {
  public:
    /// The digest that a multihash names. nullopt: it is none in hexadecimal digits, or of an algorithm that OpenSSL
    /// does not have (BLAKE3, CRC-32).
    static std::optional<Digester> of(std::string_view multihash);
    /// sha2-256. Throws std::runtime_error where OpenSSL does not have it.
    static Digester sha2_256();

    void add(std::string_view bytes);
    /// Ends it: the multihash of the bytes, in small hexadecimal digits.
    std::string take();

  private:
    struct Free {
        void operator()(evp_md_ctx_st* context) const;
    };
    using Context = std::unique_ptr<evp_md_ctx_st, Free>;
    Digester(std::string head, Context context) : m_head(std::move(head)), m_context(std::move(context)) {}
    static std::optional<Digester> made(std::string head, const evp_md_st* digest);

    std::string m_head;  ///< code and length, as digits
    Context m_context;
};

}  // namespace cairn
