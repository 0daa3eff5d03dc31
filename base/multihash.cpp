#include "base/multihash.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <new>
#include <stdexcept>
#include <utility>
#include <vector>

#include "base/letters.hpp"

namespace cairn {

namespace {

/// How the multihashes of an algorithm begin: its code and the length of its digests, each a varint (seven bits a byte,
/// the least first), as small hexadecimal digits.
class Beginning {
  public:
    constexpr Beginning(std::uint32_t code, std::uint32_t bytes) {
        add(code);
        add(bytes);
    }
    constexpr std::string_view text() const { return {m_digits.data(), m_size}; }

  private:
    constexpr void add(std::uint32_t value) {
        for (; value >= 0x80; value >>= 7U) add_byte((value & 0x7FU) | 0x80U);
        add_byte(value);
    }
    constexpr void add_byte(std::uint32_t byte) {
        for (const std::uint32_t digit : {byte >> 4U, byte & 15U}) m_digits.at(m_size++) = k_digits[digit];
    }

    static constexpr std::string_view k_digits = "0123456789abcdef";
    std::array<char, 16> m_digits{};
    std::size_t m_size = 0;
};

struct Algorithm {
    constexpr Algorithm(std::string_view name_, std::uint32_t code, std::uint32_t bytes_,
                        const EVP_MD* (*digest_)() = nullptr, std::string_view alias_ = {}, std::string_view iana_ = {})
        : name(name_), beginning(code, bytes_), bytes(bytes_), digest(digest_), alias(alias_), iana(iana_) {}

