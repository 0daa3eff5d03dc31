#include <catch2/catch.hpp>

#include "base/json/parse.hpp"
#include "base/json/write.hpp"
#include "builder/config/template.hpp"

using namespace cairn;

namespace {

const Facets k_facets{{"model", "CESM2"},
                      {"table", "Amon"},
                      {"cmip6:grid", "gn"},
                      {"realm", "atmos land"},
                      {"r", "12"},
                      {"created", "20200131T0630"},
                      {"official", "TRUE"},
                      {"version", "v20190406"},
                      {"institution", "MOHC"},
                      {"level", "3"}};

std::string error_of(std::string_view text) {
    const auto found = Template::parse(text);
    const auto* error = std::get_if<TemplateError>(&found);
    return error == nullptr ? "" : std::to_string(error->offset) + ": " + error->message;
}

json::Value parsed(std::string_view json_text) {
    auto result = json::parse(json_text);
    return std::get<json::Value>(std::move(result));
}

const json::Value k_constants = parsed(R"({"level": 3, "r": 4})");
const json::Value k_tables =
    parsed(R"({"centres": {"MOHC": {"name": "Met Office", "roles": ["producer"]}}, "empty": {}})");

TemplateScope scope() {
    TemplateScope result(lookup_in(k_facets));
    result.typed = &k_constants;
    result.tables = &k_tables;
    return result;
}

std::string expanded(std::string_view json_text) { return json::write(expand_json(parsed(json_text), scope())); }

/// What a JSON template makes of one text.
std::string value_of(const std::string& text) {
    json::Value pattern = json::array();
    json::push(pattern, json::string(text));
    return json::write(expand_json(pattern, scope()));
}

}  // namespace

TEST_CASE("placeholders are replaced by facets") {
    CHECK(expand_text("{model}.{table}", lookup_in(k_facets)) == "CESM2.Amon");
    CHECK(expand_text("{cmip6:grid}", lookup_in(k_facets)) == "gn");
    CHECK(expand_text("no placeholder", lookup_in(k_facets)) == "no placeholder");
    CHECK(expand_text("", lookup_in(k_facets)) == "");
}

TEST_CASE("a default stands in for a missing facet, not for one that is there") {
    CHECK(expand_text("{grid|latest}", lookup_in(k_facets)) == "latest");
    CHECK(expand_text("{grid|}", lookup_in(k_facets)) == "");
    CHECK(expand_text("{model|none}", lookup_in(k_facets)) == "CESM2");
}

TEST_CASE("doubled braces are braces") {
    CHECK(expand_text("{{model}}", lookup_in(k_facets)) == "{model}");
    CHECK(expand_text("{{{model}}}", lookup_in(k_facets)) == "{CESM2}");
}

TEST_CASE("a missing facet gives no text, and is named") {
    CHECK_FALSE(expand_text("{model}.{member}", lookup_in(k_facets)));
    const auto found = Template::parse("{model}.{member}.{grid}");
    CHECK(std::get<Template>(found).expand(lookup_in(k_facets)).missing == std::vector<std::string>{"member", "grid"});
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
    std::vector<std::string> visited;
    for_each_text(parsed(R"({"a/b":"x","c":[{"d":"y"},1]})"), [&](const std::string& pointer, std::string_view text) {
        visited.push_back(pointer + "=" + std::string(text));
    });
    CHECK(visited == std::vector<std::string>{"/a~1b=x", "/c/0/d=y"});
}

TEST_CASE("functions of templates change texts") {
    const std::map<std::string, std::string> cases{
        {"{upper(model)}", "CESM2"},
        {"{lower(model)}-x", "cesm2-x"},
        {"{trim('  a ')}", "a"},
        {"{replace(version, 'v', '')}", "20190406"},
        {"{split(realm)}", "atmos, land"},
        {"{join(split(realm), '+')}", "atmos+land"},
        {"{first(split(realm, ' '))}/{last(split('a,b', ','))}", "atmos/b"},
        {"{date(created)}", "2020-01-31T06:30:00Z"},
        {"{date(created, '%Y/%m/%d %H:%M:%S %%')}", "2020/01/31 06:30:00 %"},
        {"{date('1850', '%Y-%m-%d')}", "1850-01-01"},
        {"{match(version, '^v(\\d{8})$')}", "20190406"},
        {"{match(version, '[0-9]{4}')}", "2019"},
        {"{either(member, model, 'none')}", "CESM2"},
        {"{either(member, 'it''s')}", "it's"},
        {"{lookup(institution, centres)|none}", R"({"name":"Met Office","roles":["producer"]})"},
        {"{lookup(model, centres)|none}", "none"},
        {"{number(r)} {boolean(official)}", "12 true"},
        {"{spdx('Creative Commons Attribution 4.0 International')}", "CC-BY-4.0"},
        {"{uuid('https://', 'example.org')}", "f635417d-d6de-39c1-bd60-6093b24b0b28"},
        {"{ upper( model ) }", "CESM2"},
    };
    for (const auto& [text, result] : cases) {
        INFO(text);
        CHECK(expand_text(text, scope()) == result);
    }
}

