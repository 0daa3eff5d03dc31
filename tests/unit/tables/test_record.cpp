// Values between documents and tables, and the columns that hold them.
#include <catch2/catch.hpp>
#include <variant>

#include "base/json/parse.hpp"
#include "base/json/write.hpp"
#include "builder/tables/record.hpp"
#include "builder/tables/shape.hpp"

using namespace cairn;
using namespace cairn::tables;
using parquet::Meaning;
using parquet::Node;
using parquet::Physical;

namespace {

std::string record_of(std::string_view name, std::string_view text, Depth depth) {
    std::string record;
    append_member(name, std::get<json::Value>(json::parse(text)), depth, record);
    return record;
}

/// The column of these values of a member.
Node column_of(const std::string& name, const std::vector<std::string>& texts, Depth depth = Depth::scalars) {
    Shape shape;
    for (const std::string& text : texts) {
        const std::string record = record_of(name, text, depth);
        std::string_view rest = record;
        shape.add(Member(rest).value);
    }
    return shape.node(name);
}

bool is_leaf(const Node& node, Physical type, Meaning meaning) {
    return node.kind == Node::Kind::leaf && node.type == type && node.meaning == meaning;
}

}  // namespace

TEST_CASE("values are JSON again as they were") {
    for (const std::string text :
         {"null", "true", "false", "7", "-9223372036854775808", "0.1", "-1e300", R"("text \" \u00e9")", R"(["a","b"])",
          R"([1,null,2.5])", "[]", R"({"a":{"b":[1,{"c":2}]}})", R"([[1,2],[3]])", R"([{"a":1},{"b":"x"}])",
          R"("2020-01-02T03:04:05Z")", R"("2020-01-02T03:04:05.000001Z")", R"("2020-01-02T03:04:05+01:00")",
          R"("no time")"}) {
        for (const Depth depth : {Depth::scalars, Depth::structures, Depth::named}) {
            const auto value = std::get<json::Value>(json::parse(text));
            const std::string record = record_of("datetime", text, depth);
            std::string_view rest = record;
            const Member member(rest);
            CHECK(rest.empty());
            CHECK(member.name == "datetime");
            CHECK(member.value.json() == json::write(value));
        }
    }
}

TEST_CASE("columns have the type of all values") {
    CHECK(is_leaf(column_of("n", {"1", "null"}), Physical::int64, Meaning::plain));
    CHECK(is_leaf(column_of("n", {"1", "2.5"}), Physical::float64, Meaning::plain));
    CHECK(is_leaf(column_of("n", {"true", "false"}), Physical::boolean, Meaning::plain));
    CHECK(is_leaf(column_of("n", {"null", R"("a")"}), Physical::byte_array, Meaning::text));
    CHECK(is_leaf(column_of("n", {"null"}), Physical::byte_array, Meaning::text));
    CHECK(is_leaf(column_of("n", {"1", R"("a")"}), Physical::byte_array, Meaning::json));
    CHECK(is_leaf(column_of("n", {R"({"a":1})"}), Physical::byte_array, Meaning::json));
    CHECK(column_of("n", {"[1]", "[2.5,null]"}).children.at(0).type == Physical::float64);
    CHECK(column_of("n", {"[]"}).kind == Node::Kind::list);
}

TEST_CASE("instants are a column of instants, unless one of them is something else") {
    const std::string instant = R"("2020-01-02T03:04:05Z")";
    CHECK(is_leaf(column_of("datetime", {"null"}), Physical::int64, Meaning::timestamp_us));
    CHECK(is_leaf(column_of("datetime", {instant, "null"}), Physical::int64, Meaning::timestamp_us));
    CHECK(is_leaf(column_of("datetime", {instant, R"("soon")"}), Physical::byte_array, Meaning::text));
    CHECK(is_leaf(column_of("title", {instant}), Physical::byte_array, Meaning::text));
}

TEST_CASE("lists of objects are structs where a specification names their members") {
    const std::vector<std::string> links{R"([{"rel":"self","href":"a"}])", R"([{"rel":"root","href":"b","type":"t"}])"};
    const Node column = column_of("links", links, Depth::structures);
    REQUIRE(column.kind == Node::Kind::list);
    REQUIRE(column.children.at(0).kind == Node::Kind::structure);
    CHECK(column.children.at(0).children.size() == 3);
    CHECK(is_leaf(column_of("others", links, Depth::scalars), Physical::byte_array, Meaning::json));
}

TEST_CASE("structs of very many members are JSON text") {
    std::vector<std::string> objects;
    for (int i = 0; i < 200; ++i) objects.push_back("[{\"member" + std::to_string(i) + "\":1}]");
    CHECK(is_leaf(column_of("links", objects, Depth::structures).children.at(0), Physical::byte_array, Meaning::json));
}
