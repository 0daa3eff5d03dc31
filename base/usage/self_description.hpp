// What a program says of itself to shells and to man(1).
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

namespace cairn::usage {

/// Adds `completion SHELL` and `man [VERB]`, each of which hands its text to `print` and ends the parse with
/// CLI::Success.
void add_self_description(CLI::App& app, const std::string& version, std::function<void(const std::string&)> print);

}  // namespace cairn::usage
