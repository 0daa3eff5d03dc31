#include "validator/canonical.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cairn::validate {

namespace {

void append(const json::Value& value, std::string& out);

/// With its length in front, which needs no escapes: the text is compared, never read.
void append_string(std::string_view text, std::string& out) {
    out.append("s").append(std::to_string(text.size())).append(":").append(text);
}

void append_number(const json::Value& value, std::string& out) {
    if (value.IsInt64()) {
        out += std::to_string(value.GetInt64());
    } else if (value.IsUint64()) {
        out += std::to_string(value.GetUint64());
    } else if (const double number = value.GetDouble(); std::trunc(number) == number && std::abs(number) < 0x1p63) {
        out += std::to_string(static_cast<std::int64_t>(number));
    } else {
        char text[32];
        const int size = std::snprintf(text, sizeof text, "%.17g", number);
        out.append(text, static_cast<std::size_t>(size));
    }
}

void append_object(const json::Value& value, std::string& out) {
    using Member = json::Value::Member;
    std::vector<const Member*> members;
    members.reserve(value.MemberCount());
    for (const Member& member : value.GetObject()) members.push_back(&member);
    std::stable_sort(members.begin(), members.end(),
                     [](const Member* a, const Member* b) { return json::view(a->name) < json::view(b->name); });
    out += '{';
    for (const Member* member : members) {
        append_string(json::view(member->name), out);
        out += ':';
        append(member->value, out);
        out += ',';
    }
    out += '}';
}

void append(const json::Value& value, std::string& out) {
    if (value.IsObject()) {
        append_object(value, out);
    } else if (value.IsArray()) {
        out += '[';
        for (const json::Value& element : value.GetArray()) {
            append(element, out);
            out += ',';
        }
        out += ']';
    } else if (value.IsNumber()) {
        append_number(value, out);
    } else if (value.IsString()) {
        append_string(json::view(value), out);
    } else {
        out += value.IsNull() ? "null" : value.GetBool() ? "true" : "false";
    }
}

}  // namespace

std::string canonical(const json::Value& value) {
    std::string out;
    append(value, out);
    return out;
}

bool equal(const json::Value& a, const json::Value& b) {
    if (a.IsString() && b.IsString()) return json::view(a) == json::view(b);
    if (a.IsNumber() != b.IsNumber() || (!a.IsNumber() && a.GetType() != b.GetType())) return false;
    return canonical(a) == canonical(b);
}

bool is_integer(const json::Value& value) {
    return value.IsInt64() || value.IsUint64() ||
           (value.IsDouble() && std::isfinite(value.GetDouble()) && std::trunc(value.GetDouble()) == value.GetDouble());
}

bool is_multiple(double value, double divisor) {
    const double quotient = value / divisor;
    if (!std::isfinite(quotient)) return std::remainder(value, divisor) == 0;
    constexpr double k_rounding = 1e-12;
    return std::abs(quotient - std::round(quotient)) <= k_rounding * std::max(1.0, std::abs(quotient));
}

std::optional<std::pair<std::size_t, std::size_t>> first_repeated(const json::Value& array) {
    std::unordered_map<std::string, std::size_t> seen;
    for (rapidjson::SizeType i = 0; i < array.Size(); ++i) {
        const auto [first, fresh] = seen.emplace(canonical(array[i]), i);
        if (!fresh) return std::pair<std::size_t, std::size_t>(first->second, i);
    }
    return std::nullopt;
}

}  // namespace cairn::validate
