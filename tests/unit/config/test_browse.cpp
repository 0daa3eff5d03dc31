#include "builder/config/browse.hpp"

#include <catch2/catch.hpp>

namespace cairn {

TEST_CASE("contrast is that of WCAG") {
    CHECK(contrast_of({0, 0, 0}, {255, 255, 255}) == Approx(21));
    CHECK(contrast_of({255, 255, 255}, {0, 0, 0}) == Approx(21));
    CHECK(contrast_of({0x77, 0x77, 0x77}, {255, 255, 255}) == Approx(4.48).margin(0.01));
    CHECK(contrast_of({9, 9, 9}, {9, 9, 9}) == Approx(1));
}

TEST_CASE("the page's own colours can be read on its grounds") {
    CHECK(contrast_of(colour_of("#0b6473").value(), k_light_ground) >= k_least_contrast);
    CHECK(contrast_of(colour_of("#6cc9d6").value(), k_dark_ground) >= k_least_contrast);
}

TEST_CASE("a colour is six hexadecimal digits") {
    CHECK(colour_of("#0b6473") == Colour{0x0b, 0x64, 0x73});
    for (const char* text : {"", "0b6473", "#0b647", "#0b647g", "#0b64731", "#-b6473"}) CHECK_FALSE(colour_of(text));
}

TEST_CASE("a logo is a picture that browsers show") {
    CHECK(logo_ending("/a/b.SVG") == "svg");
    CHECK(logo_ending("b.html").empty());
    CHECK(logo_ending("b").empty());
    CHECK(complaint_about_logo("/nonexistent/logo.png"));
    CHECK(complaint_about_logo("/etc/passwd"));
}

}  // namespace cairn
