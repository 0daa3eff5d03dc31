// SHA-256 (FIPS 180-4), through OpenSSL.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

/// 64 small hexadecimal digits. Throws std::runtime_error when OpenSSL cannot (a build of it without SHA-256).
std::string sha256_of(std::string_view bytes);

}  // namespace cairn
