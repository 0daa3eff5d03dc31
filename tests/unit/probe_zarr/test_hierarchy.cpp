#include <catch2/catch.hpp>

#include "tests/support/mentions.hpp"
#include "tests/unit/probe_zarr/store_text.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

/// A root with one array, and a group with another.
const std::string k_v2 = R"(-- .zgroup --
{"zarr_format": 2}
-- .zattrs --
{"title": "two arrays"}
-- a/.zarray --
{"zarr_format": 2, "shape": [2, 3], "chunks": [2, 3], "dtype": "<f4", "compressor": null, "filters": null, "order": "C", "fill_value": null}
-- a/.zattrs --
{"units": "K", "_ARRAY_DIMENSIONS": ["y", "x"]}
-- g/.zgroup --
{"zarr_format": 2}
-- g/b/.zarray --
{"zarr_format": 2, "shape": [4], "chunks": [4], "dtype": "|i1", "compressor": null, "filters": null, "order": "C", "fill_value": 0}
)";

const std::string k_array3 =
    R"("zarr_format": 3, "node_type": "array", "shape": [2], "data_type": "int8", "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [2]}}, "chunk_key_encoding": {"name": "default"}, "codecs": ["bytes"], "fill_value": 0, "dimension_names": ["x"])";

const std::string k_v3 = R"(-- zarr.json --
{"zarr_format": 3, "node_type": "group", "attributes": {"title": "two arrays"}}
-- a/zarr.json --
{)" + k_array3 + R"(, "attributes": {"units": "K"}}
-- g/zarr.json --
{"zarr_format": 3, "node_type": "group"}
-- g/b/zarr.json --
{)" + k_array3 + R"(}
)";

constexpr const char* k_v2_outline = "/\n  a(y=2, x=3)\n/g\n  b(/g/phony_dim_0=4)\n";
constexpr const char* k_v3_outline = "/\n  a(x=2)\n/g\n  b(/g/x=2)\n";

/// The documents of a store in one, as .zmetadata or in zarr.json.
StoreFiles consolidated(const std::string& text) {
    StoreFiles files = files_of_text(text);
    std::string metadata;
    for (const auto& [key, document] : files) {
        if (key == "zarr.json") continue;
        const std::size_t end = key.rfind("/zarr.json");
        metadata += (metadata.empty() ? "" : ", ") + ('"' + key.substr(0, end) + "\": " + document);
    }
    if (files.count("zarr.json") == 0) {
        files[".zmetadata"] = R"({"zarr_consolidated_format": 1, "metadata": {)" + metadata + "}}";
    } else {
        std::string& root = files["zarr.json"];
        root.pop_back();
        root += R"(, "consolidated_metadata": {"kind": "inline", "must_understand": false, "metadata": {)" + metadata +
                "}}}";
    }
    return files;
}

Problem failure_of(const std::string& text) {
    auto dataset = read_text(text);
    REQUIRE_FALSE(dataset);
    CHECK(dataset.problem().stage == Stage::probe);
    return dataset.take_problem();
}

}  // namespace

TEST_CASE("a Zarr v2 store is walked") {
    const Dataset dataset = dataset_of(k_v2);
    CHECK(problems_of(dataset).empty());
    CHECK(dataset.reader == "native-zarr");
    CHECK(dataset.format == "Zarr v2");
    CHECK(dataset.store == StoreTraits{2, false});
    CHECK(outline_of(dataset) == k_v2_outline);
    CHECK(dataset.groups[1].parent == 0);
    CHECK(text_attribute(dataset.groups[0].attributes, "title") == "two arrays");
    const Variable& a = variable_at(dataset, "a");
    CHECK(a.type == Type::float32);
    CHECK(a.attributes.size() == 1);
    CHECK(text_attribute(a.attributes, "units") == "K");
    CHECK(size_of(a.fill_value) == 0);
    CHECK(variable_at(dataset, "g/b").fill_value == Values(std::vector<std::int64_t>{0}));
}

TEST_CASE("a Zarr v3 store is walked") {
    const Dataset dataset = dataset_of(k_v3);
    CHECK(problems_of(dataset).empty());
    CHECK(dataset.format == "Zarr v3");
    CHECK(dataset.store == StoreTraits{3, false});
    CHECK(outline_of(dataset) == k_v3_outline);
    CHECK(text_attribute(variable_at(dataset, "a").attributes, "units") == "K");
    CHECK(size_of(variable_at(dataset, "a").fill_value) == 0);
    CHECK(
        dataset_of(with(k_v3, R"("node_type": "group", )", R"("node_type": "group", "consolidated_metadata": null, )"))
            .store == StoreTraits{3, false});
}

