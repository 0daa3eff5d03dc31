#include "search/formats.hpp"

#include <fmt/format.h>

#include <array>

#include "base/json/write.hpp"
#include "base/markup.hpp"
#include "base/percent.hpp"
#include "base/url.hpp"

namespace cairn::search {

namespace {

const json::Value* property(const json::Value& entry, std::string_view name) {
    const json::Value* properties = json::find(entry, "properties");
    return properties == nullptr ? nullptr : json::find(*properties, name);
}

std::string_view property_text(const json::Value& entry, std::string_view name) {
    const json::Value* value = property(entry, name);
    return value == nullptr ? std::string_view{} : json::text_or(*value, "");
}

/// The address of an answer: that of the file of an asset, that of the document of an Item.
std::string address_of(const Match& match, Wanted wanted) {
    if (wanted == Wanted::assets) return std::string(json::member_text(match.document, "href"));
    if (const json::Value* links = json::find(match.document, "links"); links != nullptr && links->IsArray())
        for (const json::Value& link : links->GetArray())
            if (json::member_text(link, "rel") == "self") return std::string(json::member_text(link, "href"));
    return match.place;
}

/// Paths as programs take them; what would not be one line stays encoded.
std::string usable_address(const std::string& href) {
    if (has_scheme(href)) {
        std::string url;
        for (const char c : href) {
            const bool is_plain = static_cast<unsigned char>(c) > 0x20 && c != 0x7F;
            if (is_plain)
                url += c;
            else
                append_percent_encoded(url, c);
        }
        return url;
    }
    const auto path = percent_decode(href);
    const bool is_line = path && path->find_first_of(std::string_view("\n\r\0", 3)) == std::string::npos;
    return is_line ? *path : href;
}

class GeoJson final : public Format {
  public:
    std::string begin() const override { return "{\"type\":\"FeatureCollection\",\n\"features\":[\n"; }
    std::string entry(const Match& match) const override { return json::write(match.document); }
    std::string between() const override { return ",\n"; }
    std::string end(const Ending& ending) const override {
        std::string text = fmt::format("{}],\n\"numberReturned\":{}", ending.returned > 0 ? "\n" : "", ending.returned);
        if (ending.page_token.empty()) return text + ",\n\"links\":[]}\n";
        text += ",\n\"cairn:page_token\":";
        json::append_quoted(text, ending.page_token);
        return text + ",\n\"links\":[]}\n";
    }
};

class NdJson final : public Format {
  public:
    std::string entry(const Match& match) const override { return json::write(match.document) + '\n'; }
};

class Urls final : public Format {
  public:
    explicit Urls(Wanted wanted) : m_wanted(wanted) {}
    Detail detail() const override { return Detail::address; }
    std::string entry(const Match& match) const override {
        const std::string address = address_of(match, m_wanted);
        return address.empty() ? std::string() : usable_address(address) + '\n';
    }

  private:
    Wanted m_wanted;
};

/// RFC 4180, with line ends of one byte.
class Csv final : public Format {
  public:
    explicit Csv(Wanted wanted) : m_wanted(wanted) {}
    Detail detail() const override { return Detail::row; }

    std::string begin() const override {
        return "collection,item,id,title,media_type,roles,start_datetime,end_datetime,west,south,east,north,file:size,"
               "file:checksum,href\n";
    }

    std::string entry(const Match& match) const override {
        const json::Value& entry = match.document;
        const bool is_item = m_wanted == Wanted::items;
        std::string row;
        add(row, json::member_text(entry, "collection"));
        add(row, is_item ? json::member_text(entry, "id") : json::member_text(entry, "item"));
        add(row, json::member_text(entry, "id"));
        add(row, is_item ? property_text(entry, "title") : json::member_text(entry, "title"));
        add(row, is_item ? std::string_view("application/geo+json") : json::member_text(entry, "media_type"));
        add(row, roles_of(entry));
        const std::string_view instant = property_text(entry, "datetime");
        const std::string_view start = property_text(entry, "start_datetime");
        const std::string_view end = property_text(entry, "end_datetime");
        const bool is_span = !start.empty() || !end.empty();
        add(row, is_span ? start : instant);
        add(row, is_span ? end : instant);
        add_box(row, json::find(entry, "bbox"));
        const json::Value* size = property(entry, "file:size");
        add(row, size != nullptr && size->IsNumber() ? json::write(*size) : std::string());
        add(row, property_text(entry, "file:checksum"));
        add(row, address_of(match, m_wanted));
        row.back() = '\n';
        return row;
    }

