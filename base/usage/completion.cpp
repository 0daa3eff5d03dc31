#include "base/usage/completion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>

namespace cairn::usage {

namespace {

/// "cairn-validate" as part of the name of a function of bash.
std::string identifier(std::string text) {
    std::replace(text.begin(), text.end(), '-', '_');
    return text;
}

/// In single quotes, as all three shells read them.
std::string single_quoted(std::string_view text) {
    std::string result = "'";
    for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return result + "'";
}

/// The program's own options go with each of its verbs.
std::vector<OptionShape> options_with(const VerbShape& program, const VerbShape& verb) {
    std::vector<OptionShape> options;
    for (const OptionShape& option : verb.options)
        if (!option.is_positional) options.push_back(option);
    if (&verb == &program) return options;
    for (const OptionShape& option : program.options)
        if (!option.is_positional) options.push_back(option);
    return options;
}

/// What may follow the words of a verb: its verbs and its options.
std::vector<std::string> words_after(const VerbShape& program, const VerbShape& verb) {
    std::vector<std::string> words;
    for (const VerbShape& inner : verb.verbs) words.push_back(inner.last_word());
    for (const OptionShape& option : options_with(program, verb)) words.push_back(option.name);
    words.emplace_back("--help");
    return words;
}

void for_each_verb(const VerbShape& verb, const std::function<void(const VerbShape&)>& visit) {
    visit(verb);
    for (const VerbShape& inner : verb.verbs) for_each_verb(inner, visit);
}

std::string bash(const VerbShape& program) {
    std::string values;
    std::string words;
    for_each_verb(program, [&](const VerbShape& verb) {
        for (const OptionShape& option : options_with(program, verb)) {
            if (option.value.empty()) continue;
            const std::string action = option.values.empty()
                                           ? "return"
                                           : fmt::format("COMPREPLY=($(compgen -W '{}' -- \"$current\")); return",
                                                         fmt::join(option.values, " "));
            values += fmt::format("        '{} {}') {} ;;\n", verb.words, option.name, action);
        }
        words += fmt::format("        '{}') words='{}' ;;\n", verb.words, fmt::join(words_after(program, verb), " "));
    });
    std::string known;
    for_each_verb(program, [&](const VerbShape& verb) { known += (known.empty() ? "'" : "|'") + verb.words + "'"; });
    return fmt::format(R"(# Completion of {program} in bash.
{function}() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} verb='{program}' words='' i
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "$verb ${{COMP_WORDS[i]}}" in
        {known}) verb="$verb ${{COMP_WORDS[i]}}" ;;
        esac
    done
    case "$verb $previous" in
{values}    esac
    case "$verb" in
{words}    esac
    COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -o default -F {function} {program}
)",
                       fmt::arg("program", program.words), fmt::arg("function", "_" + identifier(program.words)),
                       fmt::arg("known", known), fmt::arg("values", values), fmt::arg("words", words));
}

/// A text in a specification of _arguments: brackets and colons have a meaning there.
std::string zsh_text(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '[' || c == ']' || c == ':' || c == '\\') result += '\\';
        result += c;
    }
    return result;
}

/// As the file of the program's completion is called, which zsh loads by its name.
std::string zsh_function_name(std::string words) {
    std::replace(words.begin(), words.end(), ' ', '_');
    return words;
}

std::string zsh_option(const OptionShape& option) {
    std::string text = fmt::format("{}{}[{}]", option.takes_many ? "*" : "", option.name, zsh_text(option.description));
    if (option.value.empty()) return single_quoted(text);
    const std::string action = option.values.empty() ? "_files" : fmt::format("({})", fmt::join(option.values, " "));
    return single_quoted(text +
                         fmt::format("{}:{}:{}", option.value_may_lack ? ":" : "", zsh_text(option.value), action));
}

