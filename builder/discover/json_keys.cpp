#include "builder/discover/json_keys.hpp"

#include <algorithm>
#include <array>

namespace cairn {

namespace {

constexpr std::string_view k_space = " \t\r\n";

/// The end of a string whose opening quote is at `begin`: past the closing one, or npos when the text is cut off.
std::size_t end_of_string(std::string_view text, std::size_t begin) {
    for (std::size_t i = begin + 1; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            return i + 1;
        }
    }
    return std::string_view::npos;
}

char at(std::string_view text, std::size_t position) { return position < text.size() ? text[position] : '\0'; }

/// Whether a key of a Zarr store holds metadata: only those tell a store's keys from any others.
bool is_metadata_key(std::string_view name) {
    constexpr std::array<std::string_view, 5> k_names{".zgroup", ".zarray", ".zattrs", ".zmetadata", "zarr.json"};
    const std::string_view last = name.substr(name.rfind('/') + 1);  // npos + 1 == 0
    return std::find(k_names.begin(), k_names.end(), last) != k_names.end();
}

/// Metadata as an object, as its text, as base64, or as [url, offset, length]; in a list of checksums the same keys
/// have none of these.
bool is_reference(std::string_view value) {
    if (value.starts_with('{') || value.starts_with('[') || value.starts_with("\"base64:")) return true;
    if (!value.starts_with('"')) return false;
    value.remove_prefix(1);
    return at(value, value.find_first_not_of(" \\nrt")) == '{';
}

}  // namespace

void for_each_key(std::string_view text, const std::function<bool(const JsonKey&)>& visit) {
    constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(k_byte_order_mark)) text.remove_prefix(k_byte_order_mark.size());
    if (at(text, text.find_first_not_of(k_space)) != '{') return;
    std::size_t depth = 0;
    std::string_view outer;
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (c == '{' || c == '[') ++depth;
        if ((c == '}' || c == ']') && --depth == 0) return;
        if (c != '"') {
            ++i;
            continue;
        }
        const std::size_t end = end_of_string(text, i);
        if (end == std::string_view::npos) return;
        const std::size_t colon = text.find_first_not_of(k_space, end);
        if (depth <= 2 && at(text, colon) == ':') {
            const std::string_view name = text.substr(i + 1, end - i - 2);
            if (depth == 1) outer = name;
            const std::size_t value = std::min(text.find_first_not_of(k_space, colon + 1), text.size());
            if (!visit({depth, name, depth == 2 ? outer : std::string_view(), text.substr(value)})) return;
        }
        i = end;
    }
}

bool is_kerchunk_text(std::string_view text, bool is_whole) {
    bool has_metadata = false;
    bool has_version = false;
    bool has_refs = false;
    bool has_templates = false;
    bool has_other_refs = false;
    for_each_key(text, [&](const JsonKey& key) {
        if (key.depth == 1) {
            has_version |= key.name == "version" && key.value.find_first_of("0123456789") == 0;
            has_refs |= key.name == "refs" && key.value.starts_with('{');
            has_templates |= (key.name == "templates" && key.value.starts_with('{')) || key.name == "gen";
            has_metadata |= is_metadata_key(key.name) && is_reference(key.value);
        } else if (key.outer_name == "refs") {
            has_metadata |= is_metadata_key(key.name) && is_reference(key.value);
            has_other_refs = true;
        }
        return !has_metadata;
    });
    if (has_metadata) return true;
    // An empty set, or one whose metadata come after the bytes that are looked at.
    if (is_whole) return has_version && has_refs && !has_other_refs;
    return has_version && (has_refs || has_templates);
}

}  // namespace cairn
