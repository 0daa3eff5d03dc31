// From the checked JSON of a configuration to the values that the stages use.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "builder/config/config.hpp"
#include "builder/config/load.hpp"
#include "builder/config/schema.hpp"

namespace cairn {

/// A template file that was read, for errors in it that are found later.
struct TemplateFile {
    std::string pointer;  ///< of the value in the configuration that names it
    std::string path;
    std::string text;
};

struct ReadResult {
    Config config;
    std::vector<TemplateFile> template_files;
    std::uint64_t ids_hash = 0;            ///< of the files of ids (Config::retracted)
    std::vector<Violation> violations;     ///< of the configuration: a template file that does not exist, ...
    std::vector<ConfigError> file_errors;  ///< in template files
};

/// Values of the wrong kind are passed over: they are the schema's to report. `folder`: what relative paths are
/// relative to.
ReadResult read_config(const json::Value& json, const std::string& folder);

}  // namespace cairn
