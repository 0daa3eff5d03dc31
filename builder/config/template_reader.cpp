#include "builder/config/template_reader.hpp"

#include <stdexcept>
#include <string_view>
#include <variant>

#include "base/json/parse.hpp"
#include "base/json/pointer.hpp"
#include "base/text.hpp"
#include "builder/config/defaults.hpp"
#include "builder/config/id_list.hpp"
#include "builder/config/text_file.hpp"

namespace cairn {

json::Value TemplateReader::read(const json::Value& json, const std::string& pointer) {
    if (json.IsObject()) return json::clone(json);
    if (!json.IsString() || json.GetStringLength() == 0) return {};
    TemplateFile file{pointer, absolute_path(std::string(json::view(json)), m_folder), {}};
    try {
        file.text = read_text_file(file.path);
    } catch (const std::runtime_error& error) {
        m_result.violations.push_back({pointer, false, std::string("template: ") + error.what()});
        return {};
    }
    auto parsed = json::parse(file.text, {64});
    if (const auto* error = std::get_if<json::ParseError>(&parsed)) {
        m_result.file_errors.push_back(
            {to_utf8(file.path), error->position.line, error->position.column, "not valid JSON: " + error->message});
        return {};
    }
    json::Value value = std::move(std::get<json::Value>(parsed));
    if (!value.IsObject()) {
        m_result.file_errors.push_back({to_utf8(file.path), 1, 1,
                                        "found a JSON " + std::string(json::kind_name(value)) +
                                            ", expected an object: the STAC document to merge"});
        return {};
    }
    m_result.template_files.push_back(std::move(file));
    return value;
}

std::set<std::string, std::less<>> TemplateReader::read_ids(const std::vector<std::string>& paths,
                                                            const std::string& pointer) {
    IdList list;
    for (const std::string& path : paths) {
        try {
            add_ids_of(absolute_path(path, m_folder), list);
        } catch (const std::runtime_error& error) {
            m_result.violations.push_back({pointer, false, std::string("retracted: ") + error.what()});
        }
    }
    m_result.ids_hash = list.hash;
    return std::move(list.ids);
}

json::Value TemplateReader::read_tables(const json::Value& json) {
    json::Value tables = json::object();
    if (!json.IsObject()) return tables;
    for (const auto& table : json.GetObject()) {
        const std::string_view name = json::view(table.name);
        json::set(tables, name, read(table.value, json::child("/tables", name)));
    }
    return tables;
}

}  // namespace cairn