TEST_CASE("consolidated metadata give the same") {
    const Dataset v2 = dataset_of_files(consolidated(k_v2));
    CHECK(problems_of(v2).empty());
    CHECK(v2.store == StoreTraits{2, true});
    CHECK(outline_of(v2) == k_v2_outline);
    CHECK(text_attribute(v2.groups[0].attributes, "title") == "two arrays");
    const Dataset v3 = dataset_of_files(consolidated(k_v3));
    CHECK(problems_of(v3).empty());
    CHECK(v3.store == StoreTraits{3, true});
    CHECK(outline_of(v3) == k_v3_outline);
}

TEST_CASE("a group has consolidated metadata when its own document has them, whatever the root has") {
    const auto group_has = [](const StoreFiles& files) {
        const Dataset dataset = dataset_of_files(files);
        CHECK(problems_of(dataset).empty());
        REQUIRE(dataset.groups[1].path == "/g");
        CHECK(dataset.groups[0].consolidated == dataset.store->consolidated);
        return dataset.groups[1].consolidated;
    };
    for (const bool is_root_consolidated : {false, true}) {
        CAPTURE(is_root_consolidated);
        StoreFiles v2 = is_root_consolidated ? consolidated(k_v2) : files_of_text(k_v2);
        CHECK_FALSE(group_has(v2));
        v2["g/.zmetadata"] = "{}";
        CHECK(group_has(v2));
        StoreFiles v3 = is_root_consolidated ? consolidated(k_v3) : files_of_text(k_v3);
        CHECK_FALSE(group_has(v3));
        v3["g/zarr.json"] = R"({"zarr_format": 3, "node_type": "group", "consolidated_metadata": null})";
        CHECK_FALSE(group_has(v3));
        v3["g/zarr.json"] =
            R"({"zarr_format": 3, "node_type": "group", "consolidated_metadata": {"kind": "inline", "metadata": {}}})";
        CHECK(group_has(v3));
    }
}

TEST_CASE("members that consolidated metadata lack are added, those that are gone are left out") {
    for (const std::string& text : {k_v2, k_v3}) {
        StoreFiles files = consolidated(text);
        const bool is_v2 = files.count(".zmetadata") > 0;
        const std::string name = is_v2 ? ".zarray" : "zarr.json";
        const std::string key = is_v2 ? ".zmetadata" : "zarr.json";
        files["g/new/deep/" + name] = files["g/b/" + name];
        files["junk/file"] = "";
        files.erase("a/" + name);
        files.erase("a/.zattrs");
        const Dataset dataset = dataset_of_files(files);
        CHECK(dataset.store == StoreTraits{is_v2 ? 2 : 3, false});
        CHECK(outline_of(dataset).find("  a(") == std::string::npos);
        CHECK(outline_of(dataset).find("/g/new\n  deep(") != std::string::npos);
        REQUIRE(dataset.problems.size() == 2);
        CHECK(problems_of(dataset) == "warning probe/stale-consolidated " + key +
                                          ": it lists 'a', which the store does not have (any more): left out; "
                                          "consolidate the metadata again\n"
                                          "warning probe/stale-consolidated " +
                                          key +
                                          ": it does not list 'g/new', which the store has: added, but programs that "
                                          "trust it will not find them; consolidate the metadata again\n");
    }
}

TEST_CASE("a store of nothing but consolidated metadata is described from them") {
    const Dataset dataset = dataset_of_files({{".zmetadata", consolidated(k_v2).at(".zmetadata")}});
    CHECK(outline_of(dataset) == k_v2_outline);
    CHECK(dataset.store == StoreTraits{2, false});
    CHECK(problems_of(dataset).find("described from it alone") != std::string::npos);
}

TEST_CASE("consolidated metadata of another form are said, and the store is walked") {
    for (const char* document : {"{}", R"({"zarr_consolidated_format": 2, "metadata": {}})", "[]", "{",
                                 R"({"zarr_consolidated_format": 1, "metadata": 1})"}) {
        const Dataset dataset = dataset_of(k_v2 + "-- .zmetadata --\n" + document);
        INFO(problems_of(dataset));
        CHECK(dataset.problems.size() == 1);
        CHECK(dataset.problems[0].severity == Severity::warning);
        CHECK(dataset.store == StoreTraits{2, false});
        CHECK(outline_of(dataset) == k_v2_outline);
    }
    const Dataset v3 = dataset_of(with(k_v3, R"("node_type": "group", )",
                                       R"("node_type": "group", "consolidated_metadata": {"kind": "elsewhere"}, )"));
    CHECK(outline_of(v3) == k_v3_outline);
    CHECK(v3.store == StoreTraits{3, false});
    CHECK(problems_of(v3).find("probe/bad-consolidated zarr.json") != std::string::npos);
}

