#include <catch2/catch.hpp>

#include "tests/support/mentions.hpp"
#include "tests/unit/probe_references/reference_text.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

std::string why_not(std::string_view text) {
    const TempFolder folder;
    const auto dataset = read_text(folder, text);
    REQUIRE_FALSE(dataset);
    CHECK(dataset.problem().path == folder / "set.json");
    return dataset.problem().code + ' ' + dataset.problem().message;
}

std::string said_with(std::string_view references) {
    const TempFolder folder;
    return said_of(read_set(folder, set_of(references)));
}

}  // namespace

TEST_CASE("broken JSON is said with line and column") {
    CHECK(
        why_not("{\n  \"version\": 1,\n  \"refs\": {\".zgroup\" 5}}") ==
        "probe/bad-json found broken JSON in line 3, column 22: found 5, expected ':' after the name of a member; the "
        "references are left out, since some are missing; write the file again");
    CHECK(why_not("").find("line 1, column 1: the text ends before its value does") != std::string::npos);
    CHECK(why_not("[1, 2]").find("the text is no object") != std::string::npos);
    CHECK(why_not("5").find("the text is no object") != std::string::npos);
    const std::string good = set_of("");
    CHECK(why_not(good.substr(0, good.size() - 2)).find("the file is cut") != std::string::npos);
    CHECK(why_not(std::string("{\"a/.zarray\": \"x\"") + '\0' + "}").find("NUL byte") != std::string::npos);
    CHECK(why_not("{\"a/.zarray\": " + std::string(200, '[') + std::string(200, ']') + "}").find("nested too deeply") !=
          std::string::npos);
    CHECK(why_not("{\"a/.zarray\": " + std::string(2'000'000, '[')).find("nested too deeply") != std::string::npos);
}

TEST_CASE("text that is broken after the references costs only what follows") {
    const TempFolder folder;
    const std::string good = set_of(R"("tas/0.0": ["a.nc", 8, 24])");
    const Dataset comma = read_set(folder, good.substr(0, good.size() - 1) + ",\n}");
    CHECK(comma.sources.size() == 1);
    CHECK(said_of(comma).find(
              "probe/bad-json set.json found broken JSON in line 11, column 1: found a comma before "
              "'}': remove the comma; the references end before that and are read, what follows is not\n") == 0);
    const Dataset rest = read_set(folder, good + " {");
    CHECK(said_of(rest).find("probe/bad-json") == 0);
}

TEST_CASE("a set without references is said") {
    const std::string nothing = "found no references, neither in \"refs\" nor in the object itself";
    CHECK(why_not("{}") == "probe/bad-references " + nothing);
    CHECK(why_not(R"({"version": 1, "templates": {}})") == "probe/bad-references " + nothing);
    CHECK(why_not(R"({"version": 1, "refs": {}})").find("probe/") == 0);
}

TEST_CASE("a version that is not known is said") {
    const TempFolder folder;
    const Dataset dataset = read_set(folder, R"({"version": 2, "refs": {)" + metadata_members() + "}}");
    CHECK(said_of(dataset).find("probe/bad-references set.json found version 2, expected 0 or 1; it is read as version "
                                "1\n") == 0);
}

