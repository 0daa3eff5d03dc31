#include "validator/assets/multihash.hpp"

#include <openssl/evp.h>

#include <array>

namespace cairn::validate {

namespace {

struct Algorithm {
    std::string_view head;  ///< code (a variable-length integer) and length, in hexadecimal digits
    const EVP_MD* (*digest)();
};

const std::array k_algorithms{
    Algorithm{"1114", EVP_sha1},     Algorithm{"1220", EVP_sha256},   Algorithm{"2030", EVP_sha384},
    Algorithm{"1340", EVP_sha512},   Algorithm{"1620", EVP_sha3_256}, Algorithm{"1540", EVP_sha3_384},
    Algorithm{"1440", EVP_sha3_512}, Algorithm{"d50110", EVP_md5},    Algorithm{"c0e40240", EVP_blake2b512},
};

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

void Multihash::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

std::optional<Multihash> Multihash::of(std::string_view hexadecimal) {
    for (const Algorithm& algorithm : k_algorithms) {
        const EVP_MD* digest = algorithm.digest();
        const std::size_t length = algorithm.head.size() + 2 * static_cast<std::size_t>(EVP_MD_get_size(digest));
        if (!hexadecimal.starts_with(algorithm.head) || hexadecimal.size() != length) continue;
        std::unique_ptr<evp_md_ctx_st, Free> context(EVP_MD_CTX_new());
        if (context == nullptr) throw std::bad_alloc();
        if (EVP_DigestInit_ex(context.get(), digest, nullptr) != 1) return std::nullopt;  // MD5 where FIPS forbids it
        return Multihash(std::string(algorithm.head), std::move(context));
    }
    return std::nullopt;
}

void Multihash::add(std::string_view bytes) { EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size()); }

std::string Multihash::take() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    EVP_DigestFinal_ex(m_context.get(), bytes.data(), &size);
    return m_head + hexadecimal_of(bytes.data(), size);
}

}  // namespace cairn::validate
