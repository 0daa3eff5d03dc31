#include <catch2/catch.hpp>

#include "base/json/parse.hpp"
#include "base/json/pointer.hpp"
#include "base/json/write.hpp"
#include "builder/cli/build_report.hpp"

using namespace cairn;

namespace {

std::string at(const std::string& report, std::string_view pointer) {
    const auto parsed = json::parse(report);
    REQUIRE(std::holds_alternative<json::Value>(parsed));
    const json::Value* value = json::resolve(std::get<json::Value>(parsed), pointer);
    return value == nullptr ? "absent" : json::write(*value);
}

BuildResult result_with(std::vector<Problem> problems) {
    BuildResult result;
    result.files_seen = 5;
    result.files_excluded = 1;
    result.other_files = {{"GRIB", 2}, {"text", 1}};
    result.sources = 4;
    result.sources_read = 4;
    result.tree = {1, 2, 3, 9};
    result.problems = std::move(problems);
    result.published = true;
    return result;
}

const Problem k_error{Stage::probe, "probe/truncated", "/a/b.nc", "cut off", Severity::error, 12};
const Problem k_warning{Stage::group, "group/no-collection", "/a/c.nc", "no rule", Severity::warning, std::nullopt};

}  // namespace

TEST_CASE("the report has every problem with its path, stage, code, severity and message") {
    const std::string report = build_report(result_with({k_error, k_warning}), {ExitCode::problems, ""});
    CHECK(
        at(report, "/problems/0") ==
        R"({"path":"/a/b.nc","stage":"probe","code":"probe/truncated","severity":"error","message":"cut off","offset":12})");
    CHECK(
        at(report, "/problems/1") ==
        R"({"path":"/a/c.nc","stage":"group","code":"group/no-collection","severity":"warning","message":"no rule"})");
    CHECK(at(report, "/problems/2") == "absent");
    CHECK(
        at(report, "/summary") ==
        R"({"files_seen":5,"files_ignored":4,"files_excluded":1,"other_files":{"GRIB":2,"text":1},"sources":4,"sources_read":4,"collections":1,"items":2,"assets":3,"documents":9,)"
        R"("errors":1,"warnings":1,"published":true,"exit_code":3})");
    CHECK(report.back() == '\n');
}

TEST_CASE("findings of the validation are problems of the stage validate, and are counted apart") {
    BuildResult result = result_with({k_warning});
    result.published = false;
    result.validation.emplace();
    result.validation->summary.errors = 1;
    validate::Finding finding;
    finding.document = "catalog.json";
    finding.pointer = "/id";
    finding.line = 3;
    finding.column = 9;
    finding.rule = "schema/core";
    finding.message = "found \xFF";
    result.validation->findings = {finding};
    const std::string report = build_report(result, {ExitCode::validation_errors, "broken"});
    CHECK(at(report, "/summary/errors") == "0");
    CHECK(at(report, "/summary/validation_errors") == "1");
    CHECK(at(report, "/summary/published") == "false");
    CHECK(at(report, "/summary/exit_code") == "1");
    CHECK(at(report, "/summary/error") == "\"broken\"");
    CHECK(at(report, "/problems/1/stage") == "\"validate\"");
    CHECK(at(report, "/problems/1/code") == "\"schema/core\"");
    CHECK(at(report, "/problems/1/path") == "\"catalog.json\"");
    CHECK(at(report, "/problems/1/pointer") == "\"/id\"");
    CHECK(at(report, "/problems/1/line") == "3");
}

TEST_CASE("bytes that are not UTF-8 break no report") {
    Problem problem = k_error;
    problem.path = "/a/caf\xE9.nc";
    problem.message = "found '\xFF\xFE'";
    const std::string report = build_report(result_with({problem}), {});
    CHECK(at(report, "/problems/0/path") == R"("/a/caf\\xE9.nc")");
    CHECK(at(report, "/problems/0/message") == R"("found '\\xFF\\xFE'")");
}

