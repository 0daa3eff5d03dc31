#include "builder/tables/record.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/json/write.hpp"
#include "builder/model/instant.hpp"

namespace cairn::tables {

namespace {

template <class Number>
void append_number(Number number, std::string& into) {
    char bytes[sizeof number];
    std::memcpy(bytes, &number, sizeof number);
    into.append(bytes, sizeof number);
}

template <class Number>
Number taken(std::string_view& bytes) {
    Number number;
    std::memcpy(&number, bytes.data(), sizeof number);
    bytes.remove_prefix(sizeof number);
    return number;
}

void append_tag(Tag tag, std::string& into) { into += static_cast<char>(tag); }

void append_bytes(Tag tag, std::string_view bytes, std::string& into) {
    append_tag(tag, into);
    append_number(static_cast<std::uint32_t>(bytes.size()), into);
    into += bytes;
}

void append_name(std::string_view name, std::string& into) {
    name = name.substr(0, UINT16_MAX);
    append_number(static_cast<std::uint16_t>(name.size()), into);
    into += name;
}

template <class Number>
void append_scalar(Tag tag, Number number, std::string& into) {
    append_tag(tag, into);
    append_number(number, into);
}

/// `content()` appends it.
template <class Content>
void append_container(Tag tag, std::string& into, Content content) {
    append_tag(tag, into);
    const std::size_t at = into.size();
    append_number(std::uint32_t{0}, into);
    content();
    const auto size = static_cast<std::uint32_t>(into.size() - at - 4);
    std::memcpy(into.data() + at, &size, 4);
}

void append_string(std::string_view text, std::string_view name, std::string& into) {
    const auto instant = is_time(name) ? parse_rfc3339(text) : std::nullopt;
    if (instant && to_rfc3339(*instant) == text) return append_scalar(Tag::time, instant->microseconds, into);
    append_bytes(Tag::text, text, into);
}

void append_members(const json::Value& object, Depth depth, std::string& into) {
    append_container(Tag::structure, into, [&] {
        for (const auto& member : object.GetObject()) append_member(json::view(member.name), member.value, depth, into);
    });
}

bool is_container(const json::Value& value) { return value.IsObject() || value.IsArray(); }

bool are_all_objects(const json::Value& array) {
    return std::all_of(array.Begin(), array.End(), [](const json::Value& value) { return value.IsObject(); });
}

/// Members of assets that are lists of objects whose names a specification gives.
Depth depth_of_member(std::string_view name) { return name == "bands" ? Depth::structures : Depth::scalars; }

bool append_array(const json::Value& array, std::string_view name, Depth depth, std::string& into) {
    const bool are_objects = depth == Depth::structures && !array.Empty() && are_all_objects(array);
    if (!are_objects && std::any_of(array.Begin(), array.End(), is_container)) return false;
    append_container(Tag::list, into, [&] {
        for (const json::Value& element : array.GetArray()) {
            if (are_objects) {
                append_members(element, Depth::scalars, into);
            } else {
                append_value(element, name, Depth::scalars, into);
            }
        }
    });
    return true;
}

bool append_named_objects(const json::Value& object, std::string& into) {
    for (const auto& member : object.GetObject())
        if (!member.value.IsObject()) return false;
    append_container(Tag::structure, into, [&] {
        for (const auto& member : object.GetObject()) {
            append_name(json::view(member.name), into);
            append_container(Tag::structure, into, [&] {
                for (const auto& part : member.value.GetObject()) {
                    const std::string_view name = json::view(part.name);
                    append_member(name, part.value, depth_of_member(name), into);
                }
            });
        }
    });
    return true;
}

}  // namespace

bool is_time(std::string_view name) {
    constexpr std::array<std::string_view, 8> k_names{"datetime", "start_datetime", "end_datetime", "created",
                                                      "updated",  "published",      "expires",      "unpublished"};
    return std::find(k_names.begin(), k_names.end(), name) != k_names.end();
}

void append_value(const json::Value& value, std::string_view name, Depth depth, std::string& into) {
    if (value.IsNull()) return append_tag(Tag::null, into);
    if (value.IsBool()) return append_tag(value.GetBool() ? Tag::yes : Tag::no, into);
    if (value.IsInt64()) return append_scalar(Tag::integer, value.GetInt64(), into);
    if (value.IsNumber()) return append_scalar(Tag::number, value.GetDouble(), into);
    if (value.IsString()) return append_string(json::view(value), name, into);
    if (value.IsArray() && append_array(value, name, depth, into)) return;
    if (value.IsObject() && depth == Depth::named && append_named_objects(value, into)) return;
    append_bytes(Tag::json, json::write(value), into);
}

void append_member(std::string_view name, const json::Value& value, Depth depth, std::string& into) {
    append_name(name, into);
    append_value(value, name, depth, into);
}

void append_null(std::string_view name, std::string& into) {
    append_name(name, into);
    append_tag(Tag::null, into);
}

void append_text(std::string_view name, std::string_view text, std::string& into) {
    append_name(name, into);
    append_bytes(Tag::text, text, into);
}

void append_time(std::string_view name, std::int64_t microseconds, std::string& into) {
    append_name(name, into);
    append_scalar(Tag::time, microseconds, into);
}

void append_truth(std::string_view name, bool truth, std::string& into) {
    append_name(name, into);
    append_tag(truth ? Tag::yes : Tag::no, into);
}

void append_binary(std::string_view name, std::string_view bytes, std::string& into) {
    append_name(name, into);
    append_bytes(Tag::binary, bytes, into);
}

void append_box(std::string_view name, const json::Value* bbox, std::string& into) {
    constexpr std::array<std::string_view, 4> k_edges{"xmin", "ymin", "xmax", "ymax"};
    const bool is_box =
        bbox != nullptr && bbox->IsArray() && (bbox->Size() == 4 || bbox->Size() == 6) &&
        std::all_of(bbox->Begin(), bbox->End(), [](const json::Value& edge) { return edge.IsNumber(); });
    if (!is_box) return append_null(name, into);
    append_name(name, into);
    const rapidjson::SizeType half = bbox->Size() / 2;
    append_container(Tag::structure, into, [&] {
        for (rapidjson::SizeType i = 0; i < 4; ++i) {
            append_name(k_edges[i], into);
            append_scalar(Tag::number, (*bbox)[i < 2 ? i : half + i - 2].GetDouble(), into);
        }
    });
}

Cell::Cell(std::string_view& bytes) : m_tag(static_cast<Tag>(bytes.front())) {
    bytes.remove_prefix(1);
    std::size_t size = 0;
    switch (m_tag) {
        case Tag::null:
        case Tag::no:
        case Tag::yes:
            break;
        case Tag::integer:
        case Tag::number:
        case Tag::time:
            size = 8;
            break;
        default:
            size = taken<std::uint32_t>(bytes);
    }
    m_bytes = bytes.substr(0, size);
    bytes.remove_prefix(size);
}

std::int64_t Cell::integer() const {
    if (m_tag == Tag::no || m_tag == Tag::yes) return m_tag == Tag::yes ? 1 : 0;
    std::string_view bytes = m_bytes;
    return taken<std::int64_t>(bytes);
}

double Cell::number() const {
    if (m_tag != Tag::number) return static_cast<double>(integer());
    std::string_view bytes = m_bytes;
    return taken<double>(bytes);
}

std::string Cell::json() const {
    switch (m_tag) {
        case Tag::json:
            return std::string(m_bytes);
        case Tag::no:
        case Tag::yes:
            return m_tag == Tag::yes ? "true" : "false";
        case Tag::integer:
            return std::to_string(integer());
        case Tag::number:
            return json::write(json::number(number()));
        case Tag::time:
            return '"' + to_rfc3339({integer()}) + '"';
        case Tag::text:
            return json::write(json::string(m_bytes));
        case Tag::null:
        case Tag::binary:
            return "null";
        case Tag::list:
        case Tag::structure:
            break;
    }
    std::string text;
    for (std::string_view rest = m_bytes; !rest.empty();) {
        text += text.empty() ? "" : ",";
        if (m_tag == Tag::list) {
            text += Cell(rest).json();
        } else {
            const Member member(rest);
            json::append_quoted(text, member.name);
            text += ':' + member.value.json();
        }
    }
    return m_tag == Tag::list ? '[' + text + ']' : '{' + text + '}';
}

void Cell::put(const parquet::Node& node, unsigned repetition, parquet::ColumnBuffer& column) const {
    switch (node.type) {
        case parquet::Physical::byte_array:
            if (node.meaning == parquet::Meaning::json) return column.add_text(json(), repetition);
            if (m_tag == Tag::time) return column.add_text(to_rfc3339({integer()}), repetition);
            return column.add_text(m_bytes, repetition);
        case parquet::Physical::float64:
            return column.add_number(std::bit_cast<std::uint64_t>(number()), repetition);
        default:
            return column.add_number(static_cast<std::uint64_t>(integer()), repetition);
    }
}

std::size_t Cell::size(const parquet::Node& node) const {
    std::size_t count = 0;
    for (std::string_view rest = m_bytes; !rest.empty(); ++count) {
        if (node.kind == parquet::Node::Kind::map) {
            (void)Member(rest);
        } else {
            (void)Cell(rest);
        }
    }
    return count;
}

Cell Cell::element(const parquet::Node& node, std::size_t index) const {
    std::string_view rest = m_bytes;
    if (node.kind == parquet::Node::Kind::map) {
        for (; index > 0; --index) (void)Member(rest);
        return Member(rest).value;
    }
    for (; index > 0; --index) (void)Cell(rest);
    return Cell(rest);
}

Cell Cell::key(const parquet::Node&, std::size_t index) const {
    std::string_view rest = m_bytes;
    for (; index > 0; --index) (void)Member(rest);
    Cell key;
    key.m_tag = Tag::text;
    key.m_bytes = Member(rest).name;
    return key;
}

Cell Cell::member(std::string_view name) const {
    for (std::string_view rest = m_bytes; !rest.empty();) {
        const Member member(rest);
        if (member.name == name) return member.value;
    }
    return {};
}

Member::Member(std::string_view& bytes) {
    const auto size = taken<std::uint16_t>(bytes);
    name = bytes.substr(0, size);
    bytes.remove_prefix(size);
    value = Cell(bytes);
}

}  // namespace cairn::tables
