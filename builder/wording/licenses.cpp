#include "builder/wording/licenses.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <utility>

#include "base/letters.hpp"

namespace cairn {

namespace {

/// Texts that name one license each, in small letters, and its identifier.
constexpr std::array<std::pair<std::string_view, std::string_view>, 27> k_names{
    {{"creativecommons.org/publicdomain/zero/1.0", "CC0-1.0"},
     {"cc0 1.0", "CC0-1.0"},
     {"cc0-1.0", "CC0-1.0"},
     {"cc0 universal", "CC0-1.0"},
     {"opendatacommons.org/licenses/odbl/1-0", "ODbL-1.0"},
     {"open database license 1.0", "ODbL-1.0"},
     {"odbl-1.0", "ODbL-1.0"},
     {"opendatacommons.org/licenses/by/1-0", "ODC-By-1.0"},
     {"odc-by-1.0", "ODC-By-1.0"},
     {"pddl-1.0", "PDDL-1.0"},
     {"open-government-licence/version/3", "OGL-UK-3.0"},
     {"open government licence v3", "OGL-UK-3.0"},
     {"open government licence 3.0", "OGL-UK-3.0"},
     {"ogl-uk-3.0", "OGL-UK-3.0"},
     {"ogl-uk-2.0", "OGL-UK-2.0"},
     {"ogl-canada-2.0", "OGL-Canada-2.0"},
     {"govdata.de/dl-de/by-2-0", "DL-DE-BY-2.0"},
     {"dl-de-by-2.0", "DL-DE-BY-2.0"},
     {"etalab-2.0", "etalab-2.0"},
     {"nlod-2.0", "NLOD-2.0"},
     {"data.norge.no/nlod/no/2.0", "NLOD-2.0"},
     {"apache license, version 2.0", "Apache-2.0"},
     {"apache-2.0", "Apache-2.0"},
     {"mit license", "MIT"},
     {"bsd-3-clause", "BSD-3-Clause"},
     {"gpl-3.0-or-later", "GPL-3.0-or-later"},
     {"gpl-2.0-or-later", "GPL-2.0-or-later"}}};

/// Whether the name stands in the text as a word: "transmit license" is not MIT's.
bool names(std::string_view text, std::string_view name) {
    for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
        const char before = at == 0 ? ' ' : text[at - 1];
        if (before < 'a' || before > 'z') return true;
    }
    return false;
}

/// "CC-BY-NC-SA-4.0" of elements in any spelling; empty when there is no such license.
std::string creative_commons(std::string_view elements, std::string_view version) {
    constexpr std::array<std::string_view, 5> k_versions{"1.0", "2.0", "2.5", "3.0", "4.0"};
    if (std::find(k_versions.begin(), k_versions.end(), version) == k_versions.end()) return {};
    static const RE2 k_noncommercial("\\bnc\\b|non-?\\s?commercial");
    static const RE2 k_share_alike("\\bsa\\b|share-?\\s?alike");
    static const RE2 k_no_derivatives("\\bnd\\b|no-?\\s?deriv");
    const std::string text(elements);
    std::string id = "CC-BY";
    const bool is_shared_alike = RE2::PartialMatch(text, k_share_alike);
    const bool is_final = RE2::PartialMatch(text, k_no_derivatives);
    if (is_shared_alike && is_final) return {};
    if (RE2::PartialMatch(text, k_noncommercial)) id += "-NC";
    if (is_shared_alike) id += "-SA";
    if (is_final) id += "-ND";
    return id + '-' + std::string(version);
}

/// Every license of Creative Commons that the text names, one expression a way of naming it.
void find_creative_commons(const std::string& text, std::set<std::string>& found) {
    static const RE2 k_address("creativecommons\\.org/licenses/(by[-a-z]*)/(\\d\\.\\d)");
    static const RE2 k_short("\\bcc[- ]?by((?:[- ](?:nc|sa|nd))*)[- ]?\\s?v?(\\d(?:\\.\\d)?)\\b");
    static const RE2 k_words(
        "creative commons[- ]+(?:licen[cs]e[- ]+)?attribution((?:[-, /]*(?:non-?\\s?commercial|share-?\\s?alike|"
        "no-?\\s?deriv(?:ative)?s?))*)[-, ]*(?:\\(cc[- ]by[- a-z]*\\))?[, ]*(?:international[, ]*)?(?:licen[cs]e[, ]*)?"
        "(?:version\\s*|v\\.?\\s*)?(\\d\\.\\d)");
    for (const RE2* pattern : {&k_address, &k_short, &k_words}) {
        re2::StringPiece rest(text);
        std::string elements;
        std::string version;
        while (RE2::FindAndConsume(&rest, *pattern, &elements, &version)) {
            if (version.size() == 1) version += ".0";
            if (std::string id = creative_commons(elements, version); !id.empty()) found.insert(std::move(id));
        }
    }
}

}  // namespace

std::string spdx_of(std::string_view text) {
    if (text.empty()) return {};
    constexpr std::size_t k_longest = 20'000;
    const std::string small = in_small_letters(text.substr(0, k_longest));
    if (small == "mit") return "MIT";
    std::set<std::string> found;
    for (const auto& [name, id] : k_names)
        if (names(small, name)) found.emplace(id);
    find_creative_commons(small, found);
    return found.size() == 1 ? *found.begin() : std::string();
}

bool is_license_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("_.+-").find(c) != std::string_view::npos;
    });
}

}  // namespace cairn
