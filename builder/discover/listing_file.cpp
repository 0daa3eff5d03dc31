#include "builder/discover/listing_file.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <span>
#include <string_view>

#include "base/json/parse.hpp"
#include "base/json/value.hpp"
#include "base/percent.hpp"
#include "base/storage/listed_time.hpp"
#include "base/url.hpp"
#include "builder/discover/listing_text.hpp"

namespace cairn {

namespace {

/// A hash is the same wherever the object is copied to.
std::string version_in(const json::Value& object) {
    const json::Value* hashes = json::find(object, "Hashes");
    if (hashes == nullptr || !hashes->IsObject() || hashes->MemberCount() == 0) return {};
    const auto& first = *hashes->MemberBegin();
    return first.value.IsString() ? std::string(json::view(first.value)) : std::string();
}

/// nullopt: it is a folder, or nothing that can lie in an archive.
std::optional<ListedObject> object_of(const json::Value& one, const ListingText& text, std::size_t number) {
    const std::string_view key = one.IsObject() ? json::member_text(one, "Path") : std::string_view();
    if (key.empty()) text.fail(fmt::format("has an entry without 'Path', number {}", number));
    const json::Value* is_folder = json::find(one, "IsDir");
    if ((is_folder != nullptr && is_folder->IsTrue()) || !is_storage_key(key)) return std::nullopt;
    ListedObject object{std::string(key), {}};
    const json::Value* size = json::find(one, "Size");
    if (size != nullptr && size->IsUint64()) object.stat.size_bytes = size->GetUint64();
    std::string_view time = json::member_text(one, "ModTime");
    take_listed_time(time, object.stat);
    object.stat.version = version_in(one);
    return object;
}

std::vector<ListedObject> objects_of_json(ListingText& text) {
    std::vector<ListedObject> objects;
    for (std::size_t number = 1; const auto entry = text.next_element(); ++number) {
        const auto parsed = json::parse(entry->text, {});
        if (const auto* error = std::get_if<json::ParseError>(&parsed))
            text.fail(fmt::format("has broken JSON in line {}: {}", entry->line + error->position.line - 1,
                                  error->message));
        if (auto object = object_of(std::get<json::Value>(parsed), text, number)) objects.push_back(*std::move(object));
    }
    return objects;
}

/// The fields of one line, without their quotes.
std::vector<std::string> fields_of(std::string_view line) {
    std::vector<std::string> fields(1);
    bool is_quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"' && is_quoted && i + 1 < line.size() && line[i + 1] == '"') {
            fields.back() += line[++i];
        } else if (c == '"') {
            is_quoted = !is_quoted;
        } else if (c == ',' && !is_quoted) {
            fields.emplace_back();
        } else {
            fields.back() += c;
        }
    }
    return fields;
}

/// An MD5, with the number of its parts where it was uploaded in several.
bool is_etag(std::string_view text) {
    const std::string_view digest = text.substr(0, text.find('-'));
    return digest.size() == 32 && digest.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

ObjectStat stat_of(std::span<const std::string> fields) {
    ObjectStat stat;
    for (const std::string& field : fields) {
        std::string_view time = field;
        std::uint64_t size = 0;
        const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), size);
        const bool is_number = error == std::errc{} && end == field.data() + field.size();
        if (is_etag(field)) {
            stat.version = field;
        } else if (is_number && stat.size_bytes == ObjectStat::k_unknown_size) {
            stat.size_bytes = size;
        } else if (stat.modified_ns == 0) {
            take_listed_time(time, stat);
        }
    }
    return stat;
}

std::vector<ListedObject> objects_of_csv(ListingText& text, const std::string& root) {
    std::string prefix = percent_decode_leniently(split_url(root).path);
    prefix.erase(0, prefix.find_first_not_of('/'));
    if (!prefix.empty()) prefix += '/';
    std::vector<ListedObject> objects;
    while (const auto line = text.next_line()) {
        if (line->text.empty()) continue;
        const std::vector<std::string> fields = fields_of(line->text);
        if (fields.size() < 3) text.fail(fmt::format("has fewer than three fields in line {}", line->line));
        const std::string key = percent_decode_leniently(fields[1]);
        if (!key.starts_with(prefix) || !is_storage_key(std::string_view(key).substr(prefix.size()))) continue;
        objects.push_back({key.substr(prefix.size()), stat_of(std::span(fields).subspan(2))});
    }
    return objects;
}

}  // namespace

std::vector<ListedObject> read_listing(const std::string& path, const std::string& root) {
    ListingText text(path);
    const auto first = text.first();
    if (!first) text.fail("is empty");
    std::vector<ListedObject> objects = *first == '[' ? objects_of_json(text) : objects_of_csv(text, root);
    if (objects.empty()) text.fail("lists nothing below the archive");
    return objects;
}

}  // namespace cairn
