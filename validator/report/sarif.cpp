// SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/
#include <map>

#include "base/json/value.hpp"
#include "base/json/write.hpp"
#include "base/percent.hpp"
#include "base/url.hpp"
#include "validator/clean_text.hpp"
#include "validator/report/groups.hpp"
#include "validator/report/writers.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate {

namespace {

json::Value text_value(std::string_view text) {
    json::Value value = json::object();
    json::set(value, "text", valid_utf8(text));
    return value;
}

/// Sentences end with a full stop there.
std::string sentence(std::string_view text) {
    std::string result = valid_utf8(text);
    if (!result.empty() && result.back() != '.') result += '.';
    return result;
}

std::string_view level_of(Severity severity) { return name_of(severity); }  // they have the same three words

json::Value rule_value(const std::string& id) {
    json::Value value = json::object();
    json::set(value, "id", valid_utf8(id));
    const Rule* rule = find_rule(id);
    if (rule == nullptr) return value;
    json::set(value, "shortDescription", text_value(sentence(rule->title)));
    json::set(value, "fullDescription", text_value(sentence(rule->reason)));
    json::set(value, "help", text_value(sentence("Specification: " + std::string(rule->specification))));
    json::Value configuration = json::object();
    json::set(configuration, "level", level_of(rule->severity));
    json::set(value, "defaultConfiguration", std::move(configuration));
    return value;
}

/// Each rule that found something, once, by its id.
class Rules {
  public:
    std::size_t index_of(const std::string& id) {
        const auto [place, is_new] = m_indices.emplace(id, m_indices.size());
        if (is_new) json::push(m_rules, rule_value(id));
        return place->second;
    }

    json::Value take() { return std::move(m_rules); }

  private:
    std::map<std::string, std::size_t> m_indices;
    json::Value m_rules = json::array();
};

json::Value location_of(const Report& report, const Finding& finding) {
    const std::string path = path_of(report, finding);
    json::Value artifact = json::object();
    json::set(artifact, "uri", has_scheme(path) ? path : percent_encoded(path));
    json::Value physical = json::object();
    json::set(physical, "artifactLocation", std::move(artifact));
    if (finding.line > 0) {
        json::Value region = json::object();
        json::set(region, "startLine", json::integer(static_cast<std::int64_t>(finding.line)));
        json::set(region, "startColumn", json::integer(static_cast<std::int64_t>(finding.column)));
        json::set(physical, "region", std::move(region));
    }
    json::Value location = json::object();
    json::set(location, "physicalLocation", std::move(physical));
    if (!finding.pointer.empty()) {
        json::Value logical = json::object();
        json::set(logical, "fullyQualifiedName", valid_utf8(finding.pointer));
        json::set(location, "logicalLocations", json::array());
        json::push(*json::find(location, "logicalLocations"), std::move(logical));
    }
    return location;
}

json::Value result_of(const Report& report, const Finding& finding, Rules& rules) {
    json::Value result = json::object();
    json::set(result, "ruleId", valid_utf8(finding.rule));
    json::set(result, "ruleIndex", json::integer(static_cast<std::int64_t>(rules.index_of(finding.rule))));
    json::set(result, "level", level_of(finding.severity));
    json::set(result, "message", text_value(sentence(finding.message)));
    json::Value locations = json::array();
    json::push(locations, location_of(report, finding));
    json::set(result, "locations", std::move(locations));
    json::Value prints = json::object();
    json::set(prints, "cairn/v1", fingerprint_of(finding));
    json::set(result, "partialFingerprints", std::move(prints));
    return result;
}

}  // namespace

std::string to_sarif(const Report& report, const Layout& /*layout*/) {
    Rules rules;
    json::Value results = json::array();
    for (const Finding& finding : report.findings) json::push(results, result_of(report, finding, rules));
    json::Value driver = json::object();
    json::set(driver, "name", "cairn-validate");
    json::set(driver, "semanticVersion", report.version);
    json::set(driver, "informationUri", "https://github.com/cairn-stac/cairn");
    json::set(driver, "rules", rules.take());
    json::Value tool = json::object();
    json::set(tool, "driver", std::move(driver));
    json::Value properties = json::object();
    json::set(properties, "summary", valid_utf8(summary_line(report)));
    json::Value run = json::object();
    json::set(run, "tool", std::move(tool));
    json::set(run, "results", std::move(results));
    json::set(run, "properties", std::move(properties));
    json::Value root = json::object();
    json::set(root, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json::set(root, "version", "2.1.0");
    json::set(root, "runs", json::array());
    json::push(*json::find(root, "runs"), std::move(run));
    return json::write(root, json::Style::indented) + "\n";
}

}  // namespace cairn::validate
