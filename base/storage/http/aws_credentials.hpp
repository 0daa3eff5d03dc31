// Where the keys of S3 come from.
#pragma once

#include <functional>
#include <string>

#include "base/storage/http/aws_profiles.hpp"
#include "base/storage/http/aws_signature.hpp"
#include "base/storage/http/environment.hpp"

namespace cairn {

/// The keys to sign with now: those of a role are asked for again before they end. Threads: safe. Never throws.
using AwsKeySource = std::function<AwsKeys()>;

/// In the order of the tools of AWS: the profile that `is_named` on the command line; AWS_ACCESS_KEY_ID,
/// AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; the profile of the files; the role of the container; that of the
/// instance. Empty: there are none, and requests are anonymous. Throws std::invalid_argument when what is set cannot be
/// used (half a pair of keys, a profile that runs a program or asks for another role), std::runtime_error when the
/// server of a container gives no keys. No message has a key in it.
enum class ProfileChoice { by_option, by_environment };
AwsKeySource aws_key_source(const NamedProfile& profile, ProfileChoice choice, const VariableLookup& variable);

}  // namespace cairn
