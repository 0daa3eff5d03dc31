// From the options of a command line to those of a build, for all verbs that scan or assemble.
#pragma once

#include <cstdint>
#include <string>

#include "builder/cli/command_line.hpp"
#include "builder/config/config.hpp"
#include "builder/pipeline.hpp"

namespace cairn {

/// The configuration that was named, or that of an archive or of records alone, with the settings of the environment.
/// Throws std::invalid_argument with all errors.
Config configuration(const BuildCommand& command);

/// `out`: an absolute path. Throws StateRefused when there is no place for the state.
BuildOptions options_of(const BuildCommand& command, const Config& config, const std::string& out);

/// Absolute, without "." and ".." in it.
std::string absolute(const std::string& path);

}  // namespace cairn
