#include "base/json/write.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <stdexcept>

namespace cairn::json {

namespace {

using Buffer = rapidjson::StringBuffer;
using Compact = rapidjson::Writer<Buffer, rapidjson::UTF8<>, rapidjson::UTF8<>, rapidjson::CrtAllocator,
                                  rapidjson::kWriteValidateEncodingFlag>;

[[noreturn]] void fail() {
    throw std::invalid_argument("JSON cannot be written: a string is not UTF-8, or a number is not finite");
}

bool is_scalar_array(const Value& value) {
    if (!value.IsArray()) return false;
    for (const Value& element : value.GetArray()) {
        if (element.IsObject() || element.IsArray()) return false;
    }
    return true;
}

/// Arrays of numbers or strings (coordinates, extents, dimensions) read better on one line.
void write_indented(const Value& value, std::string& out, std::size_t depth) {
    const auto newline = [&out](std::size_t level) { out.append("\n").append(2 * level, ' '); };
    if (value.IsObject() && value.MemberCount() > 0) {
        out += '{';
        bool first = true;
        for (const auto& member : value.GetObject()) {
            if (!first) out += ',';
            first = false;
            newline(depth + 1);
            append_quoted(out, view(member.name));
            out += ": ";
            write_indented(member.value, out, depth + 1);
        }
        newline(depth);
        out += '}';
    } else if (value.IsArray() && !is_scalar_array(value)) {
        out += '[';
        for (rapidjson::SizeType i = 0; i < value.Size(); ++i) {
            if (i > 0) out += ',';
            newline(depth + 1);
            write_indented(value[i], out, depth + 1);
        }
        newline(depth);
        out += ']';
    } else if (value.IsArray()) {
        out += '[';
        for (rapidjson::SizeType i = 0; i < value.Size(); ++i) {
            if (i > 0) out += ", ";
            out += write(value[i], Style::compact);
        }
        out += ']';
    } else {
        out += write(value, Style::compact);
    }
}

}  // namespace

std::string write(const Value& value, Style style) {
    if (style == Style::indented) {
        std::string out;
        write_indented(value, out, 0);
        return out;
    }
    Buffer buffer;
    Compact writer(buffer);
    if (!value.Accept(writer)) fail();
    return {buffer.GetString(), buffer.GetSize()};
}

void append_quoted(std::string& out, std::string_view text) {
    Buffer buffer;
    Compact writer(buffer);
    if (!writer.String(text.data() == nullptr ? "" : text.data(), static_cast<rapidjson::SizeType>(text.size())))
        fail();
    out.append(buffer.GetString(), buffer.GetSize());
}

}  // namespace cairn::json
