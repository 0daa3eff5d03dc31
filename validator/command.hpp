// `cairn validate` and `cairn-validate`: one command of two programs.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>

#include "base/exit_codes.hpp"
#include "validator/validate.hpp"

namespace cairn::validate {

struct Command {
    std::string path;
    std::string format = "text";  ///< or "json"
    std::string output;           ///< file for the report; empty: it is `Answer::text`
    std::size_t jobs = 0;         ///< threads; 0: one for each core
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