TEST_CASE("consolidated metadata with members that are refused are not to be trusted") {
    for (const char* member : {R"("../a/.zgroup": {"zarr_format": 2})", R"("g/.zattrs": 1)"}) {
        StoreFiles files = consolidated(k_v2);
        std::string& document = files[".zmetadata"];
        document.insert(document.size() - 2, std::string(", ") + member);
        const Dataset dataset = dataset_of_files(files);
        CHECK(dataset.problems.size() == 1);
        CHECK(dataset.store == StoreTraits{2, false});
        CHECK(outline_of(dataset) == k_v2_outline);
    }
}

TEST_CASE("groups without metadata are there when something is in them; other folders are not") {
    StoreFiles files = files_of_text(k_v2);
    files.erase("g/.zgroup");
    files.erase(".zgroup");
    files["notes/readme/file.txt"] = "nothing of Zarr";
    files["a/sub/.zgroup"] = "a group within an array is never looked for";
    const Dataset dataset = dataset_of_files(files);
    CHECK(problems_of(dataset).empty());
    CHECK(outline_of(dataset) == k_v2_outline);
}

TEST_CASE("an array at the root is a variable with the name of the store") {
    const Dataset v2 =
        dataset_of(with(with(k_v2, "-- .zgroup --", "-- ignored --"), "-- a/.zarray --", "-- .zarray --"));
    CHECK(outline_of(v2) == "/\n  store(phony_dim_0=2, phony_dim_1=3)\n");
    const Dataset v3 = dataset_of("-- zarr.json --\n{" + k_array3 + "}\n-- c/0 --\n12");
    CHECK(outline_of(v3) == "/\n  store(x=2)\n");
    CHECK(problems_of(v3).empty());
}

TEST_CASE("v3 metadata come before v2 metadata of the same folder, which is said") {
    const Dataset dataset = dataset_of(k_v3 + "-- .zgroup --\n{\"zarr_format\": 2}\n");
    CHECK(outline_of(dataset) == k_v3_outline);
    CHECK(problems_of(dataset).find("warning probe/two-versions .zgroup: ") == 0);
}

TEST_CASE("a store whose root cannot be understood is a problem") {
    CHECK(failure_of("-- a --\nb").code == "probe/no-metadata");
    CHECK_THAT(failure_of("-- zarr.json --\n{}").message, Mentions({"zarr_format", "3"}));
    CHECK(failure_of("-- zarr.json --\n{\"zarr_format\": 3, \"node_type\": \"leaf\"}")
              .message.find("node_type \"leaf\"") != std::string::npos);
    const Problem broken = failure_of("-- zarr.json --\n{\n  \"zarr_format\": 3,\n  \"node_type\" \"group\"}");
    CHECK(broken.code == "probe/bad-json");
    CHECK(broken.path == "zarr.json");
    CHECK(broken.message.find("found broken JSON in line 3, column 15: ") == 0);
    CHECK(broken.offset == 36);
    CHECK(failure_of("-- .zarray --\n{\"a\": ").path == ".zarray");
    CHECK(failure_of("-- zarr.json --\n" + std::string(200, '[')).message.find("nested deeper than 128 levels") !=
          std::string::npos);
}

TEST_CASE("what is wrong with one document costs what it describes") {
    const Dataset array =
        dataset_of(with(k_v2, R"({"zarr_format": 2, "shape": [2, 3])", R"({"zarr_format": 2 "shape": [2, 3])"));
    CHECK(outline_of(array) == "/\n/g\n  b(/g/phony_dim_0=4)\n");
    CHECK(problems_of(array).find("error probe/bad-json a/.zarray: found broken JSON in line 1, column 19: ") == 0);
    CHECK(problems_of(array).find("; the array is left out\n") != std::string::npos);

    const Dataset attributes = dataset_of(with(k_v2, R"("units": "K")", R"("units": K)"));
    CHECK(outline_of(attributes) == "/\n  a(phony_dim_0=2, phony_dim_1=3)\n/g\n  b(/g/phony_dim_2=4)\n");
    CHECK(problems_of(attributes).find("error probe/bad-json a/.zattrs: ") == 0);

    const Dataset group = dataset_of(with(k_v2, "-- g/.zgroup --\n{", "-- g/.zgroup --\n"));
    CHECK(outline_of(group) == k_v2_outline);
    CHECK(problems_of(group).find("warning probe/bad-json g/.zgroup: ") == 0);

    const Dataset v3 =
        dataset_of(with(k_v3, "-- g/zarr.json --\n{\"zarr_format\": 3", "-- g/zarr.json --\n{\"zarr_format\": 4"));
    CHECK(outline_of(v3) == "/\n  a(x=2)\n");
    CHECK(problems_of(v3).find("error probe/bad-metadata g/zarr.json: found zarr_format 4, expected 3") == 0);
}

