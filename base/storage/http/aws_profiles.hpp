// The files in which the tools of AWS keep keys and settings ("Configuration and credential file settings").
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/storage/http/environment.hpp"

namespace cairn {

/// Settings of one profile. What is nested below a name ("s3 =", then "  addressing_style = path") is called
/// "s3.addressing_style".
using AwsProfile = std::map<std::string, std::string>;

/// By the name of the section: "default", "profile backup", "services x". Lines that are none are passed over.
std::map<std::string, AwsProfile> parse_aws_profiles(std::string_view text);

struct NamedProfile {
    std::string name;
    bool is_chosen = false;  ///< by the user, who must be told when it is not there
    AwsProfile settings;     ///< of ~/.aws/credentials, else of ~/.aws/config
};

/// The profile of this name; empty: that of AWS_PROFILE, else "default". The files are those of
/// AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE, else of ~/.aws. Throws std::invalid_argument when a chosen profile
/// is in neither.
NamedProfile aws_profile(const std::string& name, const VariableLookup& variable);

}  // namespace cairn
