// What is said of texts that are no JSON, and where.
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "base/json/parse.hpp"

using namespace cairn;
using namespace std::string_literals;

namespace {

struct Case {
    std::string text;
    std::string word;    ///< what the message names
    std::size_t offset;  ///< where the fault begins
};

json::ParseError error_of(const std::string& text) {
    const auto parsed = json::parse(text);
    const auto* error = std::get_if<json::ParseError>(&parsed);
    REQUIRE(error != nullptr);
    return *error;
}

void check(const std::vector<Case>& cases) {
    for (const Case& one : cases) {
        CAPTURE(one.text);
        const json::ParseError error = error_of(one.text);
        CAPTURE(error.message);
        CHECK(error.message.find(one.word) != std::string::npos);
        CHECK(error.position.offset == one.offset);
        CHECK_FALSE(error.message.ends_with('.'));
    }
}

}  // namespace

TEST_CASE("a text that is something else is called what it is, with what to do") {
    check({
        {"", "empty", 0},
        {" \n", "empty", 0},
        {"\xFF\xFE{\0}\0"s, "UTF-16", 0},
        {"\xFE\xFF\0{\0}"s, "UTF-16", 0},
        {"{\0}\0"s, "UTF-16", 0},
        {"\xFF\xFE\0\0{\0\0\0"s, "UTF-32", 0},
        {"\x1F\x8B\x08"s, "gunzip", 0},
        {"\x28\xB5\x2F\xFD"s, "unzstd", 0},
        {"BZh91AY", "bunzip2", 0},
        {"\xFD\x37zXZ\0"s, "unxz", 0},
        {"PK\x03\x04"s, "unzip", 0},
        {"\x89HDF\r\n\x1A\n"s, "HDF5", 0},
        {"CDF\x01"s, "netCDF", 0},
        {"\n<!DOCTYPE HTML><html>", "error page of a server", 0},
        {"<html>", "HTML", 0},
        {"<<<<<<< HEAD\n{}", "merge that git left open", 0},
        {"{\"a\": 1,\n<<<<<<< HEAD\n\"b\": 2}", "merge that git left open", 9},
        {"\x89PNG\r\n\x1A\n", "PNG image", 0},
        {"<?xml version=\"1.0\"?>", "XML", 0},
        {"version https://git-lfs.github.com/spec/v1\n", "git lfs pull", 0},
    });
}

TEST_CASE("what stands at the place of the error is named") {
    check({
        {R"({"a": NaN})", "found NaN", 6},
        {R"({"a": nan})", "found nan", 6},
        {R"({"a": Infinity})", "found Infinity", 6},
        {R"({"a": -Infinity})", "found -Infinity", 6},
        {R"([1,])", "a comma before ']'", 3},
        {"{\"a\": 1,\n}", "a comma before '}'", 9},
        {R"([1,,2])", "two commas", 3},
        {R"({"a": )", "cut", 6},
        {R"({"a": "x)", "cut", 8},
        {R"({"a": tru)", "cut", 9},
        {"{'a': 1}", "single quotation mark", 1},
        {"{a: 1}", "found the name a", 1},
        {"// x\n{}", "comment", 0},
        {"{} // x", "comment", 3},
        {R"({"a": True})", "write true", 6},
        {R"({"a": None})", "write null", 6},
        {R"({"a": undefined})", "JavaScript", 6},
        {"{\"a\": \"caf\xE9\"}", "in Latin-1 it is \u00e9", 10},
        {"{\"a\": \"\x93x\"}", "the byte 93", 7},
        {"{\"a\": \"x\ny\"}", "end of a line", 8},
        {"{\"a\": \"x\ty\"}", "tabulator", 8},
        {"{\"a\": \"x\x01y\"}", "\\u0001", 8},
        {"{\"a\": \xE2\x80\x9Cx\xE2\x80\x9D}", "typographic", 6},
        {"{} {}", "second document", 3},
        {"{}\n{}\n", "second document", 3},
        {"{} x", "found x after the end", 3},
        {"{}\0"s, "NUL byte", 2},
        {R"({"a" 1})", "found 1, expected ':'", 5},
        {R"({"a": 1 "b": 2})", "expected ',' or '}'", 8},
        {R"([1 2])", "expected ',' or ']'", 3},
        {R"([01])", "begins with 0", 2},
        {R"([+1])", "found +1", 1},
        {R"([.5])", "found .5", 1},
        {R"([1e400])", "1.8e308", 1},
        {R"(["\x"])", "backslash", 2},
        {R"(["\ud800"])", "surrogate", 2},
        {R"([yes])", "found yes, expected a value", 1},
    });
}

TEST_CASE("line, column and offset count from the beginning of the file, its byte order mark with it") {
    const json::ParseError error = error_of("\xEF\xBB\xBF{\n  \"a\": NaN}");
    CHECK(error.position.offset == 12);
    CHECK(error.position.line == 2);
    CHECK(error.position.column == 8);
}

TEST_CASE("whatever one byte is changed to, the message says something and the place is within the text") {
    const std::string good = R"({"a": [1, -2.5e3, "x\u00e9\n", true, null], "b": {"c": "d"}})";
    std::mt19937 random(20261129);
    for (int round = 0; round < 5000; ++round) {
        std::string text = good;
        text[random() % text.size()] = static_cast<char>(random() % 256);
        const auto parsed = json::parse(text);
        const auto* error = std::get_if<json::ParseError>(&parsed);
        if (error == nullptr) continue;
        CAPTURE(text, error->message);
        CHECK(error->message.size() > 10);
        CHECK(error->position.offset <= text.size());
        CHECK(json::position_of(text, error->position.offset).column == error->position.column);
    }
}
