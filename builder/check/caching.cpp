// How long what was read stays true.
#include <fmt/format.h>

#include <algorithm>

#include "builder/check/rules.hpp"

namespace cairn::check {

namespace {

constexpr std::uint64_t k_longest_s = 86'400;  ///< of a document: the time for which publishing keeps what it names

/// The seconds of "max-age=60"; nullopt: it does not say.
std::optional<std::uint64_t> max_age(std::string_view cache_control) {
    const std::size_t at = cache_control.find("max-age=");
    if (at == std::string_view::npos) return std::nullopt;
    const std::string_view value = cache_control.substr(at + 8);
    const std::string_view digits = value.substr(0, value.find_first_not_of("0123456789"));
    if (digits.empty()) return std::nullopt;
    return parse_header_number(digits).value_or(UINT64_MAX);  // more digits than a number has
}

bool is_document(const Document& document) {
    return document.visit.is_success() &&
           (document.kind == DocumentKind::json || document.kind == DocumentKind::geojson);
}

}  // namespace

Breaches check_cache_control(const HostVisit& host) {
    Breaches breaches;
    for (const Document& document : host.documents) {
        if (!is_document(document)) continue;
        const std::string_view found = document.visit.header("cache-control");
        const std::optional<std::uint64_t> age = max_age(found);
        if (found.empty() && document.visit.header("expires").empty()) {
            breaches.push_back({document.visit.url,
                                "found neither Cache-Control nor Expires, expected Cache-Control: public, max-age=60"});
        } else if (found.find("no-store") != std::string_view::npos) {
            breaches.push_back(
                {document.visit.url,
                 fmt::format("found Cache-Control: {}, expected that caches may keep it for a minute", found)});
        } else if ((age && *age > k_longest_s) || found.find("immutable") != std::string_view::npos) {
            breaches.push_back(
                {document.visit.url,
                 fmt::format("found Cache-Control: {}, expected at most a day: documents change under their names",
                             found)});
        }
    }
    return breaches;
}

Breaches check_validators(const HostVisit& host) {
    Breaches breaches;
    for (const Document& document : host.documents) {
        const Visit& visit = document.visit;
        if (visit.is_success() && visit.header("etag").empty() && visit.header("last-modified").empty())
            breaches.push_back({visit.url, "found neither ETag nor Last-Modified, expected one of them"});
    }
    return breaches;
}

Breaches check_conditional(const HostVisit& host) {
    if (!host.conditional || host.conditional->response.status == 304) return {};
    return {{host.conditional->url,
             fmt::format("found status {} for If-None-Match with the ETag of the document, expected 304",
                         host.conditional->response.status)}};
}

}  // namespace cairn::check
