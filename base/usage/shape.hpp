// What a program takes on its command line, as data: completions of shells and manual pages are made of it.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace cairn::usage {

struct OptionShape {
    std::string name;                 ///< "--format"; of a positional argument "PATH"
    std::string description;          ///< one sentence
    std::string value;                ///< "FORMAT"; empty: a flag
    std::vector<std::string> values;  ///< the only ones; empty: any
    bool is_positional = false;
    bool takes_many = false;
    bool value_may_lack = false;  ///< "--wait" alone
};

struct VerbShape {
    std::string words;  ///< "cairn schemas pull"; of the program itself its name
    std::string description;
    std::string footer;  ///< examples, exit codes
    std::vector<OptionShape> options;
    std::vector<VerbShape> verbs;

    std::string last_word() const;
};

/// The program with all its verbs. `--help` is left out.
VerbShape shape_of(CLI::App& app);

}  // namespace cairn::usage