  private:
    static void add(std::string& row, std::string_view field) {
        if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
            row.append(field);
        } else {
            row += '"';
            for (const char c : field) row.append(c == '"' ? 2 : 1, c);
            row += '"';
        }
        row += ',';
    }

    static std::string roles_of(const json::Value& entry) {
        std::string all;
        const json::Value* roles = json::find(entry, "roles");
        if (roles == nullptr || !roles->IsArray()) return all;
        for (const json::Value& role : roles->GetArray())
            all.append(all.empty() ? "" : " ").append(json::text_or(role, ""));
        return all;
    }

    static void add_box(std::string& row, const json::Value* box) {
        const bool is_box = box != nullptr && box->IsArray() && (box->Size() == 4 || box->Size() == 6);
        const std::size_t half = is_box ? box->Size() / 2 : 0;
        for (const std::size_t index : {std::size_t{0}, std::size_t{1}, half, half + 1})
            add(row, is_box ? json::write((*box)[static_cast<rapidjson::SizeType>(index)]) : std::string());
    }

    Wanted m_wanted;
};

/// RFC 5854.
class Metalink final : public Format {
  public:
    explicit Metalink(Wanted wanted) : m_wanted(wanted) {}
    Detail detail() const override { return Detail::row; }

    std::string begin() const override {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<metalink xmlns=\"urn:ietf:params:xml:ns:metalink\">\n";
    }
    std::string end(const Ending&) const override { return "</metalink>\n"; }

    std::string entry(const Match& match) const override {
        const std::string address = address_of(match, m_wanted);
        if (address.empty()) return {};
        std::string text = fmt::format("  <file name=\"{}\">\n", escaped_markup(name_of(match.document, address)));
        const json::Value* size = property(match.document, "file:size");
        if (size != nullptr && size->IsUint64()) text += fmt::format("    <size>{}</size>\n", size->GetUint64());
        if (const auto hash = hash_of_multihash(property_text(match.document, "file:checksum")))
            text += fmt::format("    <hash type=\"{}\">{}</hash>\n", hash->name, hash->digits);
        return text + fmt::format("    <url>{}</url>\n  </file>\n", escaped_markup(usable_address(address)));
    }

  private:
    /// Where the file goes: Collection, Item and its own name, so that names of different Items do not meet.
    static std::string name_of(const json::Value& entry, const std::string& address) {
        const std::string_view path = split_url(address).path;
        const std::string file = percent_decode_leniently(path.substr(path.rfind('/') + 1));
        std::string name;
        for (const std::string_view part : {json::member_text(entry, "collection"), json::member_text(entry, "item"),
                                            std::string_view(file.empty() ? json::member_text(entry, "id") : file)}) {
            if (!part.empty()) name += (name.empty() ? "" : "/") + safe(part);
        }
        return name;
    }

    static std::string safe(std::string_view part) {
        if (part == "." || part == "..") return "_";
        std::string name;
        for (const char c : part) name += static_cast<unsigned char>(c) < 0x20 || c == '/' || c == '\\' ? '_' : c;
        return name;
    }

    Wanted m_wanted;
};

}  // namespace

std::optional<Hash> hash_of_multihash(std::string_view multihash) {
    struct Kind {
        std::string_view prefix;  // code and length, each a varint
        const char* name;
        std::size_t digits;
    };
    static constexpr std::array<Kind, 4> k_kinds{
        {{"1220", "sha-256", 64}, {"1114", "sha-1", 40}, {"1340", "sha-512", 128}, {"d50110", "md5", 32}}};
    for (const Kind& kind : k_kinds)
        if (multihash.starts_with(kind.prefix) && multihash.size() == kind.prefix.size() + kind.digits)
            return Hash{kind.name, std::string(multihash.substr(kind.prefix.size()))};
    return std::nullopt;
}

std::unique_ptr<Format> format_of(std::string_view name, Wanted wanted) {
    if (name == "geojson") return std::make_unique<GeoJson>();
    if (name == "ndjson") return std::make_unique<NdJson>();
    if (name == "csv") return std::make_unique<Csv>(wanted);
    if (name == "urls") return std::make_unique<Urls>(wanted);
    if (name == "metalink") return std::make_unique<Metalink>(wanted);
    return nullptr;
}

}  // namespace cairn::search
