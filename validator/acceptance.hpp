// What a project has decided about findings: rules that weigh otherwise or nothing, and findings that it knows.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/glob.hpp"
#include "validator/finding.hpp"

namespace cairn::validate {

/// Threads: const access from any number of threads.
class Acceptance {
  public:
    /// From the text of a file of rules:
    ///     {"rules": [{"rule": "link/*", "severity": "off", "paths": ["legacy/**"]}, ...]}
    /// `rule` is an id or a glob of ids, `severity` error, warning, note or off, `paths` globs of documents (absent:
    /// all). Of several that match, the last one counts. Throws std::runtime_error that names `file`, line and column.
    void take_rules(const std::string& text, const std::string& file);
    /// From the text of a baseline, a finding a line. Throws std::runtime_error likewise.
    void take_baseline(const std::string& text, const std::string& file);

    /// Sets the severity of a finding of this document; false: it is off, or known, which is counted.
    bool admits(Finding& finding, const std::string& document) const;
    /// Whether the baseline has the finding. It is a cause still: what follows from it is not told instead.
    bool knows(const Finding& finding, const std::string& document) const;
    std::size_t known() const { return m_count_known; }

  private:
    struct Row {
        Glob rule;
        std::optional<Severity> severity;  ///< nullopt: off
        std::vector<Glob> paths;
    };

    std::vector<Row> m_rows;
    std::vector<std::uint64_t> m_known;  ///< digests, sorted
    mutable std::atomic<std::size_t> m_count_known{0};
};

/// The text of a baseline of these findings: sorted, so that differences between two can be read.
std::string baseline_of(const Report& report);

}  // namespace cairn::validate