    std::string_view name;
    Beginning beginning;  ///< from the code of the multicodec table
    std::size_t bytes;    ///< of a digest
    const EVP_MD* (*digest)();  ///< OpenSSL's; nullptr: it has none
    std::string_view alias;     ///< what others call it; empty: the name alone
    std::string_view iana;      ///< textual name of hash functions; empty: none that programs know
};

/// In the order of trust. The code, the bytes of a digest.
constexpr std::array k_algorithms{
    Algorithm{"sha2-256", 0x12, 32, EVP_sha256, "sha256", "sha-256"},
    Algorithm{"sha2-512", 0x13, 64, EVP_sha512, "sha512", "sha-512"},
    Algorithm{"sha2-384", 0x20, 48, EVP_sha384, "sha384", "sha-384"},
    Algorithm{"sha3-256", 0x16, 32, EVP_sha3_256},
    Algorithm{"sha3-512", 0x14, 64, EVP_sha3_512},
    Algorithm{"sha3-384", 0x15, 48, EVP_sha3_384},
    Algorithm{"blake2b-512", 0xB240, 64, EVP_blake2b512, "blake2b"},
    Algorithm{"blake3", 0x1E, 32},
    Algorithm{"sha2-224", 0x1013, 28, EVP_sha224, "sha224"},
    Algorithm{"sha3-224", 0x17, 28, EVP_sha3_224},
    Algorithm{"sha1", 0x11, 20, EVP_sha1, {}, "sha-1"},
    Algorithm{"md5", 0xD5, 16, EVP_md5, {}, "md5"},
    Algorithm{"crc32", 0x0132, 4},
};

std::string names() {
    std::vector<std::string_view> all;
    for (const Algorithm& one : k_algorithms) all.push_back(one.name);
    return fmt::format("{}", fmt::join(all, ", "));
}

/// Case, '-' and '_' do not count.
bool is_called(std::string_view name, std::string_view wanted) {
    const auto counts = [](char c) { return c != '-' && c != '_'; };
    auto at = name.begin();
    for (const char c : wanted) {
        if (!counts(c)) continue;
        at = std::find_if(at, name.end(), counts);
        if (at == name.end() || small_letter(c) != *at++) return false;
    }
    return std::find_if(at, name.end(), counts) == name.end();
}

bool is_hexadecimal(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// The algorithm of a multihash in small hexadecimal digits; the end of the table: it is none.
const Algorithm* algorithm_of(std::string_view multihash) {
    return std::ranges::find_if(k_algorithms, [&](const Algorithm& one) {
        const std::string_view beginning = one.beginning.text();
        return multihash.size() == beginning.size() + 2 * one.bytes && multihash.starts_with(beginning) &&
               is_hexadecimal(multihash);
    });
}

std::string hexadecimal_of(const unsigned char* bytes, unsigned size) {
    constexpr std::string_view k_digits = "0123456789abcdef";
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        text += k_digits[bytes[i] >> 4U];
        text += k_digits[bytes[i] & 15U];
    }
    return text;
}

}  // namespace

Multihash multihash_of(std::string_view algorithm, std::string_view digest) {
    const auto known = std::ranges::find_if(k_algorithms, [&](const Algorithm& one) {
        return is_called(one.name, algorithm) || (!one.alias.empty() && is_called(one.alias, algorithm));
    });
    if (known == k_algorithms.end()) {
        return ChecksumComplaint{
            fmt::format("found the algorithm '{}', expected one of {}; leave the checksum out", algorithm, names())};
    }
    const std::string value = in_small_letters(digest);
    if (value.size() != 2 * known->bytes || !is_hexadecimal(value)) {
        return ChecksumComplaint{
            fmt::format("found a digest of {} characters, expected the {} hexadecimal digits of {}", value.size(),
                        2 * known->bytes, known->name)};
    }
    return std::string(known->beginning.text()) + value;
}

Multihash checked_multihash(std::string_view hexadecimal) {
    std::string value = in_small_letters(hexadecimal);
    if (algorithm_of(value) != k_algorithms.end()) return value;
    return ChecksumComplaint{fmt::format(
        "found a text that is no multihash (code of the algorithm, length, digest) of one of {}; a plain digest is "
        "written {{\"algorithm\": \"md5\", \"value\": \"...\"}}",
        names())};
}

std::string_view algorithm_of_length(std::size_t digits) {
    switch (digits) {
        case 32:
            return "md5";
        case 40:
            return "sha1";
        case 56:
            return "sha2-224";
        case 64:
            return "sha2-256";
        case 96:
            return "sha2-384";
        case 128:
            return "sha2-512";
        default:
            return {};
    }
}

std::size_t rank_of_multihash(std::string_view multihash) {
    return static_cast<std::size_t>(algorithm_of(multihash) - k_algorithms.begin());
}

std::optional<TextualHash> textual_hash_of(std::string_view multihash) {
    const Algorithm* algorithm = algorithm_of(multihash);
    if (algorithm == k_algorithms.end() || algorithm->iana.empty()) return std::nullopt;
    return TextualHash{algorithm->iana, multihash.substr(algorithm->beginning.text().size())};
}

void Digester::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

std::optional<Digester> Digester::made(std::string head, const evp_md_st* digest) {
    Context context(EVP_MD_CTX_new());
    if (context == nullptr) throw std::bad_alloc();
    // MD5 where FIPS forbids it.
    if (EVP_DigestInit_ex(context.get(), digest, nullptr) != 1) return std::nullopt;
    return Digester(std::move(head), std::move(context));
}

std::optional<Digester> Digester::of(std::string_view multihash) {
    const Algorithm* algorithm = algorithm_of(multihash);
    if (algorithm == k_algorithms.end() || algorithm->digest == nullptr) return std::nullopt;
    return made(std::string(algorithm->beginning.text()), algorithm->digest());
}

Digester Digester::sha2_256() {
    auto digester = made(std::string(k_algorithms.front().beginning.text()), EVP_sha256());
    if (!digester) throw std::runtime_error("OpenSSL cannot compute SHA-256");
    return *std::move(digester);
}

void Digester::add(std::string_view bytes) { EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size()); }

std::string Digester::take() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    EVP_DigestFinal_ex(m_context.get(), bytes.data(), &size);
    return m_head + hexadecimal_of(bytes.data(), size);
}

}  // namespace cairn
