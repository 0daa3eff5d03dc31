#include "validator/acceptance.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

#include "base/json/locate.hpp"
#include "base/json/parse.hpp"
#include "base/json/value.hpp"
#include "base/json/write.hpp"
#include "base/suggest.hpp"
#include "validator/clean_text.hpp"
#include "validator/record.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate {

namespace {

constexpr std::string_view k_baseline = "cairn-baseline";

[[noreturn]] void complain(const std::string& file, const json::Position& at, const std::string& what) {
    throw std::runtime_error(file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ": " + what);
}

std::uint64_t digest_of_finding(std::string_view rule, std::string_view document, std::string_view pointer,
                                std::string_view message) {
    std::string text;
    for (const std::string_view part : {rule, document, pointer, message}) text.append(part).append(1, '\0');
    return digest_of(text);
}

/// A file of rules while it is read.
class RulesFile {
  public:
    RulesFile(const std::string& text, const std::string& file) : m_text(text), m_file(file) {}

    json::Value parse() const {
        auto parsed = json::parse(m_text);
        if (const auto* error = std::get_if<json::ParseError>(&parsed))
            complain(m_file, error->position, error->message);
        return std::move(std::get<json::Value>(parsed));
    }

    [[noreturn]] void fail(const std::string& pointer, const std::string& what) const {
        complain(m_file, json::locate(m_text, pointer), what);
    }

    std::string_view text_of(const json::Value& row, const char* name, const std::string& pointer) const {
        const json::Value* value = json::find(row, name);
        if (value == nullptr || !value->IsString()) fail(pointer, std::string("expected the text \"") + name + "\"");
        return json::view(*value);
    }

    void expect_members(const json::Value& object, const std::string& pointer, std::vector<std::string> known) const {
        if (!object.IsObject())
            fail(pointer, "found a " + std::string(json::kind_name(object)) + ", expected an object");
        for (const auto& member : object.GetObject()) {
            const std::string name(json::view(member.name));
            if (std::find(known.begin(), known.end(), name) != known.end()) continue;
            const auto near = nearest(name, known);
            fail(pointer, "found the member \"" + name + "\", which is none of a file of rules" +
                              (near ? "; did you mean \"" + *near + "\"?" : ""));
        }
    }

  private:
    const std::string& m_text;
    const std::string& m_file;
};

std::optional<Severity> severity_of(std::string_view word, const RulesFile& file, const std::string& pointer) {
    if (word == "off") return std::nullopt;
    for (const Severity severity : {Severity::error, Severity::warning, Severity::note})
        if (word == name_of(severity)) return severity;
    file.fail(pointer, "found \"" + std::string(word) + "\", expected error, warning, note or off");
}

/// "schema/*" is a row that stands for ids that are not in the table.
bool names_a_rule(const std::string& id) {
    if (find_rule(id) != nullptr) return true;
    const Glob glob(id);
    return std::any_of(rule_table().begin(), rule_table().end(),
                       [&](const Rule* rule) { return glob.matches(std::string(rule->id)); });
}

void expect_a_rule(const std::string& id, const RulesFile& file, const std::string& pointer) {
    if (names_a_rule(id)) return;
    std::vector<std::string> ids;
    for (const Rule* rule : rule_table()) ids.emplace_back(rule->id);
    const auto near = nearest(id, ids);
    file.fail(pointer, "there is no rule \"" + id + "\"" + (near ? "; did you mean \"" + *near + "\"?" : ""));
}

}  // namespace

void Acceptance::take_rules(const std::string& text, const std::string& name) {
    const RulesFile file(text, name);
    const json::Value root = file.parse();
    file.expect_members(root, "", {"rules"});
    const json::Value* rows = json::find(root, "rules");
    if (rows == nullptr || !rows->IsArray()) file.fail("", "expected {\"rules\": [...]}");
    for (rapidjson::SizeType i = 0; i < rows->Size(); ++i) {
        const json::Value& row = (*rows)[i];
        const std::string pointer = "/rules/" + std::to_string(i);
        file.expect_members(row, pointer, {"rule", "severity", "paths"});
        const std::string id(file.text_of(row, "rule", pointer));
        expect_a_rule(id, file, pointer + "/rule");
        Row made{Glob(id), severity_of(file.text_of(row, "severity", pointer), file, pointer + "/severity"), {}};
        const json::Value* paths = json::find(row, "paths");
        if (paths != nullptr && !paths->IsArray()) file.fail(pointer + "/paths", "expected a list of globs");
        for (rapidjson::SizeType p = 0; paths != nullptr && p < paths->Size(); ++p) {
            if (!(*paths)[p].IsString()) file.fail(pointer + "/paths/" + std::to_string(p), "expected a glob");
            made.paths.emplace_back(json::view((*paths)[p]));
        }
        if (paths != nullptr && paths->Empty()) file.fail(pointer + "/paths", "the list is empty: no document matches");
        m_rows.push_back(std::move(made));
    }
}

void Acceptance::take_baseline(const std::string& text, const std::string& file) {
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string line = text.substr(begin, end - begin);
        begin = end + 1;
        ++number;
        if (line.empty()) continue;
        const auto parsed = json::parse(line);
        const auto* value = std::get_if<json::Value>(&parsed);
        const bool is_head = number == 1;
        const bool is_fine = value != nullptr && value->IsObject() && json::find(*value, is_head ? k_baseline : "rule");
        if (!is_fine)
            complain(file, {0, number, 1},
                     is_head ? "expected {\"cairn-baseline\": 1}, as --update-baseline writes it"
                             : "expected a finding, as --update-baseline writes it");
        if (is_head) continue;
        m_known.push_back(digest_of_finding(json::member_text(*value, "rule"), json::member_text(*value, "document"),
                                            json::member_text(*value, "pointer"),
                                            json::member_text(*value, "message")));
    }
    std::sort(m_known.begin(), m_known.end());
}

bool Acceptance::admits(Finding& finding, const std::string& document) const {
    for (auto row = m_rows.rbegin(); row != m_rows.rend(); ++row) {
        const bool is_there = row->paths.empty() || std::any_of(row->paths.begin(), row->paths.end(),
                                                                [&](const Glob& g) { return g.matches(document); });
        if (!is_there || !row->rule.matches(finding.rule)) continue;
        if (!row->severity) return false;
        finding.severity = *row->severity;
        break;
    }
    if (!knows(finding, document)) return true;
    ++m_count_known;
    return false;
}

bool Acceptance::knows(const Finding& finding, const std::string& document) const {
    if (m_known.empty()) return false;
    const std::uint64_t digest = digest_of_finding(valid_utf8(finding.rule), valid_utf8(document),
                                                   valid_utf8(finding.pointer), valid_utf8(finding.message));
    return std::binary_search(m_known.begin(), m_known.end(), digest);
}

std::string baseline_of(const Report& report) {
    std::set<std::string> lines;
    for (const Finding& finding : report.findings) {
        json::Value value = json::object();
        json::set(value, "document", valid_utf8(finding.document));
        json::set(value, "rule", valid_utf8(finding.rule));
        json::set(value, "pointer", valid_utf8(finding.pointer));
        json::set(value, "message", valid_utf8(finding.message));
        lines.insert(json::write(value));
    }
    std::string text = "{\"cairn-baseline\":1}\n";
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

}  // namespace cairn::validate
