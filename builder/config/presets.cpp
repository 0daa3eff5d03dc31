#include "builder/config/presets.hpp"

#include <algorithm>

namespace cairn {

namespace {

constexpr std::string_view k_fragment = "/preset.yaml";

}  // namespace

std::vector<std::string> preset_names() {
    std::vector<std::string> names;
    for (const PresetFile& file : preset_files()) {
        if (!file.name.ends_with(k_fragment)) continue;
        names.emplace_back(file.name.substr(0, file.name.size() - k_fragment.size()));
    }
    std::sort(names.begin(), names.end());
    return names;
}

const PresetFile* find_preset_file(std::string_view name) {
    const auto& files = preset_files();
    const auto found = std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.name == name; });
    return found == files.end() ? nullptr : &*found;
}

}  // namespace cairn
