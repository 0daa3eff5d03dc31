#include "builder/browse/html.hpp"

#include <catch2/catch.hpp>

namespace cairn::browse {

TEST_CASE("no byte of JSON ends a script") {
    CHECK(script_safe("{\"a\":\"</script><!--&\"}") == "{\"a\":\"\\u003c/script\\u003e\\u003c!--\\u0026\"}");
}

TEST_CASE("a template is filled once") {
    CHECK(filled("<p>@A@ @B@ a@b.org @C@</p>", {{"A", "@B@"}, {"B", "2"}}) == "<p>@B@ 2 a@b.org @C@</p>");
    CHECK(filled("@", {}) == "@");
    CHECK(filled("", {{"A", "1"}}).empty());
}

}  // namespace cairn::browse