std::string zsh_function(const VerbShape& program, const VerbShape& verb) {
    std::string text = fmt::format("_{}() {{\n", zsh_function_name(verb.words));
    if (!verb.verbs.empty()) text += "    local curcontext=$curcontext state line\n";
    text += "    _arguments -C";
    for (const OptionShape& option : options_with(program, verb)) text += " \\\n        " + zsh_option(option);
    text += " \\\n        '--help[Print the help]'";
    if (verb.verbs.empty()) return text + " \\\n        '*:file:_files'\n}\n\n";
    text += " \\\n        '1:verb:->verb' \\\n        '*::argument:->arguments'\n    case $state in\n    verb)\n";
    text += "        local -a verbs=(\n";
    for (const VerbShape& inner : verb.verbs)
        text += "            " + single_quoted(zsh_text(inner.last_word()) + ":" + inner.description) + "\n";
    text += "        )\n        _describe verb verbs\n";
    const bool has_positional = std::any_of(verb.options.begin(), verb.options.end(),
                                            [](const OptionShape& option) { return option.is_positional; });
    if (has_positional) text += "        _files\n";
    text += "        ;;\n    arguments)\n        case $line[1] in\n";
    for (const VerbShape& inner : verb.verbs)
        text += fmt::format("        {}) _{} ;;\n", inner.last_word(), zsh_function_name(inner.words));
    return text + "        *) _files ;;\n        esac\n        ;;\n    esac\n}\n\n";
}

std::string zsh(const VerbShape& program) {
    std::string text = fmt::format("#compdef {0}\n# Completion of {0} in zsh.\n\n", program.words);
    for_each_verb(program, [&](const VerbShape& verb) { text += zsh_function(program, verb); });
    const std::string function = "_" + zsh_function_name(program.words);  // a file of fpath is the body of its function
    return text + fmt::format("if [ \"$funcstack[1]\" = {0} ]; then\n    {0} \"$@\"\nelse\n    compdef {0} {1}\nfi\n",
                              function, program.words);
}

/// When a line of fish applies: behind all words of the verb, before any word of a verb within it.
std::string fish_condition(const VerbShape& program, const VerbShape& verb) {
    std::string condition;
    std::string_view rest = std::string_view(verb.words).substr(program.words.size());
    while (!rest.empty()) {
        rest.remove_prefix(1);
        const std::string_view word = rest.substr(0, rest.find(' '));
        condition += fmt::format("{}__fish_seen_subcommand_from {}", condition.empty() ? "" : "; and ", word);
        rest.remove_prefix(word.size());
    }
    if (verb.verbs.empty()) return condition;
    std::string inner;
    for (const VerbShape& one : verb.verbs) inner += " " + one.last_word();
    return condition + fmt::format("{}not __fish_seen_subcommand_from{}", condition.empty() ? "" : "; and ", inner);
}

std::string fish(const VerbShape& program) {
    std::string text = fmt::format("# Completion of {} in fish.\n", program.words);
    const auto line = [&](const std::string& condition, const std::string& rest) {
        text += fmt::format("complete -c {}{} {}\n", program.words,
                            condition.empty() ? "" : " -n " + single_quoted(condition), rest);
    };
    for_each_verb(program, [&](const VerbShape& verb) {
        const std::string condition = fish_condition(program, verb);
        for (const VerbShape& inner : verb.verbs)
            line(condition, fmt::format("-a {} -d {}", inner.last_word(), single_quoted(inner.description)));
        for (const OptionShape& option : verb.options) {
            if (option.is_positional) continue;
            std::string rest = "-l " + option.name.substr(2) + " -d " + single_quoted(option.description);
            if (!option.value.empty()) rest += option.value_may_lack ? "" : " -r";
            if (!option.values.empty())
                rest += fmt::format(" -f -a {}", single_quoted(fmt::format("{}", fmt::join(option.values, " "))));
            line(&verb == &program ? "" : condition, rest);
        }
        line(condition, "-l help -d 'Print the help'");
    });
    return text;
}

}  // namespace

const std::vector<std::string>& shells() {
    static const std::vector<std::string> k_shells{"bash", "zsh", "fish"};
    return k_shells;
}

std::string completion(const VerbShape& program, std::string_view shell) {
    if (shell == "zsh") return zsh(program);
    if (shell == "fish") return fish(program);
    return bash(program);
}

}  // namespace cairn::usage
