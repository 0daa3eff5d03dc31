#include "search/formats.hpp"

#include <fmt/format.h>

#include "base/json/write.hpp"
#include "search/answer.hpp"
#include "search/metalink.hpp"

namespace cairn::search {

namespace {

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

}  // namespace

std::unique_ptr<Format> format_of(std::string_view name, Wanted wanted) {
    if (name == "geojson") return std::make_unique<GeoJson>();
    if (name == "ndjson") return std::make_unique<NdJson>();
    if (name == "csv") return std::make_unique<Csv>(wanted);
    if (name == "urls") return std::make_unique<Urls>(wanted);
    if (name == "metalink") return metalink_format(wanted);
    return nullptr;
}

}  // namespace cairn::search
