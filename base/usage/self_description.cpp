#include "base/usage/self_description.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>
#include <vector>

#include "base/usage/completion.hpp"
#include "base/usage/manual.hpp"
#include "base/usage/usage.hpp"

namespace cairn::usage {

namespace {

constexpr const char* k_completion_footer = R"(
Examples:
  cairn completion bash > /etc/bash_completion.d/cairn
  cairn completion zsh > /usr/local/share/zsh/site-functions/_cairn
  cairn completion fish > ~/.config/fish/completions/cairn.fish

Packages install all three.
Exit codes: 0 clean; 2 usage; 141 the reader of standard output left, as head does.)";

constexpr const char* k_man_footer = R"(
Examples:
  cairn man build | man -l -
  cairn man schemas pull > /usr/local/share/man/man1/cairn-schemas-pull.1

Packages install the pages of all commands.
Exit codes: 0 clean; 2 usage; 141 the reader of standard output left, as head does.)";

const VerbShape* find(const VerbShape& verb, const std::string& words) {
    if (verb.words == words) return &verb;
    for (const VerbShape& inner : verb.verbs)
        if (const VerbShape* found = find(inner, words)) return found;
    return nullptr;
}

}  // namespace

void add_self_description(CLI::App& app, const std::string& version, std::function<void(const std::string&)> print) {
    CLI::App* shell_verb = app.add_subcommand("completion", "Print a script that completes command lines in a shell");
    const auto shell = std::make_shared<std::string>();
    shell_verb->add_option("SHELL", *shell, fmt::format("{}", fmt::join(shells(), ", ")))
        ->type_name("")
        ->check(one_of(shells()))
        ->required();
    shell_verb->footer(k_completion_footer);
    shell_verb->callback([&app, shell, print] {
        print(completion(shape_of(app), *shell));
        throw CLI::Success();
    });

    CLI::App* man_verb = app.add_subcommand("man", "Print the manual page of a command, for man -l -");
    const auto words = std::make_shared<std::vector<std::string>>();
    man_verb->add_option("VERB", *words, "The command, in one word or two (default: the program)")->type_name("");
    man_verb->footer(k_man_footer);
    man_verb->callback([&app, words, version, print] {
        const VerbShape program = shape_of(app);
        std::string wanted = program.words;
        for (const std::string& word : *words) wanted += " " + word;
        const VerbShape* verb = find(program, wanted);
        if (verb == nullptr) throw CLI::ValidationError(fmt::format("there is no command '{}'", wanted));
        print(manual_page(program, *verb, version));
        throw CLI::Success();
    });
}

}  // namespace cairn::usage
