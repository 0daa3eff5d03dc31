#include "builder/virtual/array_document.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/json/write.hpp"
#include "base/text.hpp"
#include "builder/virtual/element_numbers.hpp"

namespace cairn::virtualize {

namespace {

/// The character that begins at `at`, of valid UTF-8; moves on behind it.
std::uint32_t next_character(std::string_view text, std::size_t& at) {
    const auto lead = static_cast<unsigned char>(text[at++]);
    const unsigned more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    std::uint32_t character = lead & (0x3fU >> more);
    for (unsigned i = 0; i < more; ++i) character = character << 6 | (static_cast<unsigned char>(text[at++]) & 0x3fU);
    return character;
}

/// In ASCII: zarr-python 2 reads documents as that, and fails where one has any other character.
void append_text(std::string& out, std::string_view text) {
    std::string quoted;
    json::append_quoted(quoted, to_utf8(text));
    for (std::size_t at = 0; at < quoted.size();) {
        if (static_cast<unsigned char>(quoted[at]) < 0x80) {
            out += quoted[at++];
            continue;
        }
        const std::uint32_t character = next_character(quoted, at);
        if (character < 0x10000) {
            out += fmt::format("\\u{:04x}", character);
        } else {
            const std::uint32_t above = character - 0x10000;
            out += fmt::format("\\u{:04x}\\u{:04x}", 0xd800 + (above >> 10), 0xdc00 + (above & 0x3ff));
        }
    }
}

void append_number(std::string& out, double value) {
    if (std::isnan(value)) {
        out += "NaN";
    } else if (std::isinf(value)) {
        out += value < 0 ? "-Infinity" : "Infinity";
    } else {
        const std::string text = fmt::format("{}", value);
        out += text;
        // Without a point it would be read as an integer.
        if (text.find_first_of(".e") == std::string::npos) out += ".0";
    }
}

void append_number(std::string& out, std::int64_t value) { out += fmt::format("{}", value); }
void append_number(std::string& out, std::uint64_t value) { out += fmt::format("{}", value); }
void append_number(std::string& out, const std::string& value) { append_text(out, value); }

template <class Held>
void append_values(std::string& out, const std::vector<Held>& values) {
    if (values.size() == 1) return append_number(out, values.front());
    out += '[';
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0) out += ',';
        append_number(out, values[i]);
    }
    out += ']';
}

void append_members(std::string& out, const std::vector<Attribute>& attributes) {
    for (const Attribute& attribute : attributes) {
        if (std::holds_alternative<std::monostate>(attribute.values)) continue;
        if (out.size() > 1) out += ',';
        append_text(out, attribute.name);
        out += ':';
        if (attribute.type == Type::json) {
            out += std::get<std::vector<std::string>>(attribute.values).front();
            continue;
        }
        std::visit(
            [&out](const auto& values) {
                if constexpr (!std::is_same_v<std::decay_t<decltype(values)>, std::monostate>)
                    append_values(out, values);
            },
            attribute.values);
    }
}

std::string list_of(const std::vector<std::uint64_t>& numbers) { return fmt::format("[{}]", fmt::join(numbers, ",")); }

std::string float_text(double value) {
    if (std::isnan(value)) return R"("NaN")";
    if (std::isinf(value)) return value < 0 ? R"("-Infinity")" : R"("Infinity")";
    std::string text;
    append_number(text, value);
    return text;
}

}  // namespace

std::string array_document(const VirtualArray& array) {
    const std::string filters = array.item_bytes == 0 ? R"([{"id":"vlen-utf8"}])" : array.filters;
    return fmt::format(
        R"({{"chunks":{},"compressor":{},"dtype":"{}","fill_value":{},"filters":{},"order":"C","shape":{},"zarr_format":2}})",
        list_of(array.chunk), array.compressor.empty() ? "null" : array.compressor, array.dtype, array.fill_value,
        filters.empty() ? "null" : filters, list_of(array.shape));
}

std::string attributes_document(const std::vector<Attribute>& attributes) {
    std::string out = "{";
    append_members(out, attributes);
    return out + '}';
}

std::string attributes_document(const VirtualArray& array) {
    std::string out = "{";
    append_members(out, array.attributes);
    out += out.size() > 1 ? R"(,"_ARRAY_DIMENSIONS":[)" : R"("_ARRAY_DIMENSIONS":[)";
    for (std::size_t i = 0; i < array.dimensions.size(); ++i) {
        if (i > 0) out += ',';
        append_text(out, array.dimensions[i]);
    }
    return out + "]}";
}

std::string fill_value_of(std::string_view element, std::string_view dtype) {
    const std::uint64_t bits = element_bits(element, dtype);
    const std::vector<double> numbers = element_numbers(element, dtype);
    switch (dtype[1]) {
        case 'f':
            return numbers.empty() ? "null" : float_text(numbers.front());
        case 'i': {
            const std::size_t unused = 64 - 8 * element.size();
            return fmt::format("{}", static_cast<std::int64_t>(bits << unused) >> unused);
        }
        case 'u':
            return fmt::format("{}", bits);
        default:
            return "null";
    }
}

}  // namespace cairn::virtualize