TEST_CASE("a finding in a document whose name is not UTF-8 breaks no report") {
    BuildResult result = result_with({});
    result.validation.emplace();
    validate::Finding finding;
    finding.document = "caf\xE9.json";
    finding.rule = "tree/orphan";
    finding.pointer = "/\xE9";
    result.validation->findings = {finding};
    CHECK(at(build_report(result, {}), "/problems/0/path") == R"("caf\\xE9.json")");
}

TEST_CASE("the summary is one line that counts what became of the files") {
    CHECK(build_summary(result_with({k_error, k_error, k_warning})) ==
          "3 assets of 5 files in 2 items of 1 collection; "
          "4 files ignored (1 excluded, 2 GRIB, 1 text); 2 inputs could not be catalogued; 1 warning");
    BuildResult clean = result_with({});
    clean.files_excluded = 0;
    clean.other_files.clear();
    CHECK(build_summary(clean) == "3 assets of 5 files in 2 items of 1 collection");
    BuildResult listed = result_with({});
    listed.other_assets = 2;
    CHECK(
        build_summary(listed) ==
        "3 assets of 5 files in 2 items of 1 collection; 2 assets of other formats (2 GRIB, 1 text); 2 files ignored");
}

namespace {

Problem disagreement(const std::string& path, const std::string& message, Severity severity = Severity::warning) {
    return {Stage::interpret, "interpret/disagreement", path, message, severity, std::nullopt};
}

}  // namespace

TEST_CASE("warnings of one kind in one Collection are one, with all their paths") {
    BuildResult result = result_with({disagreement("/a/1.nc", "time: found 2016-09-02T00:00:00Z, -4.5 and 7e3"),
                                      disagreement("/a/2.nc", "time: found 2016-09-03, 12 and 1"),
                                      disagreement("/a/3.nc", "time: found 2016-09-03, 12 and 1"),
                                      disagreement("/b/1.nc", "time: found 2016-09-03, 12 and 1"),
                                      disagreement("/b/2.nc", "place: found 2016-09-03, 12 and 1")});
    for (const char* path : {"/a/1.nc", "/a/2.nc", "/a/3.nc"}) result.collections[path] = "a";
    for (const char* path : {"/b/1.nc", "/b/2.nc"}) result.collections[path] = "b";
    const std::string report = build_report(result, {});
    CHECK(at(report, "/problems/0/path") == "\"/a/1.nc\"");
    CHECK(at(report, "/problems/0/collection") == "\"a\"");
    CHECK(at(report, "/problems/0/count") == "3");
    CHECK(at(report, "/problems/0/paths") == R"(["/a/1.nc","/a/2.nc","/a/3.nc"])");
    CHECK(at(report, "/problems/0/messages/1") == "\"time: found 2016-09-03, 12 and 1\"");
    CHECK(at(report, "/problems/1/path") == "\"/b/1.nc\"");
    CHECK(at(report, "/problems/1/count") == "absent");
    CHECK(at(report, "/problems/2/path") == "\"/b/2.nc\"");
    CHECK(at(report, "/problems/3") == "absent");
    CHECK(at(report, "/summary/warnings") == "5");
}

TEST_CASE("equal messages are written once; what is in a store belongs to its Collection") {
    BuildResult result = result_with({disagreement("/s.zarr/a/c/0", "no values"),
                                      disagreement("/t.zarr/b", "no values"), disagreement("/u", "no values")});
    result.collections = {{"/s.zarr", "a"}, {"/t.zarr", "a"}};
    const std::string report = build_report(result, {});
    CHECK(at(report, "/problems/0/paths") == R"(["/s.zarr/a/c/0","/t.zarr/b"])");
    CHECK(at(report, "/problems/0/messages") == "absent");
    CHECK(at(report, "/problems/1/collection") == "absent");
}

TEST_CASE("errors are never put together, nor with warnings") {
    BuildResult result =
        result_with({disagreement("/1", "cut", Severity::error), disagreement("/2", "cut", Severity::error),
                     disagreement("/3", "cut"), disagreement("/4", "cut")});
    const std::string report = build_report(result, {});
    CHECK(at(report, "/problems/0/count") == "absent");
    CHECK(at(report, "/problems/1/path") == "\"/2\"");
    CHECK(at(report, "/problems/2/count") == "2");
    CHECK(at(report, "/summary/errors") == "2");
}
