#include "validator/places.hpp"

#include <algorithm>
#include <boost/filesystem.hpp>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/json/locate.hpp"
#include "validator/read_file.hpp"

namespace cairn::validate {

namespace {

using Findings = std::vector<Finding>;

/// The findings of one document, [begin, end) in the sorted list.
using Range = std::pair<std::size_t, std::size_t>;

std::vector<Range> by_document(const Findings& findings) {
    std::vector<Range> ranges;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        if (ranges.empty() || findings[ranges.back().first].document != findings[i].document) ranges.emplace_back(i, i);
        ranges.back().second = i + 1;
    }
    return ranges;
}

void sort_by_weight(Findings& findings) {
    const auto key = [](const Finding& f) {
        return std::tie(f.document, f.severity, f.rule, f.pointer, f.message, f.schema);
    };
    std::sort(findings.begin(), findings.end(), [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
    const auto same = [](const Finding& a, const Finding& b) {
        return std::tie(a.document, a.rule, a.pointer, a.message) == std::tie(b.document, b.rule, b.pointer, b.message);
    };
    findings.erase(std::unique(findings.begin(), findings.end(), same), findings.end());
}

Finding more_findings(const std::string& document, std::size_t count) {
    Finding finding;
    finding.document = document;
    finding.rule = "report/more";
    finding.severity = Severity::note;  // the errors among them are in the summary
    finding.message = std::to_string(count) + " more findings of this document are not shown";
    return finding;
}

/// `hidden`: how many findings of a document the first pass counted without keeping them.
Findings limited(Findings findings, std::size_t limit, const std::map<std::string_view, std::size_t>& hidden) {
    Findings kept;
    for (const auto& [begin, end] : by_document(findings)) {
        const std::string document = findings[begin].document;
        const std::size_t count = std::min(end - begin, limit);
        for (std::size_t i = begin; i < begin + count; ++i) kept.push_back(std::move(findings[i]));
        const auto more = hidden.find(document);
        const std::size_t left = end - begin - count + (more == hidden.end() ? 0 : more->second);
        if (left > 0) kept.push_back(more_findings(document, left));
    }
    return kept;
}

std::map<std::string_view, std::size_t> hidden_findings(const std::vector<Record>& records) {
    std::map<std::string_view, std::size_t> hidden;
    for (const Record& record : records) {
        const std::size_t count = record.hidden_errors + record.hidden_warnings;
        if (count > 0) hidden.emplace(record.path, count);
    }
    return hidden;
}

void add_places(Findings& findings, const Judged& judged, const Options& options, const ParallelFor& parallel) {
    const std::vector<Range> ranges = by_document(findings);
    parallel(ranges.size(), [&](std::size_t i) {
        const std::string& document = findings[ranges[i].first].document;
        const auto known = [&](const Finding& finding) { return finding.line > 0 || finding.pointer.empty(); };
        const auto begin = findings.begin() + static_cast<std::ptrdiff_t>(ranges[i].first);
        const auto end = findings.begin() + static_cast<std::ptrdiff_t>(ranges[i].second);
        if (std::all_of(begin, end, known)) return;
        const std::string file =
            judged.folder.empty() ? document : (boost::filesystem::path(judged.folder) / document).string();
        const FileText read = read_file(file, options.largest_document_bytes);
        if (!read.problem.empty()) return;  // it was there in the first pass; a finding without a line is still one
        for (auto finding = begin; finding != end; ++finding) {
            if (known(*finding)) continue;
            const json::Position position = json::locate(read.text, finding->pointer);
            finding->line = position.line;
            finding->column = position.column;
        }
    });
}

Summary summarise(const Judged& judged, const Findings& findings) {
    std::set<std::string_view> with_errors;
    Summary summary;
    for (const Finding& finding : findings) {
        if (finding.severity == Severity::error) ++summary.errors, with_errors.insert(finding.document);
        if (finding.severity == Severity::warning) ++summary.warnings;
    }
    for (std::size_t i = 0; i < judged.records.size(); ++i) {
        const Record& record = judged.records[i];
        const bool data = record.kind == Kind::unknown && judged.reached[i] != Reached::as_document;
        const bool invalid = with_errors.count(record.path) > 0 || record.hidden_errors > 0;
        if (data && !invalid) continue;
        ++summary.documents;
        summary.links += record.link_count;
        summary.errors += record.hidden_errors;
        summary.warnings += record.hidden_warnings;
        if (invalid) {
            ++summary.invalid;
        } else if (record.not_checked || !record.checked) {
            ++summary.not_checked;
        } else {
            ++summary.valid;
        }
    }
    return summary;
}

}  // namespace

Report finish(Judged judged, const Options& options, const ParallelFor& parallel) {
    sort_by_weight(judged.findings);
    Report report;
    report.summary = summarise(judged, judged.findings);
    report.findings =
        limited(std::move(judged.findings), options.findings_per_document, hidden_findings(judged.records));
    add_places(report.findings, judged, options, parallel);
    const auto key = [](const Finding& f) {
        return std::tie(f.document, f.line, f.column, f.rule, f.pointer, f.message);
    };
    std::sort(report.findings.begin(), report.findings.end(),
              [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
    return report;
}

}  // namespace cairn::validate
