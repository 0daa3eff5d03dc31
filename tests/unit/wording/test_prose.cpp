#include <catch2/catch.hpp>
#include <random>

#include "base/text.hpp"
#include "builder/wording/markup.hpp"
#include "builder/wording/prose.hpp"

using namespace cairn;

TEST_CASE("prose is one line without markup") {
    CHECK(prose("  two\n lines\t here ") == "two lines here");
    CHECK(prose("<p>Sea <b>ice</b> &amp; snow</p>") == "Sea ice & snow");
    CHECK(prose("<a href=\"https://example.org\">Home</a> 25&deg;C &#176; &#xB0;") == "Home 25\u00B0C \u00B0 \u00B0");
    CHECK(prose("x < 5 and y > 3") == "x < 5 and y > 3");
    CHECK(prose("before <!-- hidden --> after") == "before after");
    CHECK(prose("\"quoted\"") == "quoted");
    CHECK(prose("the \"quoted\" word") == "the \"quoted\" word");
    CHECK(prose("a\u00A0b") == "a b");
    CHECK(prose("M\xE9t\xE9o-France") == "M\u00E9t\u00E9o-France");
}

TEST_CASE("stop-gaps say nothing") {
    for (const char* text : {"", " ", "none", "None.", "N/A", "n/a", "<null ref>", "unknown", "???", "-",
                             "Not specified", "(none)", "null", "TBD", "untitled"})
        CHECK(prose(text).empty());
    CHECK(prose("None of the above models") == "None of the above models");
}

TEST_CASE("a paragraph ends with a sentence, and is no record of commands") {
    const std::string sentence = "This sentence has exactly so many letters. ";
    std::string text;
    for (int i = 0; i < 40; ++i) text += sentence;
    const std::string short_text = paragraph(text);
    CHECK(short_text.size() <= 1000);
    CHECK(short_text.ends_with("letters."));
    CHECK(paragraph(std::string(2000, 'a')).size() <= 1000);
    CHECK(paragraph("Mon May 11 10:17:13 2020: ncks --variable tas in.nc out.nc").empty());
    CHECK(paragraph("Fri Jun 18 18:30:24 2021: cdo -O -s -f nc4 copy a b").empty());
    CHECK(paragraph("file created by grads using lats4d").empty());
    CHECK(paragraph("The values of <foo> are <5") == "The values of \\<foo> are <5");
}

TEST_CASE("a text is cut between words, and before a parenthesis that would stay open") {
    CHECK(shortened("one two three", 13) == "one two three");
    CHECK(shortened("one two three four", 13) == "one two...");
    CHECK(shortened("A Consortium consisting of CICERO (Center for International Climate)", 50) ==
          "A Consortium consisting of CICERO...");
    CHECK(shortened("A model (of the sea) with many and long words", 34) == "A model (of the sea) with many...");
    CHECK(shortened("A (parenthesis at the begin that never ends)", 25) == "A (parenthesis at the...");
}

TEST_CASE("whatever bytes stand in an attribute, prose is short clean UTF-8") {
    std::mt19937 random(20250102);
    const std::string alphabet = "ab <>&;#/\"'\n\t\x01\x80\xC3\xA9\xE2\x82\xACpx1!-";
    for (int round = 0; round < 20'000; ++round) {
        std::string text(random() % 60, ' ');
        for (char& c : text) c = alphabet[random() % alphabet.size()];
        const std::string line = prose(text);
        CHECK(is_utf8(line));
        CHECK(line.find('\n') == std::string::npos);
        CHECK(line.find('\x01') == std::string::npos);
        CHECK(line.find("  ") == std::string::npos);
        const std::string cut = shortened(line, 20);
        CHECK(is_utf8(cut));
        CHECK(cut.size() <= 20);
    }
}
