// Keys of roles, which containers and virtual machines are given by a server beside them.
#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "base/storage/http/aws_signature.hpp"
#include "base/storage/http/environment.hpp"
#include "base/storage/storage.hpp"

namespace cairn {

/// Those of a container (ECS, EKS Pod Identity): AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI, with
/// AWS_CONTAINER_AUTHORIZATION_TOKEN or _TOKEN_FILE. nullopt: none of these is set. Plain http is taken from this
/// machine and the addresses that AWS uses only.
std::optional<Answer<AwsKeys>> container_keys(const VariableLookup& variable);

/// Those of an instance of EC2, by version 2 of its metadata service, waited for a second at most. nullopt: there is no
/// such service, or AWS_EC2_METADATA_DISABLED is true.
std::optional<Answer<AwsKeys>> instance_keys(const VariableLookup& variable);

/// What these servers answer: AccessKeyId, SecretAccessKey, Token, Expiration.
Answer<AwsKeys> parse_role_keys(std::string_view json);

}  // namespace cairn
