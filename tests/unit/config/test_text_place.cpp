#include <catch2/catch.hpp>

#include "builder/config/text_place.hpp"
#include "tests/unit/config/config_text.hpp"

using namespace cairn;

namespace {

std::size_t column(std::string_view document, std::size_t at, std::size_t offset) {
    return place_within(document, {1, at}, offset).column;
}

}  // namespace

TEST_CASE("a byte of a text has its place in the document") {
    CHECK(column("a: plain", 4, 2) == 6);
    CHECK(column("a: \"x{b\"", 4, 1) == 6);
    CHECK(column("a: \"\\u0041\\n{b\"", 4, 2) == 13);
    CHECK(column("a: 'it''s {b'", 4, 5) == 11);
    CHECK(column("a: |", 4, 3) == 4);
    CHECK(column("a: x", 4, 100) == 4);
    CHECK(place_within("a: x\nb: yz", {2, 4}, 1).column == 5);
    CHECK(place_within("a", {0, 0}, 1).line == 0);
    CHECK(place_within("a", {9, 9}, 1).line == 9);
}

TEST_CASE("faults within templates are shown where they lie") {
    CHECK(errors_of(with("\"{source_id}.{frequency}\"", "\"{source_id}.{frequncy}\"")).find(":19:24: item: nothing") !=
          std::string::npos);
    CHECK(
        errors_of(with("\"About {project}\"", "\"About {uper(project)}\"")).find(":30:38: sci:citation: there is no") !=
        std::string::npos);
}

TEST_CASE("tables are known by name") {
    const auto template_with = [](const std::string& text) {
        return errors_of(with("{sci:citation: \"About {project}\"}", "{sci:citation: \"" + text + "\"}") +
                         "tables: {realms: {atmos: air}}\n");
    };
    CHECK(template_with("{lookup(project, realms)|x}") == "none");
    CHECK(template_with("{lookup(project, reams)|x}").find("there is no table 'reams'; did you mean 'realms'?") !=
          std::string::npos);
    CHECK(template_with("{match(project, '(')}").find("is not a regular expression") != std::string::npos);
}
