#include "builder/config/yaml_scalar.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>

namespace cairn {

namespace {

constexpr std::string_view k_core = "tag:yaml.org,2002:";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_null(std::string_view text) {
    return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

std::optional<bool> as_boolean(std::string_view text) {
    if (text == "true" || text == "True" || text == "TRUE") return true;
    if (text == "false" || text == "False" || text == "FALSE") return false;
    return std::nullopt;
}

bool is_special_float(std::string_view text) {
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
    return text == ".inf" || text == ".Inf" || text == ".INF" || text == ".nan" || text == ".NaN" || text == ".NAN";
}

std::size_t take_digits(std::string_view& text) {
    std::size_t count = 0;
    while (count < text.size() && is_digit(text[count])) ++count;
    text.remove_prefix(count);
    return count;
}

/// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool looks_like_number(std::string_view text) {
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
    const std::size_t before = take_digits(text);
    std::size_t after = 0;
    if (!text.empty() && text.front() == '.') {
        text.remove_prefix(1);
        after = take_digits(text);
    }
    if (before + after == 0) return false;
    if (!text.empty() && (text.front() == 'e' || text.front() == 'E')) {
        text.remove_prefix(1);
        if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
        if (take_digits(text) == 0) return false;
    }
    return text.empty();
}

std::optional<std::uint64_t> as_based_integer(std::string_view text, std::string_view prefix, int base) {
    if (text.substr(0, prefix.size()) != prefix || text.size() == prefix.size()) return std::nullopt;
    text.remove_prefix(prefix.size());
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<json::Value> as_integer(std::string_view text) {
    for (const auto& [prefix, base] : {std::pair{"0x", 16}, std::pair{"0o", 8}}) {
        if (const auto value = as_based_integer(text, prefix, base)) return json::Value(*value);
    }
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return json::integer(value);
}

std::optional<double> as_float(std::string_view text) {
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::variant<json::Value, std::string> plain(std::string_view text) {
    if (is_null(text)) return json::Value();
    if (const auto value = as_boolean(text)) return json::boolean(*value);
    if (auto value = as_integer(text)) return std::move(*value);
    if (looks_like_number(text)) {
        if (const auto value = as_float(text)) return json::number(*value);
        return "the number " + std::string(text) + " is out of range (quote it if it is a text)";
    }
    if (is_special_float(text)) return "'" + std::string(text) + "' is not a number that JSON can write";
    return json::string(text);
}

/// Whether `plain` reads a text as the type that the tag names.
bool has_type(const json::Value& value, std::string_view type) {
    if (type == "null") return value.IsNull();
    if (type == "bool") return value.IsBool();
    if (type == "int") return value.IsInt64() || value.IsUint64();
    return type == "float" && value.IsNumber();
}

}  // namespace

std::variant<json::Value, std::string> yaml_scalar(std::string_view text, std::string_view tag) {
    if (tag == "?" || tag.empty()) return plain(text);
    if (tag == "!" || tag == "tag:yaml.org,2002:str") return json::string(text);
    if (tag.substr(0, k_core.size()) == k_core) {
        const std::string_view type = tag.substr(k_core.size());
        auto value = plain(text);
        const auto* typed = std::get_if<json::Value>(&value);
        if (typed != nullptr && has_type(*typed, type)) return value;
        return "'" + std::string(text) + "' is not of the type '!!" + std::string(type) + "'";
    }
    return "the tag '" + std::string(tag) + "' is not known: expected plain YAML";
}

}  // namespace cairn
