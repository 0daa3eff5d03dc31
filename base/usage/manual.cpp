#include "base/usage/manual.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <sstream>
#include <string_view>

namespace cairn::usage {

namespace {

/// Text of a page: a hyphen that can be copied, and no control line by accident.
std::string roff(std::string_view text) {
    std::string result;
    if (!text.empty() && (text[0] == '.' || text[0] == '\'')) result = "\\&";
    for (const char c : text) {
        if (c == '\\') {
            result += "\\e";
        } else if (c == '-') {
            result += "\\-";
        } else {
            result += c;
        }
    }
    return result;
}

/// "cairn-schemas-pull": the name of a verb's page.
std::string page_name(const VerbShape& verb) {
    std::string name = verb.words;
    std::replace(name.begin(), name.end(), ' ', '-');
    return name;
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
    return text;
}

std::string value_of(const OptionShape& option) {
    if (option.value.empty()) return {};
    return option.value_may_lack ? fmt::format(" [\\fI{}\\fR]", roff(option.value))
                                 : fmt::format(" \\fI{}\\fR", roff(option.value));
}

std::string synopsis(const VerbShape& verb) {
    std::string text = ".B " + roff(verb.words) + "\n";
    for (const OptionShape& option : verb.options)
        if (option.is_positional)
            text += fmt::format("\\fI{}\\fR{}\n", roff(option.name), option.takes_many ? "..." : "");
    for (const OptionShape& option : verb.options)
        if (!option.is_positional) text += fmt::format("[\\fB{}\\fR{}]\n", roff(option.name), value_of(option));
    for (const VerbShape& inner : verb.verbs) text += ".br\n.B " + roff(inner.words) + " ...\n";
    return text;
}

std::string entries(const std::vector<OptionShape>& options) {
    std::string text;
    for (const OptionShape& option : options) {
        const char* const font = option.is_positional ? "I" : "B";
        text += fmt::format(".TP\n\\f{}{}\\fR{}\n{}\n", font, roff(option.name),
                            option.is_positional ? "" : value_of(option), roff(option.description));
    }
    return text;
}

/// What a footer says, by what its paragraphs are.
struct Sections {
    std::string prose;
    std::string examples;
    std::string exit_codes;
};

Sections sections_of(const std::string& footer) {
    Sections sections;
    std::string* current = &sections.prose;
    std::istringstream lines(footer);
    for (std::string line; std::getline(lines, line);) {
        constexpr std::string_view k_codes = "Exit codes: ";
        if (line.starts_with("Example")) {
            current = &sections.examples;
            const std::size_t colon = line.find(": ");
            if (colon != std::string::npos) *current += roff(line.substr(colon + 2)) + "\n";
            continue;
        }
        const bool is_indented = line.starts_with("  ");
        if (line.starts_with(k_codes)) {
            current = &sections.exit_codes;
            line.erase(0, k_codes.size());
        } else if (current == &sections.examples && !is_indented) {
            current = &sections.prose;
        }
        if (line.empty()) continue;
        *current += roff(is_indented ? line.substr(2) : line) + "\n";
        if (current == &sections.prose) *current += is_indented ? ".br\n" : "";
    }
    return sections;
}

std::string section(std::string_view title, const std::string& text) {
    return text.empty() ? std::string() : fmt::format(".SH {}\n{}", title, text);
}

}  // namespace

std::string manual_page(const VerbShape& program, const VerbShape& verb, const std::string& version) {
    const Sections footer = sections_of(verb.footer);
    std::string text =
        fmt::format(".TH {} 1 \"\" \"{} {}\" \"User Commands\"\n", upper(page_name(verb)), program.words, version);
    text += fmt::format(".SH NAME\n{} \\- {}\n", roff(page_name(verb)), roff(verb.description));
    text += section("SYNOPSIS", synopsis(verb));
    text +=
        section("DESCRIPTION", roff(verb.description) + ".\n" + (footer.prose.empty() ? "" : ".PP\n" + footer.prose));
    std::string commands;
    for (const VerbShape& inner : verb.verbs)
        commands += fmt::format(".TP\n\\fB{}\\fR\n{}\n", roff(inner.words), roff(inner.description));
    text += section("COMMANDS", commands);
    text += section("OPTIONS", entries(verb.options));
    if (&verb != &program) text += section("OPTIONS OF EVERY COMMAND", entries(program.options));
    text += section("EXAMPLES", footer.examples.empty() ? "" : ".nf\n" + footer.examples + ".fi\n");
    text += section("EXIT STATUS", footer.exit_codes);
    if (&verb != &program) text += section("SEE ALSO", fmt::format(".BR {} (1)\n", roff(program.words)));
    return text;
}

}  // namespace cairn::usage
