// Every form of a report: what it must have so that its readers take it, and what texts of documents can do to it.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "base/json/pointer.hpp"
#include "reference_objects.hpp"
#include "validator/report/groups.hpp"
#include "validator/report/pattern.hpp"
#include "validator/report/writers.hpp"

using namespace cairn;

namespace {

validate::Report many() {
    validate::Report report;
    report.base = "cat/";
    report.place = "cat";
    report.version = "1.2.3";
    for (int i = 0; i < 5; ++i) {
        const std::string number = std::to_string(i);
        report.findings.push_back({"a b.json", "/links/" + number, 2, 5, "link/missing-target",
                                   validate::Severity::error,
                                   "the \"item\" link leads to \"./i" + number + ".json\", but there is none", ""});
    }
    report.findings.push_back({"<b>&.json", "/x", 7, 1, "schema/core", validate::Severity::warning,
                               "found \"<script>alert(1)</script>|`a`\", expected 100%", "u#/x"});
    report.findings.push_back({"a b.json", "", 0, 0, "report/more", validate::Severity::note, "more", ""});
    report.counts.push_back({validate::Severity::error, "link/missing-target",
                             validate::pattern_of(report.findings.front().message), 22'568});
    report.summary = {2, 0, 2, 0, 22'568, 22'568, 1, 0};
    report.not_checked.push_back({"links to other servers, which were not followed", 3});
    return report;
}

}  // namespace

TEST_CASE("messages of one kind have one pattern") {
    const auto pattern = validate::pattern_of;
    CHECK(pattern("the \"item\" link leads to \"./a1.json\", expected a file at x/a1.json, but there is none") ==
          pattern("the \"item\" link leads to \"./b22.json\", expected a file at x/y/b22.json, but there is none"));
    CHECK(pattern("the \"item\" link leads to \"a/b\"") != pattern("the \"child\" link leads to \"a/b\""));
    CHECK(pattern("found 200, expected at most 100") == "found N, expected at most N");
    CHECK(pattern("found 2.5e") == "found Ne");
    CHECK(pattern("an unclosed \"quotation") == "an unclosed \"quotation");
    CHECK(pattern("").empty());
}

TEST_CASE("the heading of a group keeps what its messages have in common") {
    CHECK(validate::common_pattern({"found 7 at \"a/1\", expected RFC 3339",
                                    "found 7 at \"a/2\", expected RFC 3339"}) == "found 7 at \"…\", expected RFC 3339");
    CHECK(validate::common_pattern({"found 7", "found 8"}) == "found N");
    CHECK(validate::common_pattern({"found x/7", "found x/7"}) == "found x/7");
    CHECK(validate::common_pattern({"one \"open", "one  two \"three"}) == validate::pattern_of("one \"open"));
    CHECK(validate::common_pattern({}).empty());
}

TEST_CASE("what is equal is one group with its whole count") {
    const auto report = many();
    const auto groups = validate::groups_of(report);
    REQUIRE(groups.size() == 2);
    CHECK(groups[0].count == 22'568);
    CHECK(groups[0].places.size() == 5);
    CHECK_FALSE(groups[0].is_one_message);
    const std::string text = validate::to_text(report);
    CHECK(text.find("22568 places") != std::string::npos);
    CHECK(text.find("... and 22565 more") != std::string::npos);
    CHECK(text.find("not checked: links to other servers, which were not followed (3)") != std::string::npos);
    const std::string cut = validate::to_text(report, {1});
    CHECK(cut.find("1 more kind of findings") != std::string::npos);
    CHECK(cut.find("warning schema/core: 1\n") != std::string::npos);
}

TEST_CASE("SARIF has rules, places and fingerprints") {
    const json::Value sarif = test::parsed(validate::to_sarif(many()));
    CHECK(json::member_text(sarif, "version") == "2.1.0");
    const json::Value& result = *json::resolve(sarif, "/runs/0/results/0");
    CHECK(json::member_text(result, "ruleId") == "link/missing-target");
    CHECK(json::member_text(*json::resolve(result, "/locations/0/physicalLocation/artifactLocation"), "uri") ==
          "cat/a%20b.json");
    CHECK(json::resolve(result, "/locations/0/physicalLocation/region/startLine")->GetInt() == 2);
    CHECK(json::member_text(*json::resolve(sarif, "/runs/0/tool/driver/rules/0"), "id") == "link/missing-target");
    CHECK(json::member_text(*json::find(result, "partialFingerprints"), "cairn/v1").size() == 16);
}

TEST_CASE("texts of documents cannot leave their place") {
    CHECK(validate::to_html(many()).find("<script>") == std::string::npos);
    CHECK(validate::to_junit(many()).find("<script>") == std::string::npos);
    CHECK(validate::to_markdown(many()).find("<script>alert") == std::string::npos);
    validate::Report report = many();
    report.findings.front().message = "a\n::error::forged\r\n%0A";
    report.counts.clear();
    const std::string github = validate::to_github(report);
    CHECK(github.find("\n::error::forged") == std::string::npos);
    CHECK(github.find("%250A") != std::string::npos);
}

TEST_CASE("GitLab's fingerprints are all different") {
    validate::Report report = many();
    report.findings.push_back(report.findings.front());
    const json::Value list = test::parsed(validate::to_gitlab(report));
    std::set<std::string> prints;
    for (const json::Value& value : list.GetArray()) prints.emplace(json::member_text(value, "fingerprint"));
    CHECK(prints.size() == list.Size());
    CHECK(json::member_text(*json::resolve(list, "/0/location"), "path") == "cat/a b.json");
}

TEST_CASE("lines of JSON are findings and a summary") {
    const std::string text = validate::to_json_lines(many());
    CHECK(std::count(text.begin(), text.end(), '\n') == 8);
    const json::Value last = test::parsed(text.substr(text.rfind('\n', text.size() - 2) + 1));
    CHECK(json::resolve(last, "/summary/errors")->GetInt() == 22'568);
}
