// Reads a configuration and checks it against the schema that ships with the program (config/config.schema.json).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "builder/config/config.hpp"

namespace cairn {

/// One error: where, what was found, what is allowed. `line` and `column` count from 1; 0: the file as a whole.
struct ConfigError {
    std::string file;
    std::size_t line = 0;
    std::size_t column = 0;
    std::string message;
};

/// Reads YAML (JSON is YAML). Relative paths in it are relative to the file's folder. All errors, not the first.
/// Unknown keys are errors, with the nearest known key as a suggestion.
std::variant<Config, std::vector<ConfigError>> load_config(const std::string& path);

/// The same for a text; `path` is for messages and for the folder of relative paths.
std::variant<Config, std::vector<ConfigError>> parse_config(std::string_view text, const std::string& path);

/// The configuration of `--archive DIR --records FILE --href URL`: one rule that makes collections and items from
/// folders (group/default_ids.hpp). An empty text: there is no archive, no URL, no file of records.
Config default_config(const std::string& archive_root, const std::string& href, const std::string& records = {});

/// The same with the rules of a preset (docs/presets.md).
std::variant<Config, std::vector<ConfigError>> preset_config(const std::string& preset, const std::string& archive_root,
                                                             const std::string& href, const std::string& records = {});

/// "config.yaml:12:3: ..." for each error, one a line.
std::string to_text(const std::vector<ConfigError>& errors);

}  // namespace cairn
