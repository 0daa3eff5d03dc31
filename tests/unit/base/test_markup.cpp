#include "base/markup.hpp"

#include <catch2/catch.hpp>

namespace cairn {

TEST_CASE("texts of strangers are no markup") {
    CHECK(escaped_markup("<script>\"a\" & 'b'</script>") ==
          "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;");
    CHECK(escaped_markup("Gr\xc3\xb6\xc3\x9f"
                         "e 40\xc2\xb0") ==
          "Gr\xc3\xb6\xc3\x9f"
          "e 40\xc2\xb0");
}

TEST_CASE("what turns the direction of writing, and controls, are replaced") {
    const std::string replaced = "\xef\xbf\xbd";
    for (const std::string mark : {"\xe2\x80\xae", "\xe2\x80\x8f", "\xe2\x81\xa6", "\xd8\x9c", "\x01", "\x7f"})
        CHECK(escaped_markup("a" + mark + "b") == "a" + replaced + "b");
    CHECK(escaped_markup("a\nb") == "a\nb");
    CHECK(escaped_markup("\xe2\x80\x93") == "\xe2\x80\x93");
}

}  // namespace cairn