TEST_CASE("a reference that cannot be used costs itself only") {
    const auto said = [](const std::string& value) {
        const TempFolder folder;
        const Dataset dataset =
            read_set(folder, set_of("\"tas/0.0\": " + value + R"(, "tas/0.1": ["https://host/a.nc", 0, 24])"));
        CHECK(sources_of(dataset) == "https://host/a.nc 24 time[0,2) x[3,6)\n");
        return said_of(dataset);
    };
    const std::string begin = "probe/bad-reference set.json/tas/0.0 ";
    const std::string end = "; the reference is left out\n";
    CHECK(said("5") == begin + "found a number, expected a text, an object, or [url, offset, length]" + end);
    CHECK(said("null") == begin + "found null, expected a text, an object, or [url, offset, length]" + end);
    CHECK(said("[]") == begin + "found a list of 0 elements, expected [url] or [url, offset, length]" + end);
    CHECK(said(R"(["a.nc", 5])") ==
          begin + "found a list of 2 elements, expected [url] or [url, offset, length]" + end);
    CHECK(said(R"(["a.nc", 5, 6, 7])") ==
          begin + "found a list of 4 elements, expected [url] or [url, offset, length]" + end);
    CHECK(said(R"(["a.nc", -5, 6])") == begin + "found -5 for an offset, expected no number below 0" + end);
    CHECK(said(R"(["a.nc", 5, -6])") == begin + "found -6 for a length, expected no number below 0" + end);
    CHECK(said(R"(["a.nc", 5.5, 6])") == begin + "found 5.5 for an offset, expected an integer of 64 bits" + end);
    CHECK(said(R"(["a.nc", 99999999999999999999, 6])") ==
          begin + "found 1e+20 for an offset, expected an integer of 64 bits" + end);
    CHECK(said(R"(["a.nc", 18446744073709551615, 1])") ==
          begin + "the offset 18446744073709551615 and the length 1 together overflow 64 bits" + end);
    CHECK(said(R"(["a.nc", "5", 6])") == begin + "found a text for an offset, expected an integer" + end);
    CHECK(said(R"([5, 5, 6])") == begin + "found a number for a URL" + end);
    CHECK(said(R"([null, 5, 6])") == begin + "found null for a URL" + end);
    CHECK(said(R"([["a.nc"], 5, 6])") == begin + "found a list in a list" + end);
    CHECK(said(R"("base64:A===")") == begin + "found 'base64:' before what is no base64 (RFC 4648)" + end);
    CHECK(said(R"(["{{v}}", 5, 6])") == begin + "its URL cannot be made: '{{v}}': there is no template 'v'" + end);
}

TEST_CASE("keys outside of the array and keys of no array are said") {
    const std::string chunk = R"(": ["https://host/a.nc", 0, 24])";
    const std::string outside =
        "the array has the shape [4, 6] in chunks of [2, 3]: there is no such chunk; the "
        "reference is left out\n";
    CHECK(said_with("\"tas/2.0" + chunk) == "probe/outside-array set.json/tas/2.0 " + outside);
    CHECK(said_with("\"tas/0.2" + chunk) == "probe/outside-array set.json/tas/0.2 " + outside);
    CHECK(said_with("\"tas/0.18446744073709551615" + chunk) ==
          "probe/outside-array set.json/tas/0.18446744073709551615 " + outside);
    for (const std::string name : {"0", "0.0.0", "0.-1", "a.b", "0/0", "00.0", "0.18446744073709551616", ".0", "0."}) {
        CHECK(said_with("\"tas/" + name + chunk) == "probe/bad-key set.json/tas/" + name + " found '" + name +
                                                        "', which is no name of a chunk of an array of 2 axes; the "
                                                        "reference is left out\n");
    }
    CHECK(said_with("\"pr/0.0" + chunk) ==
          "probe/unknown-array set.json/pr/0.0 the reference belongs to no array that the metadata describe\n");
}

TEST_CASE("what is wrong with very many references is said for the first, and counted") {
    std::string references = "\"tas/0.0\": [\"https://host/a.nc\", 0, 24]";
    for (int i = 0; i < 1000; ++i)
        references += ", \"tas/9." + std::to_string(i) + "\": [\"https://host/a.nc\", 0, 24]";
    const TempFolder folder;
    const Dataset dataset = read_set(folder, set_of(references));
    REQUIRE(dataset.problems.size() == 1);
    CHECK(dataset.problems.front().severity == cairn::Severity::warning);
    CHECK(dataset.problems.front().message.ends_with("(the first of 1000 references to 1 files)"));
    CHECK(dataset.sources.size() == 1);
}

TEST_CASE("metadata that cannot be used are said") {
    const TempFolder folder;
    const Dataset dataset = read_set(folder, R"({"version": 1, "refs": {".zgroup": "{\"zarr_format\": 2}", ".zattrs": 5,
        "a/.zarray": "{", "b/.zarray": ["b.json", 0, 10], "c/.zarray": ["{{x}}"]}})");
    CHECK(said_of(dataset).find("probe/bad-json set.json/a/.zarray found broken JSON in line 1, column 2") == 0);
    CHECK(said_of(dataset).find("probe/missing-source set.json/b/.zarray") != std::string::npos);
    CHECK(said_of(dataset).find("probe/bad-reference set.json/.zattrs found a number") != std::string::npos);
    CHECK(said_of(dataset).find("probe/bad-reference set.json/c/.zarray its URL cannot be made") != std::string::npos);
}

TEST_CASE("values of a coordinate with a reference that cannot be used are missing, not taken for fill values") {
    const TempFolder folder;
    const Dataset dataset = read_set(folder, set_of(R"("time/0": "base64:AQACAA==", "time/1": ["{{v}}"])"));
    CHECK_THAT(variable_of(dataset, "time").values_missing_because, Mentions({"'time/1'", "'{{v}}'", "'v'"}));
}
