#include "validator/canonical.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
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
    } else if (std::trunc(number) == number && number > 0 && number < 0x1p64) {
        out += std::to_string(static_cast<std::uint64_t>(number));
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

namespace {

/// 64 bits of mantissa at least, on the machines that this is for: every integer of JSON that RapidJSON keeps as one.
static_assert(std::numeric_limits<long double>::digits >= 64);
long double exact(const json::Value& number) {
    if (number.IsInt64()) return static_cast<long double>(number.GetInt64());
    if (number.IsUint64()) return static_cast<long double>(number.GetUint64());
    return static_cast<long double>(number.GetDouble());
}

template <class Number>
int order(Number a, Number b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

std::uint64_t magnitude(const json::Value& integer) {
    if (integer.IsUint64()) return integer.GetUint64();
    return ~static_cast<std::uint64_t>(integer.GetInt64()) + 1;  // of a negative number
}

}  // namespace

int compare(const json::Value& a, const json::Value& b) {
    if (a.IsInt64() && b.IsInt64()) return order(a.GetInt64(), b.GetInt64());
    if (a.IsDouble() && b.IsDouble()) return order(a.GetDouble(), b.GetDouble());
    return order(exact(a), exact(b));
}

bool equal(const json::Value& a, const json::Value& b) {
    if (a.IsNumber() && b.IsNumber()) return compare(a, b) == 0;
    if (a.GetType() != b.GetType()) return false;
    if (a.IsString()) return json::view(a) == json::view(b);
    if (a.IsArray()) return a.Size() == b.Size() && std::equal(a.Begin(), a.End(), b.Begin(), equal);
    return !a.IsObject() || (a.MemberCount() == b.MemberCount() && canonical(a) == canonical(b));
}

bool is_multiple(const json::Value& value, const json::Value& divisor) {
    const bool integers = !value.IsDouble() && !divisor.IsDouble();
    return integers ? magnitude(value) % magnitude(divisor) == 0 : is_multiple(value.GetDouble(), divisor.GetDouble());
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

namespace {

/// So few are compared with each other, which takes no memory.
constexpr rapidjson::SizeType k_few_elements = 16;

std::optional<std::pair<std::size_t, std::size_t>> first_repeated_of_few(const json::Value& array) {
    for (rapidjson::SizeType i = 1; i < array.Size(); ++i) {
        for (rapidjson::SizeType j = 0; j < i; ++j) {
            if (equal(array[j], array[i])) return std::pair<std::size_t, std::size_t>(j, i);
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::pair<std::size_t, std::size_t>> first_repeated(const json::Value& array) {
    if (array.Size() <= k_few_elements) return first_repeated_of_few(array);
    std::unordered_map<std::string, std::size_t> seen;
    for (rapidjson::SizeType i = 0; i < array.Size(); ++i) {
        const auto [first, fresh] = seen.emplace(canonical(array[i]), i);
        if (!fresh) return std::pair<std::size_t, std::size_t>(first->second, i);
    }
    return std::nullopt;
}

}  // namespace cairn::validate
