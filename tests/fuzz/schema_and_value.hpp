// What the fuzz targets of schemas read: a schema on the first line, a document on the second.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "base/json/parse.hpp"

namespace cairn::fuzz {

/// nullopt when one of the two is not JSON, or nested more deeply than valijson, which recurses, can bear.
inline std::optional<std::pair<json::Value, json::Value>> schema_and_value(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    auto schema = json::parse(text.substr(0, end), {32});
    auto value = json::parse(text.substr(end + 1), {64});
    if (!std::holds_alternative<json::Value>(schema) || !std::holds_alternative<json::Value>(value))
        return std::nullopt;
    return std::pair(std::move(std::get<json::Value>(schema)), std::move(std::get<json::Value>(value)));
}

}  // namespace cairn::fuzz
