#include "builder/config/term_functions.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/letters.hpp"
#include "base/name_uuid.hpp"
#include "base/text.hpp"
#include "builder/config/expression.hpp"
#include "builder/config/term.hpp"
#include "builder/model/date_period.hpp"
#include "builder/wording/licenses.hpp"

namespace cairn {

namespace {

using Arguments = std::vector<json::Value>;

FunctionResult text_result(std::string_view text) { return {json::string(text), {}}; }

template <class Change>
FunctionResult each_character(const Arguments& arguments, Change change) {
    std::string text = template_text(arguments[0]);
    for (char& c : text) c = change(c);
    return text_result(text);
}

// ASCII alone: facets are identifiers, and the case of other letters depends on the language.
char upper_case(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

FunctionResult lower(const Arguments& arguments) { return each_character(arguments, small_letter); }
FunctionResult upper(const Arguments& arguments) { return each_character(arguments, upper_case); }

FunctionResult trim(const Arguments& arguments) { return text_result(trimmed(template_text(arguments[0]), " ")); }

FunctionResult replace(const Arguments& arguments) {
    const std::string text = template_text(arguments[0]);
    const std::string from = template_text(arguments[1]);
    const std::string to = template_text(arguments[2]);
    if (from.empty()) return {std::nullopt, "an empty text cannot be replaced"};
    std::string result;
    std::size_t at = 0;
    for (std::size_t found = text.find(from); found != std::string::npos; found = text.find(from, at)) {
        result.append(text, at, found - at).append(to);
        at = found + from.size();
    }
    return text_result(result.append(text, at));
}

/// Without a separator: the words between blanks. Empty parts are left out, since two blanks separate no word.
FunctionResult split(const Arguments& arguments) {
    if (arguments[0].IsArray()) return {json::clone(arguments[0]), {}};
    const std::string text = template_text(arguments[0]);
    const std::string separator = arguments.size() > 1 ? template_text(arguments[1]) : " ";
    if (separator.empty()) return {std::nullopt, "the separator is empty"};
    json::Value parts = json::array();
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(separator, begin), text.size());
        const std::string_view part = trimmed(std::string_view(text).substr(begin, end - begin));
        if (!part.empty()) json::push(parts, json::string(part));
        begin = end + separator.size();
    }
    return {std::move(parts), {}};
}

FunctionResult join(const Arguments& arguments) {
    if (!arguments[0].IsArray()) return text_result(template_text(arguments[0]));
    const std::string separator = template_text(arguments[1]);
    std::string text;
    for (const json::Value& element : arguments[0].GetArray()) {
        if (&element != arguments[0].Begin()) text += separator;
        text += template_text(element);
    }
    return text_result(text);
}

FunctionResult element(const Arguments& arguments, bool is_last) {
    if (!arguments[0].IsArray()) return {json::clone(arguments[0]), {}};
    if (arguments[0].Empty()) return {std::nullopt, "the list is empty"};
    return {json::clone(is_last ? *(arguments[0].End() - 1) : *arguments[0].Begin()), {}};
}

FunctionResult first(const Arguments& arguments) { return element(arguments, false); }
FunctionResult last(const Arguments& arguments) { return element(arguments, true); }

FunctionResult number(const Arguments& arguments) {
    if (arguments[0].IsNumber()) return {json::clone(arguments[0]), {}};
    const std::string text = template_text(arguments[0]);
    std::int64_t whole = 0;
    const char* end = text.data() + text.size();
    if (const auto read = std::from_chars(text.data(), end, whole); read.ec == std::errc() && read.ptr == end)
        return {json::integer(whole), {}};
    double value = 0;
    const auto read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end || !std::isfinite(value))
        return {std::nullopt, fmt::format("'{}' is no number", text)};
    return {json::number(value), {}};
}

FunctionResult boolean(const Arguments& arguments) {
    if (arguments[0].IsBool()) return {json::clone(arguments[0]), {}};
    const std::string given = template_text(arguments[0]);
    std::string text = given;
    std::transform(text.begin(), text.end(), text.begin(), small_letter);
    if (text == "true" || text == "yes" || text == "1") return {json::boolean(true), {}};
    if (text == "false" || text == "no" || text == "0") return {json::boolean(false), {}};
    return {std::nullopt, fmt::format("'{}' is neither true nor false", given)};
}

