// Digests that others ask for: SHA-256 (FIPS 180-4), its keyed form (RFC 2104), and MD5 (RFC 1321), through OpenSSL.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

/// 64 small hexadecimal digits. Throws std::runtime_error when OpenSSL cannot (a build of it without SHA-256).
std::string sha256_of(std::string_view bytes);

/// The 32 bytes of HMAC-SHA256. Throws as sha256_of.
std::string hmac_sha256(std::string_view key, std::string_view bytes);

/// 32 small hexadecimal digits: what object stores call the ETag of what was uploaded in one piece. It tells changes,
/// not attacks. Throws as sha256_of, also where a policy of the machine forbids MD5.
std::string md5_of(std::string_view bytes);

/// Two small digits a byte.
std::string hexadecimal(std::string_view bytes);

}  // namespace cairn
