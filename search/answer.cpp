#include "search/answer.hpp"

#include <algorithm>
#include <array>

#include "base/percent.hpp"
#include "base/url.hpp"

namespace cairn::search {

namespace {

/// Whether a character stands in no IRI.
constexpr std::array<bool, 256> k_is_excluded = [] {
    std::array<bool, 256> is_excluded{};
    for (std::size_t c = 0; c <= 0x20; ++c) is_excluded[c] = true;
    for (const char c : std::string_view("\"<>\\^`{|}\x7f")) is_excluded[static_cast<unsigned char>(c)] = true;
    return is_excluded;
}();

bool is_excluded(char c) { return k_is_excluded[static_cast<unsigned char>(c)]; }

std::string as_iri(const std::string& href) {
    if (std::none_of(href.begin(), href.end(), is_excluded)) return href;
    std::string iri;
    for (const char c : href) {
        if (is_excluded(c))
            append_percent_encoded(iri, c);
        else
            iri += c;
    }
    return iri;
}

}  // namespace

const json::Value* property(const json::Value& entry, std::string_view name) {
    const json::Value* properties = json::find(entry, "properties");
    return properties == nullptr ? nullptr : json::find(*properties, name);
}

std::string_view property_text(const json::Value& entry, std::string_view name) {
    const json::Value* value = property(entry, name);
    return value == nullptr ? std::string_view{} : json::text_or(*value, "");
}

std::string address_of(const Match& match, Wanted wanted) {
    if (wanted == Wanted::assets) return std::string(json::member_text(match.document, "href"));
    if (const json::Value* links = json::find(match.document, "links"); links != nullptr && links->IsArray())
        for (const json::Value& link : links->GetArray())
            if (json::member_text(link, "rel") == "self") return std::string(json::member_text(link, "href"));
    return match.place;
}

std::string usable_address(const std::string& href) {
    if (has_scheme(href)) return as_iri(href);
    const auto path = percent_decode(href);
    const bool is_line = path && path->find_first_of(std::string_view("\n\r\0", 3)) == std::string::npos;
    return is_line ? *path : href;
}

}  // namespace cairn::search