std::string formatted(UtcInstant instant, std::string_view format) {
    const std::string date = to_rfc3339(instant);  // YYYY-MM-DDThh:mm:ss
    std::string result;
    for (std::size_t i = 0; i < format.size(); ++i) {
        const char sign = format[i] == '%' && i + 1 < format.size() ? format[++i] : '\0';
        switch (sign) {
            case 'Y':
                result += date.substr(0, 4);
                break;
            case 'm':
                result += date.substr(5, 2);
                break;
            case 'd':
                result += date.substr(8, 2);
                break;
            case 'H':
                result += date.substr(11, 2);
                break;
            case 'M':
                result += date.substr(14, 2);
                break;
            case 'S':
                result += date.substr(17, 2);
                break;
            case '\0':
                result += format[i];
                break;
            default:
                result += sign;  // "%%", and what no sign is
        }
    }
    return result;
}

/// RFC 3339 first, since offsets are part of it; else a date as names have them, of which the first instant counts.
FunctionResult date(const Arguments& arguments) {
    const std::string text(trimmed(template_text(arguments[0]), " "));
    std::optional<UtcInstant> instant = parse_rfc3339(text);
    if (!instant) {
        if (const auto period = parse_date_period(text)) instant = period->interval.start;
    }
    if (!instant || !is_writable(*instant)) return {std::nullopt, fmt::format("'{}' is no date", text)};
    return text_result(arguments.size() > 1 ? formatted(*instant, template_text(arguments[1])) : to_rfc3339(*instant));
}

/// The first group, else all that matched.
FunctionResult match(const Arguments& arguments) {
    const std::string text = template_text(arguments[0]);
    const auto compiled = compile_expression(template_text(arguments[1]));
    if (const auto* message = std::get_if<std::string>(&compiled)) return {std::nullopt, *message};
    const re2::RE2& regex = *std::get<0>(compiled);
    std::array<re2::StringPiece, 2> groups;
    const bool has_group = regex.NumberOfCapturingGroups() > 0;
    if (!regex.Match(text, 0, text.size(), RE2::UNANCHORED, groups.data(), has_group ? 2 : 1))
        return {std::nullopt, fmt::format("'{}' does not match '{}'", text, regex.pattern())};
    const re2::StringPiece found = groups[has_group ? 1 : 0];
    return text_result({found.data(), found.size()});
}

/// The identifier of the license that a text names.
FunctionResult spdx(const Arguments& arguments) {
    const std::string text = template_text(arguments[0]);
    const std::string license = spdx_of(text);
    if (license.empty()) return {std::nullopt, fmt::format("'{}' names no license of SPDX", text)};
    return text_result(license);
}

/// The UUID is that of all texts, one behind the other.
FunctionResult uuid(const Arguments& arguments) {
    std::string name;
    for (const json::Value& argument : arguments) name += template_text(argument);
    return text_result(url_uuid(name));
}

constexpr std::array k_functions{
    TemplateFunction{"boolean", 1, 1, "boolean(x)", boolean},
    TemplateFunction{"date", 1, 2, "date(x, '%Y-%m-%d')", date},
    TemplateFunction{"either", 2, 16, "either(x, y, 'none')", nullptr},
    TemplateFunction{"first", 1, 1, "first(list)", first},
    TemplateFunction{"join", 2, 2, "join(list, ', ')", join},
    TemplateFunction{"last", 1, 1, "last(list)", last},
    TemplateFunction{"lookup", 2, 2, "lookup(x, table)", nullptr},
    TemplateFunction{"lower", 1, 1, "lower(x)", lower},
    TemplateFunction{"match", 2, 2, "match(x, 'v(.*)')", match},
    TemplateFunction{"number", 1, 1, "number(x)", number},
    TemplateFunction{"replace", 3, 3, "replace(x, 'a', 'b')", replace},
    TemplateFunction{"spdx", 1, 1, "spdx(license)", spdx},
    TemplateFunction{"split", 1, 2, "split(x, ',')", split},
    TemplateFunction{"trim", 1, 1, "trim(x)", trim},
    TemplateFunction{"upper", 1, 1, "upper(x)", upper},
    TemplateFunction{"uuid", 1, 32, "uuid(x, y)", uuid},
};

}  // namespace

std::span<const TemplateFunction> template_functions() { return k_functions; }

const TemplateFunction* template_function(std::string_view name) {
    const auto found = std::find_if(k_functions.begin(), k_functions.end(),
                                    [&](const TemplateFunction& function) { return function.name == name; });
    return found == k_functions.end() ? nullptr : &*found;
}

}  // namespace cairn
