// What is said of texts that are no JSON.
#include <catch2/catch.hpp>
#include <utility>
#include <vector>

#include "base/json/parse.hpp"
#include "validator/misread.hpp"

using namespace cairn;
using namespace std::string_literals;

namespace {

std::string why(const std::string& text) {
    const auto parsed = json::parse(text);
    const auto* error = std::get_if<json::ParseError>(&parsed);
    return error == nullptr ? "JSON" : validate::why_no_json(text, *error);
}

}  // namespace

TEST_CASE("a file that is something else is called what it is") {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", "empty"},
        {" \n", "empty"},
        {"\xFF\xFE{\0}\0"s, "UTF-16"},
        {"\xFE\xFF\0{\0}"s, "UTF-16"},
        {"{\0}\0"s, "UTF-16"},
        {"\xFF\xFE\0\0{\0\0\0"s, "UTF-32"},
        {"\x1F\x8B\x08"s, "gzip"},
        {"\x28\xB5\x2F\xFD"s, "Zstandard"},
        {"PK\x03\x04"s, "zip"},
        {"\x89HDF\r\n\x1A\n"s, "HDF5"},
        {"CDF\x01"s, "netCDF"},
        {"\n<!DOCTYPE HTML><html>", "HTML"},
        {"<html>", "HTML"},
        {"<?xml version=\"1.0\"?>", "XML"},
        {"version https://git-lfs.github.com/spec/v1\n", "Git LFS"},
    };
    for (const auto& [text, word] : cases) {
        CAPTURE(text);
        CHECK(why(text).find(word) != std::string::npos);
    }
}

TEST_CASE("what stands at the place of the error is named") {
    const std::vector<std::pair<std::string, std::string>> cases{
        {R"({"a": NaN})", "NaN"},
        {R"({"a": -Infinity})", "Infinity"},
        {R"([1,])", "comma"},
        {R"({"a": 1,})", "comma"},
        {R"({"a": )", "cut"},
        {R"({"a": "x)", "cut"},
        {"{'a': 1}", "single quotes"},
        {"// x\n{}", "comment"},
        {R"({"a": True})", "Python"},
        {"{\"a\": \"caf\xE9\"}", "byte E9"},
        {"{\"a\": \"x\ny\"}", "control"},
    };
    for (const auto& [text, word] : cases) {
        CAPTURE(text);
        CHECK(why(text).find(word) != std::string::npos);
    }
    CHECK(why("{} {}").rfind("not JSON: ", 0) == 0);
}
