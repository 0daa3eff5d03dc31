#include "builder/init/recognise_rules.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>

#include "base/glob.hpp"
#include "builder/config/expression.hpp"
#include "builder/config/members.hpp"
#include "builder/config/presets.hpp"
#include "builder/config/yaml.hpp"

namespace cairn {

namespace {

bool has_match(const std::string& pattern, std::string_view text) {
    return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *checked_expression(pattern));
}

/// As `recognise.formats` spells it.
std::string_view family_of(Format format) {
    switch (format) {
        case Format::zarr2:
        case Format::zarr3:
            return "zarr";
        case Format::kerchunk_json:
        case Format::kerchunk_parquet:
            return "kerchunk";
        case Format::icechunk:
            return "icechunk";
        default:
            return "netcdf";
    }
}

}  // namespace

bool RecogniseRules::hold_for(const Content& content) const {
    const auto one_variable_is = [&](const auto& wanted) {
        return std::ranges::any_of(content.of_variables, [&](const auto& attribute) {
            return attribute.first == wanted.first && has_match(wanted.second, attribute.second);
        });
    };
    const auto global_is = [&](const auto& wanted) {
        return has_match(wanted.second, content.stated.text(wanted.first));
    };
    const auto path_is = [&](const std::string& glob) { return Glob(glob).matches(content.source->relative); };
    return (paths.empty() || std::ranges::any_of(paths, path_is)) &&
           (formats.empty() || std::ranges::count(formats, family_of(content.source->format)) > 0) &&
           std::ranges::all_of(attributes, global_is) && std::ranges::all_of(variables, one_variable_is);
}

std::optional<RecogniseRules> recognise_rules_of(const std::string& preset) {
    const PresetFile* file = find_preset_file(preset + "/preset.yaml");
    if (file == nullptr) return std::nullopt;
    const auto parsed = parse_yaml(file->text);
    const auto* document = std::get_if<YamlDocument>(&parsed);
    if (document == nullptr || json::find(document->value, "recognise") == nullptr) return std::nullopt;
    const json::Value& said = member(document->value, "recognise");
    return RecogniseRules{texts(said, "path"), texts(said, "formats"), text_map(said, "attributes"),
                          text_map(said, "variables")};
}

}  // namespace cairn
