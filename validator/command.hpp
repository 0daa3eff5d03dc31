// `cairn validate` and `cairn-validate`: one command of two programs.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>
#include <vector>

#include "base/exit_codes.hpp"
#include "validator/validate.hpp"

namespace cairn::validate {

/// The mildest findings that end with exit code 1. What is not checked is an error with Options::strict.
enum class FailOn { error, warning };

struct Command {
    std::string path;
    std::string format = "text";       ///< the name of a Writer
    std::string output;                ///< file for the report; empty: it is `Answer::text`
    std::vector<std::string> reports;  ///< further ones, "FORMAT=FILE"
    std::size_t most_groups = 50;
    std::string rules_file;  ///< empty: none; so `baseline`
    std::string baseline;
    bool update_baseline = false;
    bool fix = false;        ///< show what can be mended
    bool write_fix = false;  ///< and write it
    FailOn fail_on = FailOn::error;
    std::size_t jobs = 0;  ///< threads; 0: one for each core
    std::string version;   ///< of the program
    Options options;
};

struct Answer {
    ExitCode code = ExitCode::clean;
    std::string text;       ///< for standard output
    std::string complaint;  ///< for standard error
};

/// The bundled schemas, a URL a line, sorted.
std::string list_of_schemas();

/// Throws what validate() throws.
Answer run(const Command& command, const std::atomic<bool>& stop);

}  // namespace cairn::validate