TEST_CASE("documents that are too large are not read") {
    StoreFiles files = files_of_text(k_v2);
    files[".zattrs"] = std::string((32 << 20) + 1, ' ');
    const Dataset dataset = dataset_of_files(files);
    CHECK(outline_of(dataset) == k_v2_outline);
    CHECK(dataset.groups[0].attributes.empty());
    REQUIRE(dataset.problems.size() == 1);
    CHECK(dataset.problems[0].code == "probe/too-large");
    CHECK(dataset.problems[0].severity == Severity::error);
}

TEST_CASE("more arrays and groups than the limit are left out and said") {
    StoreFiles files{{".zmetadata", R"({"zarr_consolidated_format": 1, "metadata": {".zgroup": {})"}};
    std::string& document = files[".zmetadata"];
    for (int i = 0; i < 100'001; ++i) document += ",\"g" + std::to_string(i) + "/.zgroup\":{\"zarr_format\":2}";
    document += "}}";
    const Dataset dataset = dataset_of_files(files);
    CHECK(dataset.groups.size() == 100'000);
    CHECK(problems_of(dataset).find("error probe/too-many-nodes .zmetadata: the store has more than 100000 arrays and "
                                    "groups; the others are left out") == 0);
}

TEST_CASE("paths that no array may have are left out and said") {
    const auto with_member = [](const std::string& member) {
        StoreFiles files = consolidated(k_v2);
        files[".zmetadata"] =
            with(files[".zmetadata"], R"("metadata": {)", R"("metadata": {")" + member + R"(/.zarray": {}, )");
        const Dataset dataset = dataset_of_files(files);
        CHECK(outline_of(dataset) == k_v2_outline);
        REQUIRE(dataset.problems.size() == 1);
        CHECK(dataset.problems[0].code == "probe/bad-name");
        CHECK(dataset.problems[0].severity == Severity::warning);
        return dataset.problems[0].message;
    };
    CHECK(with_member("../a").find("has an empty component, \".\" or \"..\", or is too long: it is left out") !=
          std::string::npos);
    CHECK(with_member("/etc").find("is absolute") != std::string::npos);
    CHECK(with_member("g//a").find("has an empty component") != std::string::npos);
    CHECK(with_member("g/a\\u0007").find("has control characters") != std::string::npos);
    std::string deep = "d";
    for (int i = 0; i < 64; ++i) deep += "/d";
    CHECK(with_member(deep).find("is more than 64 levels deep") != std::string::npos);
}

TEST_CASE("folders whose names are no names are left out and said") {
    const Dataset dataset = dataset_of(k_v2 + "-- caf\xE9/.zgroup --\n{}\n-- bell\x07/.zgroup --\n{}\n");
    CHECK(outline_of(dataset) == k_v2_outline);
    CHECK(problems_of(dataset) ==
          "warning probe/bad-name bell\x07: the path of the folder has control characters: what is in it is left out\n"
          "warning probe/bad-name caf\\xE9: the path of the folder is not UTF-8: what is in it is left out\n");
}

TEST_CASE("a folder without a name, which some stores can hold, is not looked into") {
    const Dataset dataset = dataset_of(k_v2 + "-- /x/.zgroup --\n{}\n-- g//.zgroup --\n{}\n");
    CHECK(outline_of(dataset) == k_v2_outline);
    CHECK(dataset.problems.empty());
}

TEST_CASE("nesting is followed to a limit") {
    std::string text = k_v2;
    std::string path = "d";
    for (int i = 1; i < 70; ++i) path += "/d";
    text += "-- " + path + "/.zgroup --\n{\"zarr_format\": 2}\n";
    const Dataset dataset = dataset_of(text);
    CHECK(outline_of(dataset) == k_v2_outline);
    CHECK(problems_of(dataset).find("is more than 64 levels deep") != std::string::npos);
}

TEST_CASE("members of an array are left out and said") {
    StoreFiles files = consolidated(k_v2);
    files[".zmetadata"] =
        with(files[".zmetadata"], R"("metadata": {)", R"("metadata": {"a/inner/.zgroup": {"zarr_format": 2}, )");
    const Dataset dataset = dataset_of_files(files);
    CHECK(outline_of(dataset) == k_v2_outline);
    CHECK(problems_of(dataset) ==
          "warning probe/members-of-array a/inner/.zgroup: 'a' is an array, which cannot have members: it is left "
          "out\n");
}

TEST_CASE("of very many problems the first are listed, the others counted") {
    std::string text = k_v2;
    for (int i = 0; i < 250; ++i) text += "-- bad" + std::to_string(i) + "/.zarray --\n{\n";
    const Dataset dataset = dataset_of(text);
    CHECK(dataset.problems.size() == 201);
    CHECK_THAT(dataset.problems.back().message, Mentions({"50", "0"}));
}
