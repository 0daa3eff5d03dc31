#include "builder/discover/listing_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>

#include "base/codecs/gzip_stream.hpp"
#include "base/json/parse.hpp"
#include "base/json/value.hpp"
#include "base/percent.hpp"
#include "base/storage/listed_time.hpp"
#include "base/url.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_largest = std::size_t{2} << 30;  // unpacked; some ten million objects

[[noreturn]] void fail(const std::string& path, const std::string& why) {
    throw std::runtime_error(fmt::format(
        "the listing '{}' {}; expected the JSON of 'rclone lsjson --recursive', or the CSV of an S3 inventory", path,
        why));
}

std::string unpacked(const std::string& path, const std::string& packed) {
    codecs::GzipStream stream;
    codecs::Bytes in = std::as_bytes(std::span(packed));
    std::string text;
    std::string block(1 << 20, '\0');
    auto state = codecs::GzipStream::State::within_member;
    while (!in.empty() || state == codecs::GzipStream::State::within_member) {
        codecs::Out out = std::as_writable_bytes(std::span(block));
        const std::size_t left = in.size();
        state = stream.decode(in, out);
        const std::size_t got = block.size() - out.size();
        text.append(block, 0, got);
        if (state == codecs::GzipStream::State::damaged || (got == 0 && in.size() == left && !in.empty()))
            fail(path, "holds damaged gzip data");
        if (in.empty() && got == 0) break;
        if (text.size() > k_largest) fail(path, "is larger than 2 GiB");
    }
    if (state == codecs::GzipStream::State::within_member) fail(path, "is cut off: its gzip data do not end");
    return text;
}

std::string text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) fail(path, "cannot be opened");
    std::string text;
    std::string block(1 << 20, '\0');
    while (file.read(block.data(), static_cast<std::streamsize>(block.size())), file.gcount() > 0) {
        text.append(block, 0, static_cast<std::size_t>(file.gcount()));
        if (text.size() > k_largest) fail(path, "is larger than 2 GiB");
    }
    return text.starts_with("\x1F\x8B") ? unpacked(path, text) : text;
}

/// A hash is the same wherever the object is copied to.
std::string version_in(const json::Value& object) {
    const json::Value* hashes = json::find(object, "Hashes");
    if (hashes == nullptr || !hashes->IsObject() || hashes->MemberCount() == 0) return {};
    const auto& first = *hashes->MemberBegin();
    return first.value.IsString() ? std::string(json::view(first.value)) : std::string();
}

std::vector<ListedObject> objects_of_json(const std::string& path, const std::string& text) {
    auto parsed = json::parse(text, {});
    if (const auto* error = std::get_if<json::ParseError>(&parsed))
        fail(path, fmt::format("has broken JSON in line {}, column {}: {}", error->position.line,
                               error->position.column, error->message));
    std::vector<ListedObject> objects;
    const json::Value& list = std::get<json::Value>(parsed);
    for (const json::Value& one : list.GetArray()) {
        const std::string_view key = json::member_text(one, "Path");
        if (key.empty()) fail(path, fmt::format("has an entry without 'Path', number {}", objects.size() + 1));
        const json::Value* is_folder = json::find(one, "IsDir");
        if (is_folder != nullptr && is_folder->IsTrue()) continue;
        if (!is_storage_key(key)) continue;
        ListedObject object{std::string(key), {}};
        const json::Value* size = json::find(one, "Size");
        if (size != nullptr && size->IsUint64()) object.stat.size_bytes = size->GetUint64();
        std::string_view time = json::member_text(one, "ModTime");
        take_listed_time(time, object.stat);
        object.stat.version = version_in(one);
        objects.push_back(std::move(object));
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
            stat.version = '"' + field + '"';  // as its server writes it
        } else if (is_number && stat.size_bytes == ObjectStat::k_unknown_size) {
            stat.size_bytes = size;
        } else if (stat.modified_ns == 0) {
            take_listed_time(time, stat);
        }
    }
    return stat;
}

std::vector<ListedObject> objects_of_csv(const std::string& path, const std::string& text, const std::string& root) {
    std::string prefix = percent_decode_leniently(split_url(root).path);
    prefix.erase(0, prefix.find_first_not_of('/'));
    if (!prefix.empty()) prefix += '/';
    std::vector<ListedObject> objects;
    std::size_t number = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = std::string_view(text).substr(at, end - at);
        at = end + 1;
        ++number;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) continue;
        const std::vector<std::string> fields = fields_of(line);
        if (fields.size() < 3) fail(path, fmt::format("has fewer than three fields in line {}", number));
        const std::string key = percent_decode_leniently(fields[1]);
        if (!key.starts_with(prefix) || !is_storage_key(std::string_view(key).substr(prefix.size()))) continue;
        objects.push_back({key.substr(prefix.size()), stat_of(std::span(fields).subspan(2))});
    }
    return objects;
}

}  // namespace

std::vector<ListedObject> read_listing(const std::string& path, const std::string& root) {
    const std::string text = text_of(path);
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string::npos) fail(path, "is empty");
    std::vector<ListedObject> objects =
        text[begin] == '[' ? objects_of_json(path, text) : objects_of_csv(path, text, root);
    if (objects.empty()) fail(path, "lists nothing below the archive");
    return objects;
}

}  // namespace cairn
