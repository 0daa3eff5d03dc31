// What is at which URL.
#include <fmt/format.h>

#include "builder/check/rules.hpp"

namespace cairn::check {

namespace {

bool is_page(const Visit& visit) { return visit.is_success() && visit.header("content-type").starts_with("text/html"); }

}  // namespace

Breaches check_links(const HostVisit& host) {
    Breaches breaches;
    for (const Document& document : host.documents) {
        if (document.visit.is_success()) continue;
        breaches.push_back(
            {document.visit.url, fmt::format("found status {} where a link leads to, expected the document",
                                             document.visit.response.status)});
    }
    return breaches;
}

Breaches check_redirects(const HostVisit& host) {
    if (host.redirected_from.empty()) return {};
    return {{host.redirected_from,
             fmt::format("found a redirect to {}, expected the document itself; or publish that URL", host.root.url)}};
}

Breaches check_missing(const HostVisit& host) {
    if (!host.missing || host.missing->response.status == 404 || host.missing->response.status == 410) return {};
    return {{host.missing->url,
             fmt::format("found status {} for a file that is not there, expected 404", host.missing->response.status)}};
}

Breaches check_folder(const HostVisit& host) {
    if (!host.folder) return {};
    const bool has_page = host.page && is_page(*host.page);
    if (has_page && is_page(*host.folder) && host.folder->response.body == host.page->response.body) return {};
    if (has_page)
        return {{host.folder->url, host.folder->is_success()
                                       ? std::string("found something else than index.html, expected that page")
                                       : fmt::format("found status {}, expected the page that index.html is",
                                                     host.folder->response.status)}};
    if (host.folder->is_success()) return {};
    return {{host.folder->url,
             fmt::format("found status {}, and no index.html; expected a page for people (publish.browse writes one)",
                         host.folder->response.status)}};
}

}  // namespace cairn::check
