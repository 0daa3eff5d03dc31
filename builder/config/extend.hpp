// `extends`: a configuration, or a rule of it, on top of presets (docs/presets.md).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "builder/config/load.hpp"
#include "builder/config/read.hpp"
#include "builder/config/yaml.hpp"

namespace cairn {

/// Where a value of an extended configuration was written.
struct Origin {
    std::string file;
    YamlPlace place;
};

/// A configuration with what it extends, as if all of it had been written in one file.
struct ExtendedConfig {
    json::Value value;                         ///< without `extends`
    std::map<std::string, Origin> values;      ///< by JSON pointer
    std::map<std::string, Origin> keys;        ///< likewise, where the key stands
    std::vector<TemplateFile> template_files;  ///< of presets, whose texts stand in `value`
    std::map<std::string, std::string> texts;  ///< of each file of an Origin, by its name
    std::vector<ConfigError> errors;           ///< presets that do not exist, or are no YAML or JSON

    /// Where a value stands; of one that does not exist, its deepest existing ancestor.
    Origin origin_of(std::string_view pointer) const;
    Origin origin_of_key(std::string_view pointer) const;
};

/// `file`: name of the configuration for messages; `folder`: where presets that are folders are looked for. Members of
/// the configuration win over those of presets, of presets the first wins; mappings are merged member by member. Rules
/// of presets stand behind those of the configuration; a rule that extends a preset stands for all rules of that, each
/// with its own members on top.
ExtendedConfig extend(const YamlDocument& document, std::string_view text, const std::string& file,
                      const std::string& folder);

}  // namespace cairn
