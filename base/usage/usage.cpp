#include "base/usage/usage.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "base/suggest.hpp"

namespace cairn::usage {

namespace {

constexpr std::string_view k_words = "one of ";

std::vector<std::string> options_of(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    return names;
}

std::string perhaps(const std::optional<std::string>& near) {
    return near ? fmt::format("; did you mean '{}'?", *near) : "";
}

bool is_option(std::string_view argument) { return argument.size() > 1 && argument[0] == '-'; }

std::string unknown_option(const CLI::App& app, const CLI::App& verb, std::string_view argument) {
    const std::string name(argument.substr(0, argument.find('=')));
    std::vector<std::string> known = options_of(verb);
    for (std::string& common : options_of(app)) known.push_back(std::move(common));
    return fmt::format("unknown option '{}'{}", name, perhaps(nearest(name, known)));
}

/// "--archive": the option that a message of CLI11 begins with.
std::string option_in(const CLI::ParseError& error) {
    const std::string text = error.what();
    return text.substr(0, text.find(':'));
}

}  // namespace

/// The words stand in the validator's name, where a completion finds them again.
CLI::Validator one_of(std::vector<std::string> words) {
    const std::string name = fmt::format("{}{}", k_words, fmt::join(words, "|"));
    const auto check = [words = std::move(words)](const std::string& text) {
        if (std::find(words.begin(), words.end(), text) != words.end()) return std::string();
        return fmt::format("found '{}', allowed: {}{}", text, fmt::join(words, ", "), perhaps(nearest(text, words)));
    };
    return CLI::Validator(check, "", name);
}

std::vector<std::string> allowed_words(CLI::Option& option) {
    std::vector<std::string> words;
    for (int i = 0;; ++i) {
        const CLI::Validator* validator = nullptr;
        try {
            validator = option.get_validator(i);
        } catch (const CLI::OptionNotFound&) {
            return words;
        }
        std::string_view name = validator->get_name();
        if (!name.starts_with(k_words)) continue;
        for (name.remove_prefix(k_words.size()); !name.empty();) {
            const std::string_view word = name.substr(0, name.find('|'));
            words.emplace_back(word);
            name.remove_prefix(std::min(name.size(), word.size() + 1));
        }
    }
}

CLI::Validator whole_number(std::uint64_t least, std::uint64_t most) {
    const auto check = [least, most](const std::string& text) {
        std::uint64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        const bool is_number = error == std::errc() && end == text.data() + text.size();
        if (is_number && number >= least && number <= most) return std::string();
        return fmt::format("found '{}', expected a whole number from {} to {}", text, least, most);
    };
    return CLI::Validator(check, "");
}

CLI::Validator not_empty() {
    return CLI::Validator(
        [](const std::string& text) {
            return text.empty() ? std::string("found an empty text: give a value, or leave the option out")
                                : std::string();
        },
        "");
}

CLI::Validator folder() {
    return CLI::Validator(
        [](const std::string& path) {
            struct stat status {};
            const bool is_folder = ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
            return is_folder ? std::string() : fmt::format("there is no folder '{}'", path);
        },
        "");
}

std::string complaint(const CLI::App& app, const CLI::App& verb, const CLI::ParseError& error) {
    const std::vector<std::string> extra = app.remaining(true);
    const auto option = std::find_if(extra.begin(), extra.end(), is_option);
    if (option != extra.end()) return unknown_option(app, verb, *option);
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr)
        return fmt::format("{} needs one value", option_in(error));
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr && !extra.empty())
        return fmt::format("found the argument '{}', which is one too many", extra.front());
    return error.what();
}

}  // namespace cairn::usage
