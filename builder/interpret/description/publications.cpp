#include "builder/interpret/description/publications.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "builder/interpret/description/attribute_texts.hpp"
#include "builder/wording/dois.hpp"
#include "builder/wording/prose.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_longest_citation = 1000;
constexpr std::size_t k_most_publications = 50;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A number of four digits that is a year of publication.
bool has_year(std::string_view text) {
    for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
        const std::string_view four = text.substr(i, 4);
        if (!std::all_of(four.begin(), four.end(), is_digit)) continue;
        const bool stands_alone =
            (i == 0 || !is_digit(text[i - 1])) && (i + 4 == text.size() || !is_digit(text[i + 4]));
        if (stands_alone && (four.starts_with("19") || four.starts_with("20") || four.starts_with("18"))) return true;
    }
    return false;
}

/// "Mauritsen et al. (2019), ...", not an address alone.
bool is_reference(std::string_view text) {
    constexpr std::size_t k_shortest = 12;
    if (!dois_in(text).empty()) return true;
    return text.size() >= k_shortest && text.find(' ') != std::string_view::npos && has_year(text);
}

std::vector<std::string> divided(std::string_view text) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find_first_of(";|\n", begin), text.size());
        std::string part = prose(text.substr(begin, end - begin));
        while (!part.empty() && (part.back() == ',' || part.back() == ' ')) part.pop_back();
        begin = end + 1;
        if (part.empty()) continue;
        if (!is_reference(part)) return {};
        parts.push_back(std::move(part));
    }
    return parts;
}

Publication publication_of(const std::string& text) {
    const std::vector<std::string> dois = dois_in(text);
    Publication publication;
    if (dois.size() == 1) publication.doi = dois.front();
    const bool is_doi_alone = !doi_of(text).empty();
    if (!is_doi_alone) publication.citation = paragraph(text, k_longest_citation);
    return publication;
}

void add_references(std::string_view references, Description& description) {
    std::vector<std::string> parts = divided(references);
    if (parts.empty()) {
        std::string whole = prose(references);
        if (!whole.empty() && is_reference(whole)) parts.push_back(std::move(whole));
    }
    for (const std::string& part : parts) {
        if (description.publications.size() == k_most_publications) return;
        Publication publication = publication_of(part);
        if (!publication.doi.empty() || !publication.citation.empty())
            description.publications.push_back(std::move(publication));
    }
}

std::string doi_of_data(const AttributeTexts& attributes) {
    for (const char* name : {"doi", "dataset_doi", "data_doi", "product_doi", "identifier_product_doi",
                             "identifierproductdoi", "doi_url", "id", "metadata_link"}) {
        std::string doi = doi_of(prose(attributes.first({name})));
        if (!doi.empty()) return doi;
    }
    return {};
}

}  // namespace

void read_publications(const AttributeTexts& attributes, Description& description) {
    constexpr std::size_t k_longest_read = 32U << 10;
    description.doi = doi_of_data(attributes);
    description.citation =
        paragraph(attributes.first({"citation", "preferred_citation", "dataset_citation"}), k_longest_citation);
    const std::string references = attributes.first({"references", "reference"});
    add_references(std::string_view(references).substr(0, k_longest_read), description);
}

}  // namespace cairn
