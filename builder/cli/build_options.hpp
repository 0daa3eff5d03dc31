// From the options of a command line to those of a build, for all verbs that scan or assemble.
#pragma once

#include <cstdint>
#include <string>

#include "builder/cli/command_line.hpp"
#include "builder/config/config.hpp"
#include "builder/pipeline.hpp"
#include "builder/state/state_path.hpp"
#include "builder/write/filesystem.hpp"

namespace cairn {

/// The configuration that was named, or that of an archive or of records alone, with the settings of the environment.
/// Throws std::invalid_argument with all errors.
Config configuration(const BuildCommand& command);

/// `out`: an absolute path. Throws StateRefused when there is no place for the state.
BuildOptions options_of(const BuildCommand& command, const Config& config, const std::string& out);

/// What decides where the state of a run lies. `out`: an absolute path.
StatePlace place_of_state(const BuildCommand& command, const Config& config, const std::string& out);
/// The ledger of a state, where none is named.
std::string ledger_beside(const std::string& state);

/// OUT as an absolute path, without links on the way to a "..", which means another folder then.
std::string absolute_out(const std::string& out, const Filesystem& disk);

/// Absolute, without "." and ".." in it.
std::string absolute(const std::string& path);

}  // namespace cairn
