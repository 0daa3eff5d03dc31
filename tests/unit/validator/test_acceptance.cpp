#include <catch2/catch.hpp>

#include "validator/acceptance.hpp"

using namespace cairn;
using validate::Acceptance;
using validate::Finding;
using validate::Severity;

namespace {

Finding finding(const std::string& rule, const std::string& message = "m") {
    return {"", "/x", 0, 0, rule, Severity::error, message, ""};
}

std::string complaint_of(const std::string& rules) {
    try {
        Acceptance().take_rules(rules, "rules.json");
        return {};
    } catch (const std::runtime_error& error) {
        return error.what();
    }
}

}  // namespace

TEST_CASE("the last row that matches a rule and a path decides") {
    Acceptance acceptance;
    acceptance.take_rules(R"({"rules": [
        {"rule": "link/*", "severity": "warning"},
        {"rule": "link/missing-target", "severity": "off", "paths": ["legacy/**"]}]})",
                          "rules.json");
    Finding link = finding("link/missing-target");
    CHECK_FALSE(acceptance.admits(link, "legacy/a/b.json"));
    CHECK(acceptance.admits(link, "a.json"));
    CHECK(link.severity == Severity::warning);
    Finding other = finding("page/count");
    CHECK(acceptance.admits(other, "legacy/a.json"));
    CHECK(other.severity == Severity::error);
    Finding schema = finding("schema/eo");
    acceptance.take_rules(R"({"rules": [{"rule": "schema/eo", "severity": "note"}]})", "more.json");
    CHECK(acceptance.admits(schema, "a.json"));
    CHECK(schema.severity == Severity::note);
}

TEST_CASE("a file of rules says where it is wrong") {
    CHECK(complaint_of("{").rfind("rules.json:1:", 0) == 0);
    CHECK(complaint_of(R"({"rule": []})").find("did you mean \"rules\"?") != std::string::npos);
    CHECK(complaint_of(R"({"rules": [{"rule": "link/missing-targets", "severity": "off"}]})")
              .find("did you mean \"link/missing-target\"?") != std::string::npos);
    CHECK(
        complaint_of("{\"rules\": [\n{\"rule\": \"link/self\", \"severity\": \"fatal\"}]}").rfind("rules.json:2:", 0) ==
        0);
    CHECK(complaint_of(R"({"rules": [{"rule": "link/self", "severity": "off", "paths": []}]})").find("empty") !=
          std::string::npos);
    CHECK(complaint_of(R"({"rules": [{"rule": "link/self"}]})").find("severity") != std::string::npos);
}

TEST_CASE("what a baseline knows does not count") {
    validate::Report report;
    report.findings.push_back({"b.json", "/x", 3, 1, "page/count", Severity::error, "m", ""});
    report.findings.push_back({"a.json", "/x", 3, 1, "page/count", Severity::error, "m", ""});
    const std::string baseline = validate::baseline_of(report);
    CHECK(baseline.find("a.json") < baseline.find("b.json"));
    Acceptance acceptance;
    acceptance.take_baseline(baseline, "baseline");
    Finding known = finding("page/count");
    CHECK_FALSE(acceptance.admits(known, "a.json"));
    CHECK(acceptance.admits(known, "c.json"));
    Finding other = finding("page/count", "another");
    CHECK(acceptance.admits(other, "a.json"));
    CHECK(acceptance.known() == 1);
    CHECK_THROWS_AS(Acceptance().take_baseline("{}\n", "baseline"), std::runtime_error);
}
