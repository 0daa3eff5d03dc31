#include "base/sha256.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

namespace cairn {

namespace {

using Digest = std::array<unsigned char, EVP_MAX_MD_SIZE>;

std::string text_of(const Digest& digest, unsigned int size) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(digest.at(i));
    return bytes;
}

std::string digest_with(const EVP_MD* kind, const char* name, std::string_view bytes) {
    Digest digest{};
    unsigned int size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, kind, nullptr) != 1)
        throw std::runtime_error(std::string("OpenSSL cannot compute ") + name);
    return hexadecimal(text_of(digest, size));
}

}  // namespace

std::string sha256_of(std::string_view bytes) { return digest_with(EVP_sha256(), "SHA-256", bytes); }

std::string md5_of(std::string_view bytes) { return digest_with(EVP_md5(), "MD5", bytes); }

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
    Digest digest{};
    unsigned int size = 0;
    const auto* text = reinterpret_cast<const unsigned char*>(bytes.data());
    if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), text, bytes.size(), digest.data(), &size) ==
        nullptr)
        throw std::runtime_error("OpenSSL cannot compute HMAC-SHA256");
    return text_of(digest, size);
}

std::string hexadecimal(std::string_view bytes) {
    constexpr std::string_view k_digits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += {k_digits[byte >> 4U], k_digits[byte & 15U]};
    }
    return text;
}

}  // namespace cairn
