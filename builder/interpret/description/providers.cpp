#include "builder/interpret/description/providers.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/letters.hpp"
#include "base/url.hpp"
#include "builder/interpret/description/attribute_texts.hpp"
#include "builder/wording/case.hpp"
#include "builder/wording/headings.hpp"
#include "builder/wording/prose.hpp"

namespace cairn {

namespace {

/// Words by which a part of an address still is the name of an organisation.
constexpr std::array<std::string_view, 24> k_organisations{
    "academy",    "administration", "agency",   "association", "bureau", "center",   "centre",  "college",
    "commission", "consortium",     "council",  "department",  "dept",   "division", "faculty", "group",
    "institut",   "laborator",      "ministry", "observatory", "office", "school",   "service", "universit"};

constexpr std::size_t k_longest_name = 120;

bool is_web_address(std::string_view text) {
    const std::string scheme = scheme_of(text);
    const Url url = split_url(text);
    return (scheme == "http" || scheme == "https") && url.authority && !url.authority->empty() &&
           text.find_first_of(" \"<>\\^`{|}") == std::string_view::npos &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

/// Takes the first web address out of the text.
std::string take_address(std::string& text) {
    const std::size_t begin = std::min(text.find("http://"), text.find("https://"));
    if (begin == std::string::npos) return {};
    std::size_t end = text.find_first_of(" ,;)>]\"'", begin);
    if (end == std::string::npos) end = text.size();
    std::string address = text.substr(begin, end - begin);
    while (!address.empty() && address.back() == '.') address.pop_back();
    text.erase(begin, end - begin);
    for (const std::string_view empty : {"()", "<>", "[]", "( )"})
        if (const std::size_t at = text.find(empty); at != std::string::npos) text.erase(at, empty.size());
    return is_web_address(address) ? address : std::string();
}

std::string_view without_marks(std::string_view text) {
    constexpr std::string_view k_edges = " ,;:-.";
    const std::size_t begin = text.find_first_not_of(k_edges.substr(0, k_edges.size() - 1));
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(k_edges) - begin + 1);
}

bool names_organisation(std::string_view part) {
    const std::string small = in_small_letters(part);
    return small.find_first_of("0123456789") == std::string::npos &&
           std::any_of(k_organisations.begin(), k_organisations.end(),
                       [&](std::string_view word) { return small.find(word) != std::string::npos; });
}

/// The next ',' or ';' that stands in no brackets; the size of the text: none.
std::size_t end_of_part(std::string_view text, std::size_t begin) {
    int depth = 0;
    for (std::size_t i = begin; i < text.size(); ++i) {
        if (text[i] == '(') ++depth;
        if (text[i] == ')' && depth > 0) --depth;
        if (depth == 0 && (text[i] == ',' || text[i] == ';')) return i;
    }
    return text.size();
}

/// The first part of an address, and those after it that are organisations, too.
std::string name_in(std::string_view text) {
    std::size_t end = end_of_part(text, 0);
    while (end < text.size()) {
        const std::size_t next = end_of_part(text, end + 1);
        if (!names_organisation(text.substr(end + 1, next - end - 1))) break;
        end = next;
    }
    const std::string_view name = without_marks(text.substr(0, end));
    return shortened(without_shouting(name), k_longest_name);
}

/// "NSIDC > National Snow and Ice Data Center", as catalogs of NASA write it -> "National Snow and Ice Data Center
/// (NSIDC)".
std::string with_short_name_last(const std::string& text) {
    const std::size_t at = text.find(" > ");
    return at == std::string::npos ? text : text.substr(at + 3) + " (" + text.substr(0, at) + ')';
}

void add(std::vector<Provider>& providers, Provider provider) {
    if (provider.name.empty()) return;
    const auto known = std::find_if(providers.begin(), providers.end(), [&](const Provider& one) {
        return says(one.name, provider.name) || says(provider.name, one.name) ||
               (!one.url.empty() && one.url == provider.url);
    });
    if (known == providers.end()) return providers.push_back(std::move(provider));
    if (known->url.empty()) known->url = std::move(provider.url);
}

std::string home_page(const AttributeTexts& attributes, std::string_view name) {
    std::string address = prose(attributes.first({name}));
    if (address.starts_with("www.")) address.insert(0, "https://");
    return is_web_address(address) ? address : std::string();
}

/// A name is of a person when the file says so, or when an institution stands beside it.
std::string organisation_name(const AttributeTexts& attributes, const std::string& who) {
    const std::string institution = attributes.first({who + "_institution"});
    return institution.empty() ? attributes.first({who + "_name", who}) : institution;
}

}  // namespace

Provider organisation(std::string_view text) {
    Provider provider;
    const std::string whole = with_short_name_last(prose(text));
    if (whole.find('@') != std::string::npos && whole.find(' ') == std::string::npos) return provider;
    std::string rest = whole;
    provider.url = take_address(rest);
    provider.name = name_in(rest);
    if (provider.name.empty()) return {};
    const std::string_view all = without_marks(rest);
    if (all.size() > provider.name.size()) provider.description = paragraph(all, 500);
    return provider;
}

std::vector<Provider> read_providers(const AttributeTexts& attributes) {
    std::vector<Provider> providers;
    Provider producer = organisation(attributes.first({"institution"}));
    producer.roles = {"producer"};
    add(providers, std::move(producer));
    Provider creator = organisation(organisation_name(attributes, "creator"));
    creator.roles = {"producer"};
    if (creator.url.empty()) creator.url = home_page(attributes, "creator_url");
    add(providers, std::move(creator));
    Provider publisher = organisation(organisation_name(attributes, "publisher"));
    if (publisher.url.empty()) publisher.url = home_page(attributes, "publisher_url");
    add(providers, std::move(publisher));
    return providers;
}

}  // namespace cairn
