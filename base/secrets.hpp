// Secrets in URLs: credentials and signatures, which let whoever reads them in. A catalog is for everybody to read.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// Whether the whole text is a URL or a reference, or URLs (with "://") stand somewhere in it.
enum class UrlText { whole, within };

/// The text without the secrets of its URLs; nullopt: it has none, which is found out without a copy. Removed are
/// - user information, "user:password@" and "token@"; of abfs and wasb URLs, where a container stands there, only when
///   there is a password;
/// - parameters of the query, the fragment and the path (";name=value") whose names are those of secrets: AWS
///   (X-Amz-..., AWSAccessKeyId, Signature), Google (X-Goog-..., GoogleAccessId), Azure (sig), CloudFront (Key-Pair-Id,
///   Signature), Alibaba and Tencent (x-oss-..., q-signature), Akamai (hdnts), and token, key, api_key, password, auth,
///   jwt, session, secret and their kind, in any case and with any of "-_." between their words;
/// - beside a signature also what was signed with it: Expires, Policy, and Azure's sv, se, sp, st, sr, skoid, ...
/// Percent-encoded spellings and URLs in URLs count as well.
std::optional<std::string> without_secrets(std::string_view text, UrlText kind);

/// The path or name without the secrets of its parts between '/': each may be a URL or the end of one
/// ("a.nc?X-Amz-Signature=...", as downloads leave it); nullopt: there are none. A part that is nothing but parameters
/// ("token=...") counts as well.
std::optional<std::string> without_secrets_in_path(std::string_view path);

/// The text of a message: with URLs within it, and without their secrets.
std::string discreet(std::string message);

}  // namespace cairn
