// The options of `cairn validate` and of `cairn-validate`, which are the same.
#pragma once

#include <CLI/CLI.hpp>

#include "validator/command.hpp"

namespace cairn::validate {

/// Adds PATH, which it returns, and all options; values go into `command`, which must outlive the parse.
CLI::Option& declare_options(CLI::App& app, Command& command);

}  // namespace cairn::validate
