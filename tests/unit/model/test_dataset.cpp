#include <catch2/catch.hpp>
#include <limits>

#include "base/outcome.hpp"
#include "builder/model/dataset.hpp"

using namespace cairn;

namespace {

Attribute text(const std::string& name, std::vector<std::string> values) {
    return {name, Type::character, std::move(values)};
}

}  // namespace

TEST_CASE("text attributes are trimmed; other attributes have no text") {
    const std::vector<Attribute> attributes{text("units", {" degrees_north\n\0 "}),
                                            text("padded", {std::string(" \tK \0\0", 6)}),
                                            text("blank", {" \t "}),
                                            text("two", {"a", "b"}),
                                            {"number", Type::float64, std::vector<double>{1}},
                                            {"unread", Type::other, {}}};
    CHECK(text_attribute(attributes, "units") == "degrees_north");
    CHECK(text_attribute(attributes, "padded") == "K");
    for (const char* name : {"blank", "two", "number", "unread", "absent"}) {
        CHECK(text_attribute(attributes, name).empty());
    }
    CHECK(find_attribute(attributes, "number")->type == Type::float64);
    CHECK(find_attribute(attributes, "absent") == nullptr);
}

TEST_CASE("element counts: scalars, empty dimensions, and more than there can be") {
    Dataset dataset;
    dataset.groups.resize(2);
    dataset.groups[0].dimensions = {{"a", 3}, {"none", 0}, {"huge", 1ULL << 40}};
    dataset.groups[1].dimensions = {{"b", 5}};
    const auto count = [&](std::vector<DimensionId> dimensions) {
        Variable variable;
        variable.dimensions = std::move(dimensions);
        return element_count(dataset, variable);
    };
    CHECK(count({}) == 1);
    CHECK(count({{0, 0}, {1, 0}}) == 15);
    CHECK(count({{0, 0}, {0, 1}}) == 0);
    CHECK(count({{0, 2}, {0, 2}}) == std::numeric_limits<std::uint64_t>::max());
    CHECK(count({{0, 2}, {0, 2}, {0, 1}}) == 0);
    CHECK_THROWS_AS(count({{2, 0}}), std::out_of_range);
}

TEST_CASE("values count whatever they are") {
    CHECK(size_of(Values{}) == 0);
    CHECK(size_of(Values{std::vector<double>{1, 2}}) == 2);
    CHECK(size_of(Values{std::vector<std::string>{""}}) == 1);
}

TEST_CASE("an outcome is a value or a problem") {
    Outcome<std::string> good(std::string("x"));
    REQUIRE(good);
    CHECK(good->size() == 1);
    CHECK(*std::move(good) == "x");
    Outcome<std::string> bad(Problem{Stage::probe, "probe/unreadable", "a.nc", "no"});
    REQUIRE_FALSE(bad);
    CHECK(bad.problem().code == "probe/unreadable");
    CHECK(name_of(bad.problem().stage) == "probe");
    CHECK(name_of(bad.problem().severity) == "error");
}
