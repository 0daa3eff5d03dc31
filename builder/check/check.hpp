// The findings about a host.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "builder/check/host_visit.hpp"
#include "builder/check/remedies.hpp"
#include "builder/check/rules.hpp"

namespace cairn::check {

struct Finding {
    const Rule* rule;
    Breach breach;
};

struct CheckReport {
    std::string url;                   ///< of the root document
    std::optional<ServerKind> server;  ///< whose remedies are shown; nullopt: all
    std::vector<Finding> findings;     ///< errors first, in the order of the rules
    std::uint64_t requests = 0;

    std::size_t count(Severity severity) const;
};

CheckReport check_host(const HostVisit& host);

}  // namespace cairn::check
