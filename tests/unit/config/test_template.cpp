#include <catch2/catch.hpp>

#include "base/json/parse.hpp"
#include "base/json/write.hpp"
#include "builder/config/template.hpp"

using namespace cairn;

namespace {

const Facets k_facets{{"model", "CESM2"}, {"table", "Amon"}, {"cmip6:grid", "gn"}};

std::string error_of(std::string_view text) {
    const auto parsed = Template::parse(text);
    const auto* error = std::get_if<TemplateError>(&parsed);
    return error == nullptr ? "" : std::to_string(error->offset) + ": " + error->message;
}

std::string expanded(std::string_view json_text) {
    auto parsed = json::parse(json_text);
    return json::write(expand_json(std::get<json::Value>(parsed), lookup_in(k_facets)));
}

}  // namespace

TEST_CASE("placeholders are replaced by facets") {
    CHECK(expand_text("{model}.{table}", k_facets) == "CESM2.Amon");
    CHECK(expand_text("{cmip6:grid}", k_facets) == "gn");
    CHECK(expand_text("no placeholder", k_facets) == "no placeholder");
    CHECK(expand_text("", k_facets) == "");
}

TEST_CASE("a default stands in for a missing facet, not for one that is there") {
    CHECK(expand_text("{version|latest}", k_facets) == "latest");
    CHECK(expand_text("{version|}", k_facets) == "");
    CHECK(expand_text("{model|none}", k_facets) == "CESM2");
}

TEST_CASE("doubled braces are braces") {
    CHECK(expand_text("{{model}}", k_facets) == "{model}");
    CHECK(expand_text("{{{model}}}", k_facets) == "{CESM2}");
}

TEST_CASE("a missing facet gives no text, and is named") {
    CHECK_FALSE(expand_text("{model}.{member}", k_facets));
    const auto parsed = Template::parse("{model}.{member}.{grid}");
    CHECK(std::get<Template>(parsed).expand(lookup_in(k_facets)).missing == std::vector<std::string>{"member", "grid"});
}

TEST_CASE("malformed templates say where and why") {
    CHECK(error_of("{model") == "0: a '{' without '}' (write '{{' for a brace)");
    CHECK(error_of("a{b{c}}") == "1: a '{' without '}' (write '{{' for a brace)");
    CHECK(error_of("model}") == "5: a '}' without '{' (write '}}' for a brace)");
    CHECK(error_of("x{}").find("1: '{}' is not a placeholder") == 0);
    CHECK(error_of("{1a}").find("0: '{1a}' is not a placeholder") == 0);
    CHECK(error_of("{a b}").find("0: '{a b}' is not a placeholder") == 0);
}

TEST_CASE("all strings of a JSON template are filled in, other values stay") {
    CHECK(expanded(R"({"a":"{model}","b":[1,true,null,"x-{table}"],"c":{"d":"plain"}})") ==
          R"({"a":"CESM2","b":[1,true,null,"x-Amon"],"c":{"d":"plain"}})");
}

TEST_CASE("a member or element without a value is left out") {
    CHECK(expanded(R"({"a":"{member}","b":"v {member}","c":["{member}","x"],"d":"{member|none}"})") ==
          R"({"c":["x"],"d":"none"})");
}

TEST_CASE("every text of a JSON template is visited with its pointer") {
    auto parsed = json::parse(R"({"a/b":"x","c":[{"d":"y"},1]})");
    std::vector<std::string> visited;
    for_each_text(std::get<json::Value>(parsed), [&](const std::string& pointer, std::string_view text) {
        visited.push_back(pointer + "=" + std::string(text));
    });
    CHECK(visited == std::vector<std::string>{"/a~1b=x", "/c/0/d=y"});
}
