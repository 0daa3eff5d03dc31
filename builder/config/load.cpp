#include "builder/config/load.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <tuple>

#include "base/json/locate.hpp"
#include "base/json/parse.hpp"
#include "base/json/pointer.hpp"
#include "base/json/write.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "builder/config/check.hpp"
#include "builder/config/defaults.hpp"
#include "builder/config/extend.hpp"
#include "builder/config/read.hpp"
#include "builder/config/schema.hpp"
#include "builder/config/template.hpp"
#include "builder/config/text_file.hpp"
#include "builder/config/text_place.hpp"
#include "builder/config/yaml.hpp"

namespace cairn {

namespace {

std::string folder_of(const std::string& path) {
    const std::string whole = absolute_path(path);
    const std::size_t slash = whole.rfind('/');
    return slash == 0 ? "/" : whole.substr(0, slash);
}

/// Where the text of a configuration has a violation: in the file itself, in a preset, or in a template file that one
/// of them names.
class Places {
  public:
    Places(const ExtendedConfig& config, const std::vector<TemplateFile>& templates)
        : m_config(config), m_templates(templates) {}

    ConfigError error_of(const Violation& violation) const {
        const bool is_written = m_config.values.count(violation.pointer) > 0;
        for (const TemplateFile& file : m_templates) {
            const std::size_t length = file.pointer.size();
            if (is_written || violation.pointer.compare(0, length + 1, file.pointer + "/") != 0) continue;
            const json::Position position = json::locate(file.text, violation.pointer.substr(length));
            const YamlPlace place = place_of(file.text, {position.line, position.column}, violation);
            return {to_utf8(file.path), place.line, place.column, violation.message};
        }
        const Origin origin =
            violation.at_key ? m_config.origin_of_key(violation.pointer) : m_config.origin_of(violation.pointer);
        const auto text = m_config.texts.find(origin.file);
        const YamlPlace exact = place_of(text == m_config.texts.end() ? "" : text->second, origin.place, violation);
        return {origin.file, exact.line, exact.column, violation.message};
    }

  private:
    static YamlPlace place_of(std::string_view text, YamlPlace value, const Violation& violation) {
        return violation.offset ? place_within(text, value, *violation.offset) : value;
    }

    const ExtendedConfig& m_config;
    const std::vector<TemplateFile>& m_templates;
};

bool is_reported(const std::vector<Violation>& violations, const std::string& pointer) {
    return std::any_of(violations.begin(), violations.end(),
                       [&](const Violation& violation) { return violation.pointer == pointer; });
}

/// Everything that a configuration says may stand in the catalog, whatever the key.
std::vector<Violation> secrets_in(const json::Value& value, const std::string& pointer) {
    std::vector<Violation> found;
    for_each_text(value, [&](const std::string& below, std::string_view text) {
        const std::string key = json::tokens(pointer + below).back();
        if (!without_secrets(text, UrlText::within)) return;
        found.push_back({pointer + below, false,
                         key + ": a URL holds credentials or a signature, which everybody could read in the catalog: "
                               "remove them"});
    });
    return found;
}

std::vector<Violation> secrets_in_templates(const std::vector<TemplateFile>& files) {
    std::vector<Violation> found;
    for (const TemplateFile& file : files) {
        const auto parsed = json::parse(file.text, {64});
        const auto* value = std::get_if<json::Value>(&parsed);
        if (value == nullptr) continue;
        for (Violation& violation : secrets_in(*value, file.pointer)) found.push_back(std::move(violation));
    }
    return found;
}

bool has_error_at(const std::vector<ConfigError>& errors, const ConfigError& error) {
    return std::any_of(errors.begin(), errors.end(), [&](const ConfigError& other) {
        return other.file == error.file && other.line == error.line && other.column == error.column;
    });
}

void sort_by_place(std::vector<ConfigError>& errors) {
    const auto key = [](const ConfigError& error) {
        return std::tie(error.file, error.line, error.column, error.message);
    };
    std::stable_sort(errors.begin(), errors.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
}

}  // namespace

std::variant<Config, std::vector<ConfigError>> parse_config(std::string_view text, const std::string& path) {
    const std::string shown = to_utf8(path);
    auto parsed = parse_yaml(text);
    if (const auto* error = std::get_if<YamlError>(&parsed)) {
        return std::vector<ConfigError>{{shown, error->line, error->column, discreet(error->message)}};
    }
    const YamlDocument& document = std::get<YamlDocument>(parsed);
    ExtendedConfig extended = extend(document, text, shown, folder_of(path));
    const std::vector<Violation> of_schema = check_schema(extended.value);
    ReadResult read = read_config(extended.value, folder_of(path));
    std::vector<ConfigError> errors = std::move(read.file_errors);
    std::move(extended.errors.begin(), extended.errors.end(), std::back_inserter(errors));
    std::move(extended.template_files.begin(), extended.template_files.end(), std::back_inserter(read.template_files));
    const Places places(extended, read.template_files);
    for (const Violation& violation : of_schema) errors.push_back(places.error_of(violation));
    for (const auto& found : {read.violations, check_config(read.config)}) {
        for (const Violation& violation : found) {
            if (!is_reported(of_schema, violation.pointer)) errors.push_back(places.error_of(violation));
        }
    }
    for (const auto& found : {secrets_in(extended.value, {}), secrets_in_templates(read.template_files)}) {
        for (const Violation& violation : found) {
            ConfigError error = places.error_of(violation);
            if (!has_error_at(errors, error)) errors.push_back(std::move(error));  // an `href` was checked before
        }
    }
    for (ConfigError& error : errors) error.message = discreet(std::move(error.message));
    if (!errors.empty()) {
        sort_by_place(errors);
        return errors;
    }
    read.config.file = path;
    read.config.origin = XXH3_64bits(text.data(), text.size());
    for (const auto& [name, whole] : extended.texts)
        read.config.origin = XXH3_64bits_withSeed(whole.data(), whole.size(), read.config.origin);
    for (const TemplateFile& file : read.template_files) {
        read.config.origin = XXH3_64bits_withSeed(file.text.data(), file.text.size(), read.config.origin);
    }
    read.config.origin ^= read.ids_hash;
    return std::move(read.config);
}

std::variant<Config, std::vector<ConfigError>> load_config(const std::string& path) {
    try {
        return parse_config(read_text_file(path), path);
    } catch (const std::runtime_error& error) {
        return std::vector<ConfigError>{{to_utf8(path), 0, 0, error.what()}};
    }
}

std::variant<Config, std::vector<ConfigError>> preset_config(const std::string& preset, const std::string& archive_root,
                                                             const std::string& href, const std::string& records) {
    const auto list_of = [&](const char* key, const std::string& path) {
        json::Value one = json::object();
        json::set(one, key, absolute_path(path));
        if (!href.empty()) json::set(one, "href", href);
        json::Value list = json::array();
        json::push(list, std::move(one));
        return list;
    };
    json::Value config = json::object();
    // Such a folder lies where the command is given; a name stays a name.
    json::set(config, "extends", preset.find('/') == std::string::npos ? preset : absolute_path(preset));
    if (!archive_root.empty()) json::set(config, "archives", list_of("root", archive_root));
    if (!records.empty()) json::set(config, "records", list_of("file", records));
    return parse_config(json::write(config), "--preset " + preset);
}

std::string to_text(const std::vector<ConfigError>& errors) {
    std::string text;
    for (const ConfigError& error : errors) {
        text += error.file;
        if (error.line > 0) text += fmt::format(":{}:{}", error.line, error.column);
        text += ": " + error.message + '\n';
    }
    return text;
}

}  // namespace cairn
