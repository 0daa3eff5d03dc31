#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "builder/init/column.hpp"

using namespace cairn;

namespace {

Column judged(const std::vector<std::string>& values, bool are_dates = false) {
    return ColumnJudge(std::vector<const Content*>(values.size(), nullptr)).judge(values, are_dates, "folder_1");
}

}  // namespace

TEST_CASE("What values look like says what they are") {
    struct Row {
        std::vector<std::string> values;
        std::string name;
    };
    const std::vector<Row> rows{
        {{"v20190406", "v20200101", "latest"}, "version"},
        {{"v1.0", "v1.1"}, "version"},
        {{"r1i1p1", "r2i1p1"}, "member"},
        {{"s1960-r1i1p1f1", "r10i1p1f2"}, "member"},
        {{"ens01", "ens02"}, "member"},
        {{"mon", "day", "6hr", "fx"}, "frequency"},
        {{"30min"}, "frequency"},
        {{"hourly", "monthly"}, "frequency"},
        {{"atmos", "ocean"}, "realm"},
        {{"red", "blue"}, "folder_1"},
    };
    for (const Row& row : rows) {
        const Column column = judged(row.values);
        INFO(row.values.front());
        CHECK(column.kind == Column::Kind::facet);
        CHECK(column.text == row.name);
        CHECK(column.is_known == (row.name != "folder_1"));
    }
}

TEST_CASE("What is always the same stands as it is, dates are passed over") {
    CHECK(judged({"data", "data"}).kind == Column::Kind::literal);
    CHECK(judged({"1979", "1980"}, true).kind == Column::Kind::passing);
}

TEST_CASE("No two facets have one name, and none is a property that STAC has") {
    Column a{Column::Kind::facet, "model", {}, true, true, {}};
    Column b{Column::Kind::facet, "model", {}, true, true, {}};
    std::vector<Column*> columns{&a, &b};
    keep_names_apart(columns);
    CHECK(a.text == "model");
    CHECK(b.text == "model_2");
    const Source source;
    const std::vector<Content> contents{{&source, StatedAttributes({{"title", "x"}, {"model", "m"}}), {}, {}},
                                        {&source, StatedAttributes({{"title", "y"}, {"model", "m"}}), {}, {}}};
    CHECK(ColumnJudge({&contents[0], &contents[1]}).judge({"x", "y"}, false, "folder_1").text == "folder_1");
}
