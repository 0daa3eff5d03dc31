// Changes of a text that leave the rest of it as it was, spaces and order too.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::validate {

/// Bytes [begin, end) of a text.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct TextEdit {
    Span span;  ///< empty: `text` is put in there
    std::string text;
};

/// Where the value that a JSON pointer names stands in a text that is JSON; nullopt: there is none.
std::optional<Span> span_of(std::string_view text, std::string_view pointer);

/// What puts a member at the end of the object at `object`, in the way its other members are written.
TextEdit added_member(std::string_view text, const Span& object, std::string_view name, std::string_view json_value);

/// The text with all edits, of which no two overlap.
std::string edited(std::string_view text, std::vector<TextEdit> edits);

/// A unified diff with three lines around each change; empty: there is none.
std::string unified_diff(std::string_view before, std::string_view after, const std::string& path);

}  // namespace cairn::validate
