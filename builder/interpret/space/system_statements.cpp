#include "builder/interpret/space/system_statements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "builder/cf/words.hpp"
#include "builder/interpret/structured.hpp"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 26> k_attributes{"crs_wkt",
                                                        "spatial_ref",
                                                        "proj:wkt2",
                                                        "proj:projjson",
                                                        "proj:code",
                                                        "proj:epsg",
                                                        "epsg_code",
                                                        "epsg",
                                                        "EPSG_code",
                                                        "EPSG",
                                                        "spatial_epsg",
                                                        "srid",
                                                        "horizontal_CRS_code",
                                                        "SRID",
                                                        "esri_pe_string",
                                                        "WKT",
                                                        "wkt",
                                                        "crs",
                                                        "CRS",
                                                        "_CRS",
                                                        "proj4text",
                                                        "proj4_string",
                                                        "proj4",
                                                        "proj4string",
                                                        "proj4_params",
                                                        "proj_string"};

/// Words of a PROJ string that say a projection and a figure: none of them opens a file or runs a program.
constexpr std::array<std::string_view, 36> k_proj_words{
    "proj",  "lat_0", "lat_1",  "lat_2",   "lat_ts",  "lon_0",    "lon_1",   "lon_2", "lonc",
    "alpha", "gamma", "k",      "k_0",     "x_0",     "y_0",      "a",       "b",     "r",
    "rf",    "f",     "es",     "ellps",   "datum",   "units",    "pm",      "zone",  "south",
    "h",     "sweep", "o_proj", "o_lat_p", "o_lon_p", "to_meter", "no_defs", "type",  "towgs84"};

bool is_digits(std::string_view text) {
    return !text.empty() && text.size() <= 9 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "EPSG:32632", "urn:ogc:def:crs:EPSG::3411", "http://www.opengis.net/def/crs/EPSG/0/32618", "+init=epsg:3411 ...".
std::string epsg_in(std::string_view text) {
    const std::string lower = to_lower(text);
    const std::size_t at = lower.find("epsg");
    if (at == std::string::npos || lower.size() > 100) return {};
    std::string_view rest = std::string_view(lower).substr(at + 4);
    rest = rest.substr(0, rest.find_first_of(" \t"));
    const std::size_t last = rest.find_last_of(":/");
    if (last == std::string_view::npos) return {};
    const std::string_view code = rest.substr(last + 1);
    return is_digits(code) ? fmt::format("EPSG:{}", code) : std::string();
}

/// "ESRI:102001", "OGC:CRS84".
bool is_code(std::string_view text) {
    const std::size_t colon = text.find(':');
    const auto is_word = [](std::string_view word) {
        return !word.empty() && word.size() <= 20 && std::all_of(word.begin(), word.end(), [](char c) {
            return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        });
    };
    return colon != std::string_view::npos && is_word(text.substr(0, colon)) && is_word(text.substr(colon + 1));
}

/// Only words that are known, with values that are numbers or names.
std::string proj_string(std::string_view text) {
    std::string definition;
    bool has_projection = false;
    for (std::string word : words_of(text)) {
        if (word.front() == '+') word.erase(0, 1);
        const std::string key = to_lower(word.substr(0, word.find('=')));
        const std::string value = word.find('=') == std::string::npos ? std::string() : word.substr(word.find('=') + 1);
        if (key == "nadgrids" && value == "@null") continue;  // web Mercator, as GDAL writes it
        const bool is_plain = value.size() <= 60 && std::all_of(value.begin(), value.end(), [](char c) {
                                  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                         c == '.' || c == '-' || c == '+' || c == '_' || c == ',';
                              });
        if (!is_plain || std::find(k_proj_words.begin(), k_proj_words.end(), key) == k_proj_words.end()) {
            if (key == "wktext" || key == "over" || key == "vunits") continue;
            return {};
        }
        if (key == "proj") has_projection = value != "pipeline" && value != "longlat" && value != "latlong";
        if (key != "type")
            definition += fmt::format("+{}{}{} ", key == "r" ? "R" : key, value.empty() ? "" : "=", value);
    }
    return has_projection ? definition + "+type=crs" : std::string();
}

bool is_wkt(std::string_view text) {
    const std::size_t bracket = text.find_first_of("[({\"'+/");
    return bracket != std::string_view::npos && bracket > 3 && (text[bracket] == '[' || text[bracket] == '(');
}

/// GDAL's _CRS is an object of several texts.
std::vector<std::string> texts_of(const std::vector<Attribute>& attributes, std::string_view name) {
    const Attribute* attribute = find_attribute(attributes, name);
    if (attribute == nullptr) return {};
    if (name == "_CRS" && attribute->type == Type::json) {
        const json::Value object = structured_attribute(attributes, name);
        std::vector<std::string> texts;
        for (const char* member : {"url", "wkt"}) {
            const std::string_view text = json::member_text(object, member);
            if (!text.empty()) texts.emplace_back(text);
        }
        return texts;
    }
    const std::string text = text_attribute({{attribute->name, Type::character, attribute->values}}, name);
    if (!text.empty()) return {text};
    const std::vector<double> numbers = attribute_numbers(attributes, name);
    const bool is_whole = numbers.size() == 1 && numbers[0] == std::floor(numbers[0]) && numbers[0] > 0;
    return is_whole ? std::vector<std::string>{fmt::format("{:.0f}", numbers[0])} : std::vector<std::string>{};
}

}  // namespace

std::string system_definition(std::string_view text) {
    if (text.empty()) return {};
    if (text.front() == '{' || is_wkt(text)) return std::string(text);
    if (std::string code = epsg_in(text); !code.empty()) return code;
    if (is_digits(text)) return fmt::format("EPSG:{}", text);
    if (is_code(text)) return std::string(text);
    return text.find("proj=") == std::string_view::npos ? std::string() : proj_string(text);
}

std::vector<SystemStatement> system_statements(const std::vector<Attribute>& attributes, std::string_view owner) {
    std::vector<SystemStatement> statements;
    if (attributes.empty()) return statements;
    for (const std::string_view name : k_attributes) {
        for (const std::string& text : texts_of(attributes, name)) {
            std::string definition = system_definition(text);
            const bool is_known = std::any_of(statements.begin(), statements.end(), [&](const SystemStatement& other) {
                return other.definition == definition;
            });
            if (!definition.empty() && !is_known)
                statements.push_back({std::move(definition), fmt::format("{} of {}", name, owner)});
        }
    }
    return statements;
}

}  // namespace cairn
