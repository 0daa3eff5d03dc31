#include "builder/browse/html.hpp"

#include <catch2/catch.hpp>

namespace cairn::browse {

TEST_CASE("texts of strangers are no markup") {
    CHECK(escaped("<script>\"a\" & 'b'</script>") == "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;");
    CHECK(escaped("Gr\xc3\xb6\xc3\x9f"
                  "e 40\xc2\xb0") ==
          "Gr\xc3\xb6\xc3\x9f"
          "e 40\xc2\xb0");
}

TEST_CASE("what turns the direction of writing, and controls, are replaced") {
    const std::string replaced = "\xef\xbf\xbd";
    for (const std::string mark : {"\xe2\x80\xae", "\xe2\x80\x8f", "\xe2\x81\xa6", "\xd8\x9c", "\x01", "\x7f"})
        CHECK(escaped("a" + mark + "b") == "a" + replaced + "b");
    CHECK(escaped("a\nb") == "a\nb");
    CHECK(escaped("\xe2\x80\x93") == "\xe2\x80\x93");
}

TEST_CASE("no byte of JSON ends a script") {
    CHECK(script_safe("{\"a\":\"</script><!--&\"}") == "{\"a\":\"\\u003c/script\\u003e\\u003c!--\\u0026\"}");
}

TEST_CASE("a template is filled once") {
    CHECK(filled("<p>@A@ @B@ a@b.org @C@</p>", {{"A", "@B@"}, {"B", "2"}}) == "<p>@B@ 2 a@b.org @C@</p>");
    CHECK(filled("@", {}) == "@");
    CHECK(filled("", {{"A", "1"}}).empty());
}

}  // namespace cairn::browse
