// How files come over the wire.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "builder/check/rules.hpp"

namespace cairn::check {

namespace {

constexpr std::uint64_t k_small_document = 1400;  ///< one packet: packing it saves nothing

std::string_view media_type(const Visit& visit) {
    std::string_view type = visit.header("content-type");
    type = type.substr(0, std::min(type.find(';'), type.size()));
    while (type.ends_with(' ')) type.remove_suffix(1);
    return type;
}

bool is_type_of(DocumentKind kind, std::string_view type) {
    switch (kind) {
        case DocumentKind::json:
        case DocumentKind::geojson:
            return type == "application/json" || type == "application/geo+json";
        case DocumentKind::parquet:
            return type == "application/vnd.apache.parquet" || type == "application/x-parquet" ||
                   type == "application/octet-stream";
        case DocumentKind::html:
            break;
    }
    return type == "text/html";
}

std::string_view type_of(DocumentKind kind) {
    switch (kind) {
        case DocumentKind::json:
            return "application/json";
        case DocumentKind::geojson:
            return "application/geo+json, or application/json";
        case DocumentKind::parquet:
            return "application/vnd.apache.parquet";
        case DocumentKind::html:
            break;
    }
    return "text/html";
}

}  // namespace

Breaches check_ranges(const HostVisit& host) {
    if (!host.range) return {};
    const Visit& visit = *host.range;
    if (visit.response.status != 206)
        return {{visit.url, fmt::format("found status {} for Range: bytes=2-5, expected 206 with these 4 bytes",
                                        visit.response.status)}};
    if (visit.response.range_offset != 2 || visit.response.body.size() != 4)
        return {
            {visit.url, fmt::format("found Content-Range: {} and {} bytes for Range: bytes=2-5, expected these 4 bytes",
                                    visit.header("content-range"), visit.response.body.size())}};
    return {};
}

Breaches check_content_types(const HostVisit& host) {
    Breaches breaches;
    for (const Document& document : host.documents) {
        if (!document.visit.is_success() || is_type_of(document.kind, media_type(document.visit))) continue;
        const std::string_view found = document.visit.header("content-type");
        breaches.push_back(
            {document.visit.url, fmt::format("found {}, expected {}",
                                             found.empty() ? "no Content-Type" : fmt::format("Content-Type: {}", found),
                                             type_of(document.kind))});
    }
    return breaches;
}

Breaches check_compression(const HostVisit& host) {
    Breaches breaches;
    for (const Document& document : host.documents) {
        const bool is_json = document.kind == DocumentKind::json || document.kind == DocumentKind::geojson;
        const Visit& visit = document.visit;
        if (!is_json || !visit.is_success() || visit.response.body.size() < k_small_document ||
            !visit.header("content-encoding").empty())
            continue;
        breaches.push_back(
            {visit.url,
             fmt::format("found {} bytes without Content-Encoding for a request that takes gzip, expected gzip",
                         visit.response.body.size())});
    }
    return breaches;
}

Breaches check_head(const HostVisit& host) {
    if (!host.head) return {};
    const Visit& head = *host.head;
    if (!head.is_success())
        return {{head.url, fmt::format("found status {} for HEAD, expected that of GET ({})", head.response.status,
                                       host.root.response.status)}};
    const std::uint64_t size = head.response.size_bytes;
    const bool is_plain = head.header("content-encoding").empty() && host.root.header("content-encoding").empty();
    if (is_plain && size != ObjectStat::k_unknown_size && size != host.root.response.body.size())
        return {{head.url, fmt::format("found Content-Length: {} for HEAD, expected {}, the size of the document", size,
                                       host.root.response.body.size())}};
    if (is_plain && size == ObjectStat::k_unknown_size)
        return {{head.url, "found no Content-Length for HEAD, expected the size of the document"}};
    return {};
}

}  // namespace cairn::check
