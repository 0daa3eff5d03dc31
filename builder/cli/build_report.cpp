#include "builder/cli/build_report.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "base/amounts.hpp"
#include "base/json/write.hpp"
#include "base/rfc3339.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "builder/cli/problem_json.hpp"
#include "builder/cli/problem_kinds.hpp"

namespace cairn {

namespace {

json::Value count(std::uint64_t number) { return json::Value(number); }

json::Value finding_value(const validate::Finding& finding) {
    json::Value value = json::object();
    json::set(value, "path", to_utf8(finding.document));
    json::set(value, "stage", "validate");
    json::set(value, "code", finding.rule);
    json::set(value, "severity", validate::name_of(finding.severity));
    json::set(value, "message", to_utf8(finding.message));
    json::set(value, "pointer", to_utf8(finding.pointer));
    json::set(value, "line", count(finding.line));
    json::set(value, "column", count(finding.column));
    return value;
}

/// The first problem of a kind; of several also how many there are, all their paths, and their messages where these
/// differ.
json::Value kind_value(const ProblemKind& kind) {
    json::Value value = problem_value(*kind.problems.front());
    if (!kind.collection.empty()) json::set(value, "collection", kind.collection);
    if (kind.problems.size() == 1) return value;
    json::set(value, "count", count(kind.problems.size()));
    std::vector<std::string> paths;
    std::vector<std::string> messages;
    bool are_alike = true;
    for (const Problem* problem : kind.problems) {
        paths.push_back(discreet(to_utf8(problem->path)));
        messages.push_back(discreet(to_utf8(problem->message)));
        are_alike = are_alike && problem->message == kind.problems.front()->message;
    }
    json::set(value, "paths", json::strings(paths));
    if (!are_alike) json::set(value, "messages", json::strings(messages));
    return value;
}

json::Value kinds_value(const FileKindCounts& kinds) {
    json::Value value = json::object();
    for (const auto& [kind, files] : kinds) json::set(value, kind, count(files));
    return value;
}

json::Value diff_value(const TreeDiff& diff) {
    json::Value changed = json::array();
    for (const DocumentDiff& document : diff.changed) {
        json::Value value = json::object();
        json::set(value, "path", to_utf8(document.path));
        json::set(value, "members", json::strings(document.members));
        if (document.more_members > 0) json::set(value, "more_members", count(document.more_members));
        json::push(changed, std::move(value));
    }
    json::Value value = json::object();
    json::set(value, "added", json::strings(diff.added));
    json::set(value, "changed", std::move(changed));
    json::set(value, "removed", json::strings(diff.removed));
    return value;
}

json::Value why_value(const Reasons& reasons) {
    json::Value sources = json::array();
    for (const SourceReason& source : reasons.sources) {
        json::Value value = json::object();
        json::set(value, "path", discreet(to_utf8(source.path)));
        json::set(value, "is_read", json::boolean(source.is_read));
        json::set(value, "reason", source.reason);
        json::push(sources, std::move(value));
    }
    json::Value documents = json::array();
    for (const DocumentReason& document : reasons.documents) {
        json::Value value = json::object();
        json::set(value, "op", name_of(document.kind));
        json::set(value, "path", to_utf8(document.path));
        json::set(value, "reasons", json::strings(document.reasons));
        json::push(documents, std::move(value));
    }
    json::Value value = json::object();
    json::set(value, "sources", std::move(sources));
    json::set(value, "documents", std::move(documents));
    return value;
}

double to_milliseconds(double seconds) { return std::round(seconds * 1000) / 1000; }

json::Value run_value(const RunFigures& run, const BuildResult& result) {
    json::Value stages = json::array();
    for (const StageTime& stage : run.stages) {
        json::Value value = json::object();
        json::set(value, "stage", stage.name);
        json::set(value, "seconds", json::number(to_milliseconds(stage.seconds)));
        json::push(stages, std::move(value));
    }
    json::Value value = json::object();
    json::set(value, "began", rfc3339_of(run.began_s * 1'000'000));
    json::set(value, "seconds", json::number(to_milliseconds(run.seconds)));
    json::set(value, "stages", std::move(stages));
    if (run.seconds > 0)
        json::set(value, "sources_per_second",
                  json::number(std::round(10 * static_cast<double>(result.sources) / run.seconds) / 10));
    if (run.last_success_s) json::set(value, "last_success", rfc3339_of(*run.last_success_s * 1'000'000));
    return value;
}

json::Value changes_value(const std::vector<Change>& changes) {
    std::map<std::string_view, std::uint64_t> counts;
    for (const Change& change : changes) ++counts[name_of(change.kind)];
    json::Value value = json::object();
    for (const auto& [kind, number] : counts) json::set(value, kind, count(number));
    return value;
}

void add_kept(json::Value& summary, const KeptCounts& kept) {
    const std::pair<const char*, std::uint64_t> counts[] = {{"kept_unreadable", kept.unreadable},
                                                            {"kept_deprecated", kept.deprecated},
                                                            {"kept_retained", kept.retained},
                                                            {"kept_waiting", kept.waiting},
                                                            {"kept_offline", kept.offline}};
    for (const auto& [name, number] : counts) {
        if (number > 0) json::set(summary, name, count(number));
    }
}

/// "; 3 gone but deprecated, 1 unreadable as known before"; empty: nothing is kept.
std::string kept_text(const KeptCounts& kept) {
    std::vector<std::string> parts;
    if (kept.deprecated > 0) parts.push_back(fmt::format("{} gone and deprecated", kept.deprecated));
    if (kept.retained > 0) parts.push_back(fmt::format("{} gone and retained", kept.retained));
    if (kept.unreadable > 0) parts.push_back(fmt::format("{} unreadable", kept.unreadable));
    if (kept.waiting > 0) parts.push_back(fmt::format("{} being written", kept.waiting));
    if (kept.offline > 0) parts.push_back(fmt::format("{} on tape only", kept.offline));
    return parts.empty() ? "" : fmt::format("; as known before: {}", fmt::join(parts, ", "));
}

/// "; 13 files ignored (1 excluded, 12 GRIB)", or "; 12 assets of other formats (12 GRIB); 1 file ignored".
std::string others_text(const BuildResult& result) {
    std::vector<std::string> kinds;
    for (const auto& [kind, files] : result.other_files) kinds.push_back(fmt::format("{} {}", files, kind));
    const std::string ignored = fmt::format("; {} ignored", counted(result.files_ignored(), "file", "files"));
    if (result.other_assets > 0) {
        return fmt::format("; {} of other formats ({}){}", counted(result.other_assets, "asset", "assets"),
                           fmt::join(kinds, ", "), result.files_ignored() > 0 ? ignored : "");
    }
    if (result.files_excluded > 0) kinds.insert(kinds.begin(), fmt::format("{} excluded", result.files_excluded));
    return kinds.empty() ? "" : fmt::format("{} ({})", ignored, fmt::join(kinds, ", "));
}

}  // namespace

std::string build_report(const BuildResult& result, const Ending& ending, const RunFigures& run) {
    json::Value summary = json::object();
    json::set(summary, "files_seen", count(result.files_seen));
    json::set(summary, "files_ignored", count(result.files_ignored()));
    json::set(summary, "files_excluded", count(result.files_excluded));
    if (result.traffic) {
        json::set(summary, "requests", count(result.traffic->requests));
        json::set(summary, "bytes_fetched", count(result.traffic->bytes));
    }
    json::set(summary, "other_files", kinds_value(result.other_files));
    if (result.records > 0) json::set(summary, "records", count(result.records));
    json::set(summary, "sources", count(result.sources));
    json::set(summary, "sources_read", count(result.sources_read));
    if (result.checksums_computed > 0) json::set(summary, "checksums_computed", count(result.checksums_computed));
    if (result.waiting > 0) json::set(summary, "waiting", count(result.waiting));
    if (result.offline > 0) json::set(summary, "offline", count(result.offline));
    add_kept(summary, result.kept);
    json::set(summary, "collections", count(result.tree.collections));
    json::set(summary, "items", count(result.tree.items));
    json::set(summary, "assets", count(result.tree.assets));
    json::set(summary, "documents", count(result.tree.documents));
    json::set(summary, "errors", count(error_count(result.problems)));
    json::set(summary, "warnings", count(result.problems.size() - error_count(result.problems)));
    if (result.validation.has_value()) {
        json::set(summary, "validation_errors", count(result.validation->summary.errors));
        json::set(summary, "validation_warnings", count(result.validation->summary.warnings));
    }
    if (result.quarantined > 0) json::set(summary, "quarantined", count(result.quarantined));
    if (!result.changes.empty()) json::set(summary, "documents_changed", changes_value(result.changes));
    if (!result.moved.empty()) json::set(summary, "moved", count(result.moved.size()));
    json::set(summary, "published", json::boolean(result.published));
    json::set(summary, "exit_code", count(static_cast<std::uint64_t>(ending.code)));
    if (!ending.error.empty()) json::set(summary, "error", to_utf8(ending.error));
    json::Value problems = json::array();
    for (const ProblemKind& kind : kinds_of(result)) json::push(problems, kind_value(kind));
    if (result.validation.has_value()) {
        for (const validate::Finding& finding : result.validation->findings)
            json::push(problems, finding_value(finding));
    }
    json::Value report = json::object();
    json::set(report, "summary", std::move(summary));
    if (run.began_s > 0) json::set(report, "run", run_value(run, result));
    json::set(report, "problems", std::move(problems));
    if (result.diff.has_value()) json::set(report, "diff", diff_value(*result.diff));
    if (result.why.has_value()) json::set(report, "why", why_value(*result.why));
    if (!result.moved.empty()) {
        json::Value moves = moves_value(result.moved);
        json::set(report, "moves", std::move(*json::find(moves, "moves")));
    }
    return json::write(report, json::Style::indented) + '\n';
}

std::string build_summary(const BuildResult& result) {
    const std::uint64_t errors = error_count(result.problems);
    const std::uint64_t warnings = result.problems.size() - errors;
    std::string inputs = counted(result.files_seen, "file", "files");
    if (result.records > 0) {
        const std::string records = counted(result.records, "record", "records");
        inputs = result.files_seen > 0 ? inputs + " and " + records : records;
    }
    std::string text = fmt::format("{} of {} in {} of {}", counted(result.tree.assets, "asset", "assets"), inputs,
                                   counted(result.tree.items, "item", "items"),
                                   counted(result.tree.collections, "collection", "collections"));
    text += others_text(result);
    const std::uint64_t known = result.sources - result.sources_read;
    if (result.is_unchanged) {
        text += "; nothing changed";
    } else if (known > 0) {
        text += fmt::format("; {} unchanged, {} read", known, result.sources_read);
    }
    if (result.waiting > 0) text += fmt::format("; {} too young to be read", result.waiting);
    text += kept_text(result.kept);
    if (errors > 0) text += fmt::format("; {} could not be catalogued", counted(errors, "input", "inputs"));
    if (warnings > 0) text += "; " + counted(warnings, "warning", "warnings");
    if (const std::uint64_t of_validator = result.validation ? result.validation->summary.warnings : 0;
        of_validator > 0)
        text += fmt::format("; {} of the validator (--report FILE and 'cairn validate' name them)",
                            counted(of_validator, "warning", "warnings"));
    if (!result.moved.empty()) {
        text += fmt::format("; {} moved since the last run (.cairn/moved.json)",
                            counted(result.moved.size(), "document", "documents"));
    }
    return text;
}

}  // namespace cairn
