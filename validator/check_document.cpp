#include "validator/check_document.hpp"

#include <set>

#include "base/json/parse.hpp"
#include "base/json/pointer.hpp"
#include "validator/read_file.hpp"
#include "validator/repeated_names.hpp"
#include "validator/time_order.hpp"

namespace cairn::validate {

namespace {

/// Collects the findings of one document up to the limit and counts the rest in its record.
class Findings {
  public:
    Findings(Record& record, std::size_t limit) : m_record(record), m_limit(limit) {}

    void add(Finding finding) {
        finding.document = m_record.path;
        if (m_record.findings.size() < m_limit) {
            m_record.findings.push_back(std::move(finding));
        } else {
            ++(finding.severity == Severity::error ? m_record.hidden_errors : m_record.hidden_warnings);
        }
    }

  private:
    Record& m_record;
    std::size_t m_limit;
};

Finding finding(std::string pointer, std::string rule, Severity severity, std::string message) {
    Finding result;
    result.pointer = std::move(pointer);
    result.rule = std::move(rule);
    result.severity = severity;
    result.message = std::move(message);
    return result;
}

/// Inside a page the `self` link of an entry may be relative: STAC Browser finds the entry's document by this link
/// alone, resolved against the page, and a catalog that does not know its URL has no other. In the entry's own document
/// it must be absolute.
bool is_relative_self_in_page(Kind kind, const json::Value& part, const SchemaError& error) {
    if (kind != Kind::items_page && kind != Kind::collections) return false;
    constexpr std::string_view k_href = "/href";
    const std::string& pointer = error.pointer;
    if (!error.schema.ends_with("/format") || !pointer.starts_with("/links/") || !pointer.ends_with(k_href))
        return false;
    const json::Value* link = json::resolve(part, std::string_view(pointer).substr(0, pointer.size() - k_href.size()));
    return link != nullptr && json::member_text(*link, "rel") == "self";
}

void check_schemas(const json::Value& document, const Engine& engine, Record& record, Findings& findings) {
    std::set<std::string> unavailable;
    for (const Check& check : checks_of(document, record.kind)) {
        const Engine::Entry& entry = engine.schema(check.url);
        if (!entry.schema) {
            record.not_checked = true;
            if (!unavailable.insert(check.url).second) continue;
            findings.add(finding(check.pointer, "schema/not-checked", Severity::warning,
                                 entry.problem + ": not checked against it (give its file with --schemas)"));
            continue;
        }
        record.checked = true;
        for (SchemaError& error : entry.schema->check(*check.part)) {
            if (is_relative_self_in_page(record.kind, *check.part, error)) continue;
            Finding result = finding(check.pointer + error.pointer, rule_of_schema(check.url), Severity::error,
                                     std::move(error.message));
            result.schema = std::move(error.schema);
            findings.add(std::move(result));
        }
    }
}

void check_value(const json::Value& document, const Engine& engine, Record& record, Findings& findings) {
    record.readable = true;
    record.kind = classify(document);
    constexpr std::size_t k_enough = 10;
    for (const std::string& pointer : repeated_names(document, k_enough)) {
        findings.add(finding(pointer, "json/duplicate-key", Severity::error,
                             "this member stands more than once in its object: readers take different ones"));
    }
    check_schemas(document, engine, record, findings);
    for (const std::string& pointer : reversed_intervals(document)) {
        findings.add(finding(pointer, "time/order", Severity::error,
                             "the interval ends before it begins (start_datetime is later)"));
    }
    if (record.kind == Kind::unknown) {
        record.not_checked = true;
        findings.add(
            finding("", "schema/not-checked", Severity::warning,
                    "found JSON that is neither a STAC object nor a page of them: no schema to check it against"));
    }
    extract(document, record);
}

}  // namespace

Record check_text(std::string_view text, const std::string& path, const Engine& engine, const Options& options) {
    Record record;
    record.path = path;
    Findings findings(record, options.findings_per_document);
    const auto parsed = json::parse(text, {k_deepest_nesting});
    if (const auto* error = std::get_if<json::ParseError>(&parsed)) {
        Finding result = finding("", "json/syntax", Severity::error, "not JSON: " + error->message);
        result.line = error->position.line;
        result.column = error->position.column;
        findings.add(std::move(result));
        return record;
    }
    check_value(std::get<json::Value>(parsed), engine, record, findings);
    return record;
}

Record check_file(const std::string& file, const std::string& path, const Engine& engine, const Options& options) {
    const FileText read = read_file(file, options.largest_document_bytes);
    if (read.problem.empty()) return check_text(read.text, path, engine, options);
    Record record;
    record.path = path;
    record.findings.push_back(finding("", "json/unreadable", Severity::error, "the file " + read.problem));
    record.findings.back().document = path;
    return record;
}

}  // namespace cairn::validate
