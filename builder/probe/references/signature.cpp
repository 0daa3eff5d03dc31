#include "builder/probe/references/signature.hpp"

#include <algorithm>
#include <array>

#include "base/codecs/zstd.hpp"
#include "base/json/keys.hpp"

namespace cairn::references {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t k_json_bytes = 64 << 10;
constexpr std::size_t k_zmetadata_bytes = 16 << 20;
constexpr std::string_view k_zstd_signature = "\x28\xB5\x2F\xFD"sv;

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
    const std::size_t begin = value.find_first_not_of(" \\nrt");
    return begin != std::string_view::npos && value[begin] == '{';
}

bool is_kerchunk_json(const ByteAccess& file, std::string_view head) {
    if (head.starts_with(k_zstd_signature)) {
        const std::string text = codecs::zstd_head(file.read(0, k_json_bytes), k_json_bytes);
        return text.starts_with('{') &&
               is_kerchunk_text(text, text.size() < k_json_bytes && file.size_bytes <= k_json_bytes);
    }
    const std::size_t begin = head.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    if (begin == std::string_view::npos || head[begin] != '{') return false;
    return is_kerchunk_text(file.read(0, k_json_bytes), file.size_bytes <= k_json_bytes);
}

bool is_store_itself(const FolderLook& folder) {
    constexpr std::array k_metadata{"zarr.json", ".zgroup", ".zarray"};
    return std::any_of(k_metadata.begin(), k_metadata.end(), [&](const char* name) { return folder.has_file(name); });
}

}  // namespace

std::optional<Format> format_of_file(const ByteAccess& file, std::string_view head) {
    return is_kerchunk_json(file, head) ? std::optional(Format::kerchunk_json) : std::nullopt;
}

bool is_kerchunk_text(std::string_view text, bool is_whole) {
    bool has_metadata = false;
    bool has_version = false;
    bool has_refs = false;
    bool has_templates = false;
    bool has_other_refs = false;
    json::for_each_key(text, [&](const json::Key& key) {
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

bool is_parquet_set(const FolderLook& folder) {
    if (is_store_itself(folder)) return false;
    bool found = false;
    json::for_each_key(folder.head_of(".zmetadata", k_zmetadata_bytes), [&found](const json::Key& key) {
        found |= key.depth == 1 && key.name == "record_size";
        return !found;
    });
    return found;
}

}  // namespace cairn::references
