#include "base/usage/shape.hpp"

#include <utility>

#include "base/usage/usage.hpp"

namespace cairn::usage {

namespace {

OptionShape option_of(CLI::Option& option) {
    OptionShape shape;
    shape.is_positional = option.get_positional();
    shape.name = shape.is_positional ? option.get_name(true) : "--" + option.get_lnames().front();
    shape.description = option.get_description();
    shape.takes_many = option.get_items_expected_max() > 1;
    if (option.get_items_expected_max() == 0) return shape;
    shape.value = option.get_type_name();
    shape.value_may_lack = !shape.is_positional && option.get_items_expected_min() == 0;
    shape.values = allowed_words(option);
    return shape;
}

VerbShape verb_of(CLI::App& app, const std::string& before) {
    VerbShape shape{before + app.get_name(), app.get_description(), app.get_footer(), {}, {}};
    for (CLI::Option* option : app.get_options()) {
        if (option != app.get_help_ptr()) shape.options.push_back(option_of(*option));
    }
    for (CLI::App* verb : app.get_subcommands({})) shape.verbs.push_back(verb_of(*verb, shape.words + " "));
    return shape;
}

}  // namespace

std::string VerbShape::last_word() const { return words.substr(words.rfind(' ') + 1); }

VerbShape shape_of(CLI::App& app) { return verb_of(app, ""); }

}  // namespace cairn::usage
