#include "base/json/pointer.hpp"

#include <charconv>
#include <optional>

namespace cairn::json {

std::string child(std::string_view pointer, std::string_view token) {
    std::string result(pointer);
    result += '/';
    for (const char c : token) {
        if (c == '~') {
            result += "~0";
        } else if (c == '/') {
            result += "~1";
        } else {
            result += c;
        }
    }
    return result;
}

std::string child(std::string_view pointer, std::size_t index) { return child(pointer, std::to_string(index)); }

std::vector<std::string> tokens(std::string_view pointer) {
    std::vector<std::string> result;
    if (pointer.empty()) return result;
    if (pointer.front() == '/') pointer.remove_prefix(1);
    result.emplace_back();
    for (std::size_t i = 0; i < pointer.size(); ++i) {
        if (pointer[i] == '/') {
            result.emplace_back();
        } else if (pointer[i] == '~' && i + 1 < pointer.size() && (pointer[i + 1] == '0' || pointer[i + 1] == '1')) {
            result.back() += pointer[++i] == '0' ? '~' : '/';
        } else {
            result.back() += pointer[i];
        }
    }
    return result;
}

namespace {

/// RFC 6901 section 4: digits without a leading zero.
std::optional<rapidjson::SizeType> index_of(std::string_view token) {
    rapidjson::SizeType index = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
    const bool leading_zero = token.size() > 1 && token.front() == '0';
    if (error != std::errc() || end != token.data() + token.size() || leading_zero) return std::nullopt;
    return index;
}

}  // namespace

const Value* resolve(const Value& root, std::string_view pointer) {
    const Value* value = &root;
    for (const std::string& token : tokens(pointer)) {
        if (value->IsArray()) {
            const std::optional<rapidjson::SizeType> index = index_of(token);
            if (!index || *index >= value->Size()) return nullptr;
            value = &(*value)[*index];
        } else {
            value = find(*value, token);
            if (value == nullptr) return nullptr;
        }
    }
    return value;
}

}  // namespace cairn::json
