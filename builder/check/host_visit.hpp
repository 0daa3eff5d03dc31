// What a host answered to the questions that clients of a catalog ask: some fifteen requests, none of which changes
// anything.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/storage/http/client.hpp"

namespace cairn::check {

/// A question and its answer. Redirects are answers.
struct Visit {
    std::string url;  ///< without credentials
    HttpResponse response;

    bool is_success() const { return response.status >= 200 && response.status < 300; }
    /// The value of a header, by its name in small letters; empty: there is none.
    std::string_view header(std::string_view name) const;
};

/// What kind of file a document is, as far as its content type follows from it.
enum class DocumentKind { json, geojson, parquet, html };

struct Document {
    DocumentKind kind;
    Visit visit;
};

/// Questions that were not answered at all are missing.
struct HostVisit {
    Visit root;                        ///< GET by a browser (Origin) that takes packed bodies
    std::optional<Visit> head;         ///< HEAD of the root
    std::optional<Visit> range;        ///< GET of the bytes 2 to 5 of the root, or of a table where there is one
    std::optional<Visit> preflight;    ///< OPTIONS, what a browser asks before a GET with If-None-Match
    std::optional<Visit> conditional;  ///< GET of the root with the ETag that it has
    std::optional<Visit> missing;      ///< GET of a name that is not there
    std::optional<Visit> folder;       ///< GET of the folder of the root, with its final '/'
    std::optional<Visit> page;         ///< GET of index.html
    std::vector<Document> documents;   ///< the root, and one of each kind that links lead to
    bool has_table = false;            ///< the tree links to Parquet
    std::string redirected_from = {};  ///< what the user named, where the root was answered from another URL
    std::uint64_t requests = 0;
};

/// `url`: of the root document, or of its folder. Throws std::invalid_argument for anything but http and https,
/// std::runtime_error when the root cannot be read or is no JSON.
HostVisit visit_host(const std::string& url, std::size_t timeout_s);

}  // namespace cairn::check
