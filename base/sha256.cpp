#include "base/sha256.hpp"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace cairn {

std::string sha256_of(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("OpenSSL cannot compute SHA-256");
    constexpr std::string_view k_digits = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < size; ++i) {
        text += k_digits[digest.at(i) >> 4U];
        text += k_digits[digest.at(i) & 15U];
    }
    return text;
}

}  // namespace cairn
