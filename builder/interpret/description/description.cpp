#include "builder/interpret/description/description.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

#include "builder/cf/time_units.hpp"
#include "builder/interpret/description/attribute_texts.hpp"
#include "builder/interpret/description/keywords.hpp"
#include "builder/interpret/description/providers.hpp"
#include "builder/interpret/description/publications.hpp"
#include "builder/wording/headings.hpp"
#include "builder/wording/licenses.hpp"
#include "builder/wording/prose.hpp"

namespace cairn {

namespace {

std::string summary_of(const AttributeTexts& attributes, const std::string& title) {
    for (const char* name : {"summary", "abstract", "description", "comment", "comments"}) {
        constexpr std::size_t k_shortest = 20;  ///< "DECK: historical" is no description
        std::string text = paragraph(attributes.first({name}));
        if (text.size() >= k_shortest && !says(title, text)) return text;
    }
    return {};
}

/// A date as programs write it: "Thu Aug 31 15:55:10 AEST 2017" -> "Aug 31, 2017 15:55:10 +10:00"; others as they are.
std::string reordered(const std::string& text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 9> k_zones{{{"UTC", "Z"},
                                                                                    {"GMT", "Z"},
                                                                                    {"Z", "Z"},
                                                                                    {"CET", "+01:00"},
                                                                                    {"CEST", "+02:00"},
                                                                                    {"JST", "+09:00"},
                                                                                    {"AEST", "+10:00"},
                                                                                    {"AEDT", "+11:00"},
                                                                                    {"NZST", "+12:00"}}};
    constexpr std::array<std::string_view, 7> k_days{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        words.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    const bool has_day =
        !words.empty() && std::find(k_days.begin(), k_days.end(), std::string_view(words.front())) != k_days.end();
    if (!has_day || words.size() < 5 || words.size() > 6) return text;
    std::string zone;
    if (words.size() == 6) {
        const auto known =
            std::find_if(k_zones.begin(), k_zones.end(), [&](const auto& one) { return one.first == words[4]; });
        if (known == k_zones.end()) return text;
        zone = known->second;
    }
    return fmt::format("{} {}, {} {}{}", words[1], words[2], words.back(), words[3], zone);
}

/// Without a zone it is taken for UTC, as ACDD and CMIP want it.
std::optional<UtcInstant> instant_of(const std::string& text) {
    std::string why_not;
    const auto passed = parse_date_time(reordered(text), Calendar::proleptic_gregorian, why_not);
    if (!passed) return std::nullopt;
    const auto instant = to_utc(Calendar::proleptic_gregorian, *passed);
    return instant && is_writable(*instant) ? instant : std::nullopt;
}

std::optional<UtcInstant> date_of(const AttributeTexts& attributes, std::initializer_list<std::string_view> names,
                                  std::vector<Problem>& problems) {
    for (const std::string_view name : names) {
        const std::string text = prose(attributes.first({name}));
        if (text.empty()) continue;
        if (const auto instant = instant_of(text)) return instant;
        problems.push_back({.stage = Stage::interpret,
                            .code = std::string(k_unusable_attribute),
                            .path = {},
                            .message = fmt::format(
                                "the attribute '{}' is '{}', expected a date as 2017-08-31T05:55:10Z: it is left out "
                                "of the catalog; write it so",
                                name, shortened(text, 100)),
                            .severity = Severity::warning});
        return std::nullopt;
    }
    return std::nullopt;
}

/// Whether a DOI can be told from the texts, also from "&#49;0.1000/abc".
bool may_be_doi(std::span<const std::string> texts) {
    return std::any_of(texts.begin(), texts.end(), [](const std::string& text) {
        return text.find("10.") != std::string::npos || text.find('&') != std::string::npos;
    });
}

}  // namespace

AttributeTexts texts_for_description(const Dataset& dataset) {
    static const AttributeNames k_names(
        "title summary abstract description comment comments keywords "
        "mip_era project_id project activity_id institution_id institute_id source_id model_id experiment_id realm "
        "modeling_realm frequency cordex_domain domain_id driving_model_id driving_source_id platform instrument "
        "sensor "
        "license licence license_id rights "
        "institution creator creator_name creator_institution creator_url "
        "publisher publisher_name publisher_institution publisher_url "
        "doi dataset_doi data_doi product_doi identifier_product_doi identifierproductdoi doi_url id metadata_link "
        "citation preferred_citation dataset_citation references reference");
    static const std::vector<Attribute> k_none;
    AttributeTexts texts(dataset.groups.empty() ? k_none : dataset.groups.front().attributes, k_names);
    for (const std::string_view name : {"id", "metadata_link"})
        if (!may_be_doi(texts.raw(name))) texts.remove(name);
    return texts;
}

std::shared_ptr<const Description> read_description(const AttributeTexts& attributes) {
    Description description;
    description.title = heading(attributes.first({"title"}));
    description.summary = summary_of(attributes, description.title);
    description.keywords = read_keywords(attributes);
    description.license = spdx_of(attributes.first({"license", "licence", "license_id", "rights"}));
    description.providers = read_providers(attributes);
    read_publications(attributes, description);
    sort_lists(description);
    if (description == Description{}) return nullptr;
    return std::make_shared<const Description>(std::move(description));
}

std::shared_ptr<const Description> read_description(const Dataset& dataset) {
    return read_description(texts_for_description(dataset));
}

FileDates read_file_dates(const Dataset& dataset, std::vector<Problem>& problems) {
    static const AttributeNames k_names(
        "date_created creation_date creation_time created date_modified modification_date");
    if (dataset.groups.empty() || dataset.is_virtual) return {};
    const AttributeTexts attributes(dataset.groups.front().attributes, k_names);
    FileDates dates;
    dates.created = date_of(attributes, {"date_created", "creation_date", "creation_time", "created"}, problems);
    dates.updated = date_of(attributes, {"date_modified", "modification_date"}, problems);
    if (dates.created && dates.updated && *dates.updated < *dates.created) dates.updated.reset();
    return dates;
}

}  // namespace cairn
