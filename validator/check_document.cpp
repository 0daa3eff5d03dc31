#include "validator/check_document.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <utility>

#include "base/heap.hpp"
#include "base/json/parse.hpp"
#include "validator/acceptance.hpp"
#include "validator/read_file.hpp"
#include "validator/report/pattern.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate {

namespace {

/// Keeps the findings of one document up to the limit and counts them all in its record.
class RecordFindings : public Findings {
  public:
    RecordFindings(Record& record, const Options& options) : m_record(record), m_options(options) {}

    using Findings::add;
    void add(const Record& /*record*/, Finding finding) override {
        const bool is_not_checked = finding.rule == rules::k_schema_not_checked.id;
        if (m_options.strict && is_not_checked) finding.severity = Severity::error;
        const Acceptance* acceptance = m_options.acceptance.get();
        if (acceptance != nullptr && !acceptance->admits(finding, m_record.path)) {
            if (acceptance->knows(finding, m_record.path) && !is_said_by_schema(finding)) keep_known(finding);
            return;
        }
        if (is_not_checked && finding.severity == Severity::error) ++m_record.own_faults().not_checked_errors;
        if (is_said_by_schema(finding)) return;
        mark_suspect(finding);
        Faults& faults = m_record.own_faults();
        const std::size_t before = faults.tally[finding.severity]++;
        if (before >= m_options.findings_per_document) return drop(finding);
        finding.document = m_record.path;
        faults.findings.push_back(std::move(finding));
    }

  private:
    /// A finding that is known is not told, and neither is what follows from it.
    void keep_known(const Finding& finding) {
        mark_suspect(finding);
        if (is_of_schema(finding) && finding.severity == Severity::error) m_known_to_schemas.push_back(finding.pointer);
    }

    void drop(const Finding& finding) {
        std::vector<PatternCount>& dropped = m_record.own_faults().dropped;
        std::string pattern = pattern_of(finding.message);
        const auto known = std::find_if(dropped.begin(), dropped.end(), [&](const PatternCount& count) {
            return count.severity == finding.severity && count.rule == finding.rule && count.pattern == pattern;
        });
        if (known != dropped.end()) {
            ++known->count;
        } else if (dropped.size() < k_most_patterns) {
            dropped.push_back({finding.severity, finding.rule, std::move(pattern), 1});
        }
    }

    static constexpr std::size_t k_most_patterns = 100;
    static bool is_of_schema(const Finding& finding) { return finding.rule.starts_with("schema/"); }

    /// One cause, one finding: what a schema refuses, or a part of it, is not refused by a rule again.
    bool is_said_by_schema(const Finding& finding) const {
        if (is_of_schema(finding) || finding.pointer.empty()) return false;
        const auto refuses = [&](std::string_view pointer) {
            return pointer.starts_with(finding.pointer) &&
                   (pointer.size() == finding.pointer.size() || pointer[finding.pointer.size()] == '/');
        };
        const std::vector<Finding>& findings = m_record.faults().findings;
        return std::ranges::any_of(m_known_to_schemas, refuses) ||
               std::ranges::any_of(findings, [&](const Finding& other) {
                   return is_of_schema(other) && other.severity == Severity::error && refuses(other.pointer);
               });
    }

    /// What is found wrong is no witness against other documents.
    void mark_suspect(const Finding& finding) {
        if (finding.severity == Severity::note || finding.rule == rules::k_schema_not_checked.id) return;
        const std::string_view rule = finding.rule;
        const bool of_form = rule.starts_with("schema/") || rule.starts_with("box/") || rule.starts_with("geometry/") ||
                             rule.starts_with("time/");
        if (of_form) m_record.is_uncertain = true;
        std::uint32_t member = Record::k_whole;
        for (const std::string_view array : {"/features/", "/collections/"}) {
            if (!std::string_view(finding.pointer).starts_with(array)) continue;
            const char* const digits = finding.pointer.data() + array.size();
            std::from_chars(digits, finding.pointer.data() + finding.pointer.size(), member);
        }
        std::vector<std::uint32_t>& suspects = m_record.own_faults().suspects;
        const auto place = std::lower_bound(suspects.begin(), suspects.end(), member);
        if (place == suspects.end() || *place != member) suspects.insert(place, member);
    }

    Record& m_record;
    const Options& m_options;
    std::vector<std::string> m_known_to_schemas;  ///< where the errors of schemas are that a baseline knows
};

std::vector<Judgement> judgements_of(const json::Value& document, Kind kind, const Engine& engine) {
    std::vector<Judgement> judgements;
    for (Check& check : checks_of(document, kind)) {
        const Engine::Entry& entry = engine.schema(check.url);
        judgements.push_back({std::move(check), &entry});
    }
    return judgements;
}

std::vector<ObjectCheck> object_checks() {
    std::vector<ObjectCheck> checks;
    for (const Rule* rule : rule_table())
        if (const auto* check = std::get_if<ObjectCheck>(&rule->check)) checks.push_back(*check);
    return checks;
}

void check_value(const json::Value& document, std::string_view text, const Judging& with, Record& record,
                 Findings& out) {
    record.readable = true;
    record.kind = classify(document);
    const std::vector<Judgement> judgements = judgements_of(document, record.kind, with.engine);
    Budget budget(with.options.steps_per_document + with.options.steps_per_byte * text.size(), with.stop);
    const DocumentView view{text, document, judgements, budget, record};
    for (const Rule* rule : rule_table()) {
        if (const auto* check = std::get_if<DocumentCheck>(&rule->check)) (*check)(view, out);
    }
    static const std::vector<ObjectCheck> k_object_checks = object_checks();
    for_each_object(document, record.kind, [&](const StacObject& object) {
        const ObjectView seen{view, object};
        for (const ObjectCheck check : k_object_checks) check(seen, out);
    });
}

Record judged(std::string text, const std::string& path, const Judging& with) {
    Record record;
    record.path = path;
    RecordFindings out(record, with.options);
    const auto parsed = json::parse(text, {k_deepest_nesting});
    if (const auto* error = std::get_if<json::ParseError>(&parsed)) {
        Finding result = finding_of(rules::k_json_syntax, "", "not JSON: " + error->message);
        result.line = error->position.line;
        result.offset = error->position.offset;
        result.column = error->position.column;
        out.add(record, std::move(result));
        return record;
    }
    const json::Value& document = std::get<json::Value>(parsed);
    check_value(document, text, with, record, out);
    std::string().swap(text);  // the largest documents count: what follows takes memory of its own
    extract(document, record);
    return record;
}

}  // namespace

Record check_text(std::string text, const std::string& path, const Judging& with) {
    constexpr std::size_t k_large = 16U << 20;
    const bool is_large = text.size() > k_large;
    Record record = judged(std::move(text), path, with);
    if (is_large) give_back_freed_memory();
    return record;
}

Record check_made(const json::Value& document, std::string_view text, const std::string& path, const Judging& with) {
    Record record;
    record.path = path;
    RecordFindings out(record, with.options);
    check_value(document, text, with, record, out);
    extract(document, record);
    return record;
}

Record check_file(const TreeFiles& files, const std::string& path, const Judging& with) {
    FileText read = files.read(path, with.options.largest_document_bytes, with.stop);
    if (read.problem.empty()) return check_text(std::move(read.text), path, with);
    Record record;
    record.path = path;
    record.missing = read.is_missing;
    RecordFindings(record, with.options).add(rules::k_json_unreadable, record, "", "the file " + read.problem);
    return record;
}

}  // namespace cairn::validate
