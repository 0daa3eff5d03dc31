// Presets: fragments of configurations with their templates, for archives whose conventions are known (templates/).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// A file of a preset that is part of the program.
struct PresetFile {
    std::string_view name;  ///< below templates/: "cmip6/preset.yaml"
    std::string_view text;
};

/// All, by name.
const std::vector<PresetFile>& preset_files();

/// "cmip6", ..., sorted.
std::vector<std::string> preset_names();

/// The text of a file of a preset; nullptr: there is none.
const PresetFile* find_preset_file(std::string_view name);

}  // namespace cairn
