// What a user is told of a command line that cannot be understood, in the words of both programs: CLI11's own name its
// classes and types.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace cairn::usage {

/// Checks of the value of an option: each says what was found and what is allowed. None changes the help text.
CLI::Validator one_of(std::vector<std::string> words);
/// The words of an option that `one_of` checks; empty: any text will do.
std::vector<std::string> allowed_words(CLI::Option& option);
CLI::Validator whole_number(std::uint64_t least, std::uint64_t most);
/// A variable of a shell that is not set leaves an empty text, which is never what was meant.
CLI::Validator not_empty();
CLI::Validator folder();

/// What is wrong with the line: the first argument that nothing takes, with the option that was perhaps meant; an
/// option without its value; or what a check said. `verb`: the subcommand in question, or `app` itself.
std::string complaint(const CLI::App& app, const CLI::App& verb, const CLI::ParseError& error);

}  // namespace cairn::usage
