#include <catch2/catch.hpp>

#include "reference_objects.hpp"
#include "validator/report/writers.hpp"

using namespace cairn;

namespace {

validate::Report sample() {
    validate::Report report;
    report.summary = {3, 1, 2, 0, 12, 2, 1};
    report.findings.push_back(
        {"a.json", "/x", 2, 5, "schema/core", validate::Severity::error, "found 1, expected 2", "u#/x"});
    report.findings.push_back(
        {"b.json", "", 0, 0, "tree/orphan", validate::Severity::warning, "no link leads here", ""});
    report.findings.push_back(
        {"b.json", "/x", 7, 1, "schema/core", validate::Severity::error, "found 1, expected 2", "u#/x"});
    return report;
}

}  // namespace

TEST_CASE("the text groups what is the same") {
    CHECK(validate::to_text(sample()) ==
          "error schema/core: found 1, expected 2\n"
          "  2 places in 2 documents\n"
          "    a.json:2:5 /x\n"
          "    b.json:7:1 /x\n"
          "\n"
          "warning tree/orphan: no link leads here\n"
          "    b.json\n"
          "\n"
          "3 documents: 1 valid, 2 invalid, 0 not checked; 12 links; 2 errors, 1 warning\n");
}

TEST_CASE("the text shows the first few places") {
    validate::Report report;
    for (int i = 0; i < 8; ++i) {
        report.findings.push_back({std::to_string(i), "", 0, 0, "r", validate::Severity::note, "m", ""});
    }
    CHECK(validate::to_text(report).find("    2\n    ... and 5 more\n") != std::string::npos);
}

TEST_CASE("the JSON has a summary and all findings") {
    const json::Value report = test::parsed(validate::to_json(sample()));
    CHECK(json::find(*json::find(report, "summary"), "invalid")->GetInt() == 2);
    const json::Value& first = (*json::find(report, "findings"))[0];
    CHECK(json::member_text(first, "document") == "a.json");
    CHECK(json::member_text(first, "pointer") == "/x");
    CHECK(json::find(first, "line")->GetInt() == 2);
    CHECK(json::find(first, "column")->GetInt() == 5);
    CHECK(json::member_text(first, "rule") == "schema/core");
    CHECK(json::member_text(first, "severity") == "error");
    CHECK(json::member_text(first, "schema") == "u#/x");
}

TEST_CASE("names that are not UTF-8 or steer terminals are made harmless") {
    validate::Report report;
    report.findings.push_back({"a\xFF\x1B[31m", "", 0, 0, "r", validate::Severity::error, "x\nerror forged: y", ""});
    CHECK(validate::to_text(report).rfind("error r: x?error forged: y\n    a\xEF\xBF\xBD?[31m\n", 0) == 0);
    const json::Value parsed = test::parsed(validate::to_json(report));
    CHECK(json::member_text((*json::find(parsed, "findings"))[0], "document") == "a\xEF\xBF\xBD\x1B[31m");
}