TEST_CASE("a text of a JSON template that is one placeholder keeps the kind of the value") {
    CHECK(value_of("{level}") == "[3]");    // a constant that is a number
    CHECK(value_of("{r}") == R"(["12"])");  // a file says something else than the constant of that name
    CHECK(value_of("level {level}") == R"(["level 3"])");
    CHECK(value_of("{number(r)}") == "[12]");
    CHECK(value_of("{number('-1.5e3')}") == "[-1500.0]");
    CHECK(value_of("{either(member, 7)}") == "[7]");
    CHECK(value_of("{boolean(official)}") == "[true]");
    CHECK(value_of("{split(realm)}") == R"([["atmos","land"]])");
    CHECK(value_of("{lookup(institution, centres)}") == R"([{"name":"Met Office","roles":["producer"]}])");
    CHECK(value_of("{split(member)|}") == R"([""])");
}

TEST_CASE("a function that gives no value says why, and what needs it is left out") {
    for (const char* text : {"{date(model)}", "{number(model)}", "{boolean(model)}", "{match(model, '^x')}",
                             "{lookup(model, centres)}", "{upper(member)}", "{date('20209999')}", "{number('')}",
                             "{number('1e999')}", "{split(realm, '')}", "{first(split(''))}"}) {
        INFO(text);
        CHECK(value_of(text) == "[]");
    }
    const auto date = Template::parse("{date(model)}");
    CHECK(std::get<Template>(date).expand(scope()).reason == "date(model): 'CESM2' is no date");
}

TEST_CASE("malformed functions say where and why") {
    CHECK(error_of("ab{uper(model)}").find("3: there is no function 'uper'; did you mean 'upper'?") == 0);
    CHECK(error_of("{upper(model}").find("12: 'upper(' without ')'") == 0);
    CHECK(error_of("{upper()}").find("7: found ')'") == 0);
    CHECK(error_of("{upper(a, b)}").find("1: 'upper' has 2 arguments, expected upper(x)") == 0);
    CHECK(error_of("{replace(a, 'b)}").find("12: a text without its closing") == 0);
    CHECK(error_of("{lookup(a, 'b')}").find("1: the second argument") == 0);
    CHECK(error_of("{upper(model) x}").find("0: a '{' without '}'") == 0);
    CHECK(error_of("{number(1.2.3)}").find("8: '1.2.3' is no number") == 0);
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += "upper(";
    CHECK(error_of("{" + deep + "}").find("more than 64 parts") != std::string::npos);
}

TEST_CASE("members of a JSON template can depend on conditions") {
    CHECK(expanded(R"_({"a":{"$if":"model","b":1},"c":{"$if":"member","b":1}})_") == R"({"a":{"b":1}})");
    CHECK(expanded(R"_({"a":{"$if":"not member","$value":"{model}"}})_") == R"({"a":"CESM2"})");
    CHECK(expanded(R"_({"a":{"$if":"model = 'X'","$value":1,"$else":2}})_") == R"({"a":2})");
    CHECK(expanded(R"_({"a":{"$if":"lower(model) = 'cesm2'","$value":1,"$else":2}})_") == R"({"a":1})");
    CHECK(expanded(R"_({"a":[{"$if":"model != 'X'","$value":1},{"$if":"member = 'X'","$value":2},
                             {"$if":"member != 'X'","$value":3}]})_") == R"({"a":[1,3]})");
    const json::Value pattern = parsed(R"_({"a":{"$if":"model = upper(table)","$value":"{member}"}})_");
    CHECK(names_in(pattern) == std::vector<std::string>{"model", "table", "member"});
}

TEST_CASE("malformed conditions say where and why") {
    const auto error = [](std::string_view text) {
        const auto found = parse_condition(text);
        const auto* term_error = std::get_if<TermError>(&found);
        return term_error == nullptr ? "" : std::to_string(term_error->offset) + ": " + term_error->message;
    };
    CHECK(error("model = 'x'").empty());
    CHECK(error("").find("0: the placeholder ends") == 0);
    CHECK(error("model == 'x'").find("7: found '='") == 0);
    CHECK(error("model > 2").find("6: found '>'") == 0);
    CHECK(error("not model = 'x'").find("10: 'not' stands before a name alone") == 0);
    CHECK(error("model = 'x' y").find("12: found 'y'") == 0);
}
