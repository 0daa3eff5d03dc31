// Who may read: browsers, on behalf of pages of other sites.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/storage/http/redirect.hpp"
#include "base/url.hpp"
#include "builder/check/rules.hpp"

namespace cairn::check {

namespace {

bool is_open(const Visit& visit) {
    const std::string_view allowed = visit.header("access-control-allow-origin");
    return allowed == "*" || allowed.find("cairn-check") != std::string_view::npos;
}

/// Whether a list as "ETag, Content-Range" has a name, in any case.
bool lists(std::string_view list, std::string_view name) {
    const auto is_same = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
    };
    return list == "*" || std::search(list.begin(), list.end(), name.begin(), name.end(), is_same) != list.end();
}

}  // namespace

Breaches check_cors(const HostVisit& host) {
    Breaches breaches;
    for (const Document& document : host.documents) {
        if (!document.visit.is_success() || document.kind == DocumentKind::html || is_open(document.visit)) continue;
        const std::string_view found = document.visit.header("access-control-allow-origin");
        breaches.push_back({document.visit.url,
                            found.empty() ? "found no Access-Control-Allow-Origin, expected *"
                                          : fmt::format("found Access-Control-Allow-Origin: {}, expected *", found)});
    }
    return breaches;
}

Breaches check_exposed_headers(const HostVisit& host) {
    const Visit& visit = host.range ? *host.range : host.root;
    if (!is_open(visit)) return {};  // said by host/cors
    const std::string_view exposed = visit.header("access-control-expose-headers");
    for (const std::string_view name : {"Content-Range", "ETag"})
        if (!lists(exposed, name))
            return {{visit.url,
                     exposed.empty()
                         ? "found no Access-Control-Expose-Headers, expected ETag, Content-Range, Accept-Ranges"
                         : fmt::format(
                               "found Access-Control-Expose-Headers: {}, expected ETag, Content-Range, Accept-Ranges",
                               exposed)}};
    return {};
}

Breaches check_preflight(const HostVisit& host) {
    if (!host.preflight || !is_open(host.root)) return {};
    const Visit& visit = *host.preflight;
    if (visit.is_success() && is_open(visit) && lists(visit.header("access-control-allow-headers"), "if-none-match"))
        return {};
    if (!visit.is_success())
        return {{visit.url, fmt::format("found status {} for OPTIONS, expected 204 with Access-Control-Allow-Headers",
                                        visit.response.status)}};
    return {{visit.url,
             "found an answer to OPTIONS that does not allow the header If-None-Match, expected "
             "Access-Control-Allow-Headers: *"}};
}

Breaches check_https(const HostVisit& host) {
    const Url url = split_url(host.root.url);
    const bool is_of_this_network =
        host.root.response.is_private || is_private_host(split_authority(url.authority.value_or("")).host);
    if (scheme_of(host.root.url) == "https" || is_of_this_network) return {};
    return {{host.root.url, "found http, expected https"}};
}

}  // namespace cairn::check
