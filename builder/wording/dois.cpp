#include "builder/wording/dois.hpp"

#include <algorithm>
#include <cstddef>

namespace cairn {

namespace {

bool is_alnum(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool ends_a_doi(char c) {
    return static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F ||
           std::string_view("\"<>{}|\\^`").find(c) != std::string_view::npos;
}

/// The length of the DOI that the text begins with; 0: none.
std::size_t length_of_doi(std::string_view text) {
    constexpr std::size_t k_shortest_registrant = 4;
    constexpr std::size_t k_longest = 200;
    if (!text.starts_with("10.")) return 0;
    std::size_t slash = 3;
    while (slash < text.size() && is_alnum(text[slash])) ++slash;
    if (slash - 3 < k_shortest_registrant || slash >= text.size() || text[slash] != '/') return 0;
    std::size_t end = slash + 1;
    while (end < text.size() && end < k_longest && !ends_a_doi(text[end])) ++end;
    const auto is_unopened = [&](char closing, char opening) {
        const std::string_view doi = text.substr(0, end);
        return doi.back() == closing &&
               std::count(doi.begin(), doi.end(), opening) < std::count(doi.begin(), doi.end(), closing);
    };
    while (end > slash + 1 && (std::string_view(".,;:'!?").find(text[end - 1]) != std::string_view::npos ||
                               is_unopened(')', '(') || is_unopened(']', '[')))
        --end;
    return end > slash + 1 ? end : 0;
}

}  // namespace

std::vector<std::string> dois_in(std::string_view text) {
    std::vector<std::string> dois;
    for (std::size_t at = text.find("10."); at != std::string_view::npos; at = text.find("10.", at)) {
        const bool begins = at == 0 || !(is_alnum(text[at - 1]) || text[at - 1] == '.');
        const std::size_t length = begins ? length_of_doi(text.substr(at)) : 0;
        std::string doi(text.substr(at, length));
        at += std::max<std::size_t>(length, 3);
        if (length > 0 && std::find(dois.begin(), dois.end(), doi) == dois.end()) dois.push_back(std::move(doi));
    }
    return dois;
}

std::string doi_of(std::string_view text) {
    for (const std::string_view prefix : {"https://", "http://"})
        if (text.starts_with(prefix)) text.remove_prefix(prefix.size());
    for (const std::string_view prefix : {"dx.doi.org/", "doi.org/", "doi:", "DOI:", "doi ", "DOI "})
        if (text.starts_with(prefix)) text.remove_prefix(prefix.size());
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    const std::size_t length = length_of_doi(text);
    return length > 0 && length == text.size() ? std::string(text) : std::string();
}

}  // namespace cairn
