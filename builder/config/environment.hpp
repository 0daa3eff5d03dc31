// Settings from CAIRN_* variables: they replace what the configuration says, and the command line replaces them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "builder/config/config.hpp"
#include "builder/config/load.hpp"

namespace cairn {

/// One setting that a variable can give.
struct EnvironmentSetting {
    std::string_view variable;  ///< "CAIRN_ASSETS_INLINE_MAX"
    std::string_view
        pointer;  ///< of the same setting in a configuration, "/assets/inline_max": its schema says what is allowed
    void (*set)(Config&, const json::Value&);
};
const std::vector<EnvironmentSetting>& environment_settings();

/// The value of a variable; nullopt: not set.
using EnvironmentLookup = std::function<std::optional<std::string>(const std::string& variable)>;

/// Applies all settings of `environment_settings` that are set and not empty. Errors carry the variable in the place of
/// the file. Values are read as YAML scalars and checked by the schema of the configuration.
std::vector<ConfigError> apply_environment(Config& config, const EnvironmentLookup& lookup);

/// Errors for variables that begin like a setting (CAIRN_PUBLISH_, CAIRN_ASSETS_, CAIRN_LIMITS_, ...) and are none, with the
/// nearest one. `names`: of all variables that are set.
std::vector<ConfigError> unknown_settings(const std::vector<std::string>& names);
/// Names of all variables of the process.
std::vector<std::string> process_variables();

/// Looks into the environment of the process. Threads: not while another thread changes it.
EnvironmentLookup process_environment();

}  // namespace cairn
