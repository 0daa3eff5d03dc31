// Changes of a text that leave the rest as it was.
#include <catch2/catch.hpp>

#include "validator/fix/text_edits.hpp"

using namespace cairn;
using validate::Span;
using validate::TextEdit;

namespace {

std::string value_at(const std::string& text, const std::string& pointer) {
    const auto span = validate::span_of(text, pointer);
    return span ? text.substr(span->begin, span->end - span->begin) : "none";
}

std::string with_member(const std::string& text, const std::string& pointer) {
    return validate::edited(text, {validate::added_member(text, *validate::span_of(text, pointer), "t", "1")});
}

}  // namespace

TEST_CASE("the value of a pointer is found in its text") {
    const std::string text = R"({"a": [1, "x]\"}", {"b": null}], "c":-2.5e3 , "d" : {}})";
    CHECK(value_at(text, "/a/0") == "1");
    CHECK(value_at(text, "/a/1") == R"("x]\"}")");
    CHECK(value_at(text, "/a/2") == R"({"b": null})");
    CHECK(value_at(text, "/a") == R"([1, "x]\"}", {"b": null}])");
    CHECK(value_at(text, "/c") == "-2.5e3");
    CHECK(value_at(text, "/d") == "{}");
    CHECK(value_at(text, "") == text);
}

TEST_CASE("a member is added in the way the others are written") {
    CHECK(with_member(R"({"a": 1})", "") == R"({"a": 1, "t": 1})");
    CHECK(with_member(R"({"a":1})", "") == R"({"a":1,"t":1})");
    CHECK(with_member("{}", "") == R"({"t":1})");
    CHECK(with_member("{\n  \"a\": 1\n}", "") == "{\n  \"a\": 1,\n  \"t\": 1\n}");
    CHECK(with_member(R"({"l": [{"a": "}"}]})", "/l/0") == R"({"l": [{"a": "}", "t": 1}]})");
}

TEST_CASE("edits of one place come in their order") {
    const std::string text = "abc";
    CHECK(validate::edited(text, {TextEdit{{2, 2}, "1"}, TextEdit{{2, 2}, "2"}, TextEdit{{0, 1}, "A"}}) == "Ab12c");
}

TEST_CASE("a diff has what changed and three lines around") {
    std::string before;
    for (int i = 1; i <= 20; ++i) before += std::to_string(i) + "\n";
    std::string after = before;
    after.replace(after.find("10\n"), 3, "ten\nand\n");
    CHECK(validate::unified_diff(before, before, "a").empty());
    CHECK(validate::unified_diff(before, after, "a") ==
          "--- a/a\n+++ b/a\n@@ -7,7 +7,8 @@\n 7\n 8\n 9\n-10\n+ten\n+and\n 11\n 12\n 13\n");
    after.erase(after.size() - 3);  // the last line
    CHECK(validate::unified_diff(before, after, "a").ends_with("@@ -17,4 +18,3 @@\n 17\n 18\n 19\n-20\n"));
}
