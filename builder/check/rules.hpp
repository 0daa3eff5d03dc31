// What a host is asked to do well, a row each: the condition is a function, the remedy stands in remedies.hpp.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"
#include "builder/check/host_visit.hpp"

namespace cairn::check {

/// What is wrong at one URL, without the remedy: "found ..., expected ...".
struct Breach {
    std::string url;
    std::string message;
};
using Breaches = std::vector<Breach>;

struct Rule {
    std::string_view id;  ///< stable, "host/<what>"
    Severity severity;
    std::string_view title;
    std::string_view reason;  ///< who suffers
    Breaches (*check)(const HostVisit& host);
};

const std::vector<Rule>& rules();

// access.cpp
Breaches check_cors(const HostVisit& host);
Breaches check_exposed_headers(const HostVisit& host);
Breaches check_preflight(const HostVisit& host);
Breaches check_https(const HostVisit& host);
// caching.cpp
Breaches check_cache_control(const HostVisit& host);
Breaches check_validators(const HostVisit& host);
Breaches check_conditional(const HostVisit& host);
// names.cpp
Breaches check_redirects(const HostVisit& host);
Breaches check_missing(const HostVisit& host);
Breaches check_folder(const HostVisit& host);
Breaches check_links(const HostVisit& host);
// transfer_rules.cpp
Breaches check_ranges(const HostVisit& host);
Breaches check_content_types(const HostVisit& host);
Breaches check_compression(const HostVisit& host);
Breaches check_head(const HostVisit& host);

}  // namespace cairn::check
