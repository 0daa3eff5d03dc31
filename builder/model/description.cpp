#include "builder/model/description.hpp"

#include <algorithm>
#include <tuple>

namespace cairn {

namespace {

std::string common(const std::string& a, const std::string& b) { return a == b ? a : std::string(); }

auto key_of(const std::string& text) { return std::tie(text); }
auto key_of(const Provider& one) { return std::tie(one.name, one.roles, one.url, one.description); }
auto key_of(const Publication& one) { return std::tie(one.doi, one.citation); }

/// Both are sorted by the key: one pass.
template <class T>
std::vector<T> common(const std::vector<T>& a, const std::vector<T>& b) {
    std::vector<T> both;
    for (auto at = a.begin(), other = b.begin(); at != a.end() && other != b.end();) {
        if (*at == *other) both.push_back(*at);
        const bool is_behind = key_of(*at) < key_of(*other);
        if (!(key_of(*other) < key_of(*at))) ++at;
        if (!is_behind) ++other;
    }
    return both;
}

template <class T>
void sort_once(std::vector<T>& list) {
    std::sort(list.begin(), list.end(), [](const T& a, const T& b) { return key_of(a) < key_of(b); });
    list.erase(std::unique(list.begin(), list.end()), list.end());
}

}  // namespace

Description common(const Description& a, const Description& b) {
    Description both;
    both.title = common(a.title, b.title);
    both.summary = common(a.summary, b.summary);
    both.keywords = common(a.keywords, b.keywords);
    both.license = common(a.license, b.license);
    both.providers = common(a.providers, b.providers);
    both.doi = common(a.doi, b.doi);
    both.citation = common(a.citation, b.citation);
    both.publications = common(a.publications, b.publications);
    return both;
}

void sort_lists(Description& description) {
    sort_once(description.keywords);
    sort_once(description.providers);
    sort_once(description.publications);
}

}  // namespace cairn
