#include "validator/places.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/interrupted.hpp"
#include "base/json/locate.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate {

namespace {

using List = std::vector<Finding>;

/// The findings of one document, [begin, end) in the sorted list.
using Range = std::pair<std::size_t, std::size_t>;

std::vector<Range> by_document(const List& findings) {
    std::vector<Range> ranges;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        if (ranges.empty() || findings[ranges.back().first].document != findings[i].document) ranges.emplace_back(i, i);
        ranges.back().second = i + 1;
    }
    return ranges;
}

void sort_by_weight(List& findings) {
    const auto key = [](const Finding& f) {
        return std::tie(f.document, f.severity, f.rule, f.pointer, f.message, f.schema);
    };
    std::sort(findings.begin(), findings.end(), [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
}

Finding more_findings(const std::string& document, std::size_t count) {
    // A note: the errors among them are in the summary.
    Finding finding =
        finding_of(rules::k_report_more, "", std::to_string(count) + " more findings of this document are not shown");
    finding.document = document;
    return finding;
}

/// `all`: how many findings each document has, kept or not.
List limited(List findings, std::size_t limit, const std::map<std::string_view, std::size_t>& all) {
    List kept;
    for (const auto& [begin, end] : by_document(findings)) {
        const std::string document = findings[begin].document;
        const std::size_t count = std::min(end - begin, limit);
        for (std::size_t i = begin; i < begin + count; ++i) kept.push_back(std::move(findings[i]));
        const auto known = all.find(document);
        const std::size_t left = (known == all.end() ? end - begin : known->second) - count;
        if (left > 0) kept.push_back(more_findings(document, left));
    }
    return kept;
}

std::map<std::string_view, std::size_t> counts_by_document(const Judged& judged) {
    std::map<std::string_view, std::size_t> counts;
    for (std::size_t i = 0; i < judged.records.size(); ++i) {
        const std::size_t count = judged.tallies[i].all();
        if (count > 0) counts.emplace(judged.records[i].path, count);
    }
    return counts;
}

void set_place(Finding& finding, const json::Position& position) {
    finding.line = position.line;
    finding.column = position.column;
    finding.offset = position.offset;
}

/// A folder, the report itself and a FIFO have no lines.
bool has_lines(const Finding& finding) {
    return finding.document != "." && finding.rule != rules::k_tree_unreadable.id &&
           finding.rule != rules::k_tree_special_file.id;
}

/// Says where the findings of one document stand. What cannot be read, again or at all, begins at its beginning: a slow
/// server is not asked again.
void add_places_of(std::span<Finding> findings, const ReadText& read) {
    std::vector<Finding*> sought;
    bool is_unreadable = false;
    for (Finding& finding : findings) {
        if (finding.line == 0 && has_lines(finding)) sought.push_back(&finding);
        is_unreadable = is_unreadable || finding.rule == rules::k_json_unreadable.id;
    }
    if (sought.empty()) return;
    const FileText file = is_unreadable ? FileText{} : read(sought.front()->document);
    std::vector<std::string_view> pointers;
    for (const Finding* finding : sought) pointers.emplace_back(finding->pointer);
    const std::vector<json::Position> positions = json::locate(file.text, pointers);
    for (std::size_t i = 0; i < sought.size(); ++i) set_place(*sought[i], positions[i]);
}

void add_places(List& findings, const Judged& judged, const ParallelFor& parallel, const std::atomic<bool>& stop) {
    const std::vector<Range> ranges = by_document(findings);
    parallel(ranges.size(), [&](std::size_t i) {
        leave_when(stop);
        const auto [begin, end] = ranges[i];
        add_places_of(std::span(findings).subspan(begin, end - begin), judged.read);
    });
}

Summary summarise(const Judged& judged) {
    Summary summary;
    Tally all = judged.elsewhere;
    for (std::size_t i = 0; i < judged.records.size(); ++i) {
        const Record& record = judged.records[i];
        const Tally& tally = judged.tallies[i];
        all += tally;
        const bool data = record.kind == Kind::unknown && judged.reached[i] != Reached::as_document;
        // With Options::strict what is not checked is an error, and still no invalid document.
        const bool invalid = tally[Severity::error] > record.faults().not_checked_errors;
        if (data && tally[Severity::error] == 0) continue;
        ++summary.documents;
        summary.links += record.link_count;
        if (invalid) {
            ++summary.invalid;
        } else if (record.not_checked || !record.checked) {
            ++summary.not_checked;
        } else {
            ++summary.valid;
        }
    }
    summary.errors = all[Severity::error];
    summary.warnings = all[Severity::warning];
    return summary;
}

}  // namespace

Report finish(Judged judged, const Options& options, const ParallelFor& parallel, const std::atomic<bool>& stop) {
    sort_by_weight(judged.findings);
    Report report;
    report.summary = summarise(judged);
    report.findings = limited(std::move(judged.findings), options.findings_per_document, counts_by_document(judged));
    add_places(report.findings, judged, parallel, stop);
    const auto key = [](const Finding& f) {
        return std::tie(f.document, f.line, f.column, f.rule, f.pointer, f.message);
    };
    std::sort(report.findings.begin(), report.findings.end(),
              [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
    return report;
}

}  // namespace cairn::validate
