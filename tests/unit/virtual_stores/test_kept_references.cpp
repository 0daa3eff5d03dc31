#include <catch2/catch.hpp>

#include "builder/kept_references.hpp"

using namespace cairn;

namespace {

KeptReferences made() {
    KeptReferences kept;
    WrittenReferences references{digest_of("inputs"), digest_of("rule"), {}, {}, {}};
    references.files = {{"collections/c/items/a b/references.parquet/T x/refs.0.parq", digest_of("1")}};
    references.notes = {"gap along time:\nnothing between", "100 %"};
    kept.add("collections/c/items/a b", references);
    WrittenReferences refused{
        digest_of("others"), digest_of("rule"), {}, {}, {{"/data/a b.nc", "variable t: units is K"}}};
    kept.add("collections/c/items/z", refused);
    return kept;
}

}  // namespace

TEST_CASE("What is known of references is read as it was written", "[virtual]") {
    const std::string text = made().text();
    const KeptReferences kept = KeptReferences::parse(text);
    CHECK(kept.text() == text);
    const WrittenReferences* one = kept.find("collections/c/items/a b");
    REQUIRE(one != nullptr);
    CHECK(one->inputs == digest_of("inputs"));
    CHECK(one->rule == digest_of("rule"));
    REQUIRE(one->files.size() == 1);
    CHECK(one->files[0].path == "collections/c/items/a b/references.parquet/T x/refs.0.parq");
    CHECK(one->files[0].digest == digest_of("1"));
    CHECK(one->notes == std::vector<std::string>{"gap along time:\nnothing between", "100 %"});
    const WrittenReferences* refused = kept.find("collections/c/items/z");
    REQUIRE(refused != nullptr);
    REQUIRE(refused->refusals.size() == 1);
    CHECK(refused->refusals[0].path == "/data/a b.nc");
    CHECK(refused->refusals[0].message == "variable t: units is K");
}

TEST_CASE("A list of references that is cut, leads out of the tree or is of another version counts as none",
          "[virtual]") {
    const std::string text = made().text();
    const auto is_empty = [](const std::string& damaged) {
        return KeptReferences::parse(damaged).find("collections/c/items/a b") == nullptr;
    };
    CHECK_FALSE(is_empty(text));
    CHECK(is_empty(""));
    CHECK(is_empty(text.substr(0, text.rfind('\n', text.size() - 2) + 1)));
    std::string other = text;
    other.replace(other.find("references 2"), 12, "references 1");
    CHECK(is_empty(other));
    std::string outside = text;
    outside.replace(outside.find("collections/c/items/a b/references"), 11, "../../../..");
    CHECK(is_empty(outside));
}
