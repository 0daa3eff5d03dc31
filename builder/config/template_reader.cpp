#include "builder/config/template_reader.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <variant>

#include "base/json/parse.hpp"
#include "base/json/pointer.hpp"
#include "base/text.hpp"
#include "builder/config/defaults.hpp"
#include "builder/config/text_file.hpp"

namespace cairn {

namespace {

void add_ids(std::string_view text, std::set<std::string, std::less<>>& ids) {
    constexpr std::string_view k_blank = " \t\r";
    while (!text.empty()) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        line = line.substr(0, line.find('|'));
        const std::size_t begin = line.find_first_not_of(k_blank);
        if (begin == std::string_view::npos || line[begin] == '#') continue;
        line = line.substr(begin, line.find_last_not_of(k_blank) - begin + 1);
        const std::size_t mark = line.find('#');
        ids.insert(mark == std::string_view::npos
                       ? std::string(line)
                       : std::string(line.substr(0, mark)) + ".v" + std::string(line.substr(mark + 1)));
    }
}

}  // namespace

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
    std::set<std::string, std::less<>> ids;
    for (const std::string& path : paths) {
        TemplateFile file{pointer, absolute_path(path, m_folder), {}};
        try {
            file.text = read_text_file(file.path);
        } catch (const std::runtime_error& error) {
            m_result.violations.push_back({pointer, false, std::string("retracted: ") + error.what()});
            continue;
        }
        add_ids(file.text, ids);
        m_result.template_files.push_back(std::move(file));
    }
    return ids;
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
