#include "builder/check/check.hpp"

#include <algorithm>
#include <utility>

namespace cairn::check {

std::size_t CheckReport::count(Severity severity) const {
    return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(), [severity](const Finding& finding) {
        return finding.rule->severity == severity;
    }));
}

CheckReport check_host(const HostVisit& host) {
    CheckReport report{host.root.url, server_of(host), {}, host.requests};
    for (const Rule& rule : rules())
        for (Breach& breach : rule.check(host)) report.findings.push_back({&rule, std::move(breach)});
    std::stable_sort(report.findings.begin(), report.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.rule->severity < b.rule->severity; });
    return report;
}

}  // namespace cairn::check
