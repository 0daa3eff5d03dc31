// A folder of fetched schemas and their digests.
#include <catch2/catch.hpp>

#include "../../support/temp_folder.hpp"
#include "base/sha256.hpp"
#include "validator/pull/schema_folder.hpp"

using namespace cairn;
using validate::SchemaFolder;
using State = SchemaFolder::State;

TEST_CASE("SHA-256 is that of FIPS 180-4") {
    CHECK(sha256_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_of(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a folder knows what was put, what was changed and what is foreign") {
    const test::TempFolder folder;
    folder.add_file("example.org/mine.json", "{}");
    {
        SchemaFolder schemas(folder.path());
        schemas.put("example.org/a/schema.json", "{\"a\": 1}");
        schemas.put("example.org/b.json", "{}");
        CHECK(schemas.state_of("example.org/a/schema.json") == State::whole);
    }
    CHECK(test::read_file(folder / "SHA256SUMS") ==
          sha256_of("{\"a\": 1}") + "  example.org/a/schema.json\n" + sha256_of("{}") + "  example.org/b.json\n");
    folder.add_file("example.org/b.json", "{ }");
    const SchemaFolder again(folder.path());
    CHECK(again.state_of("example.org/a/schema.json") == State::whole);
    CHECK(again.state_of("example.org/b.json") == State::damaged);
    CHECK(again.state_of("example.org/mine.json") == State::foreign);
    CHECK(again.state_of("example.org/none.json") == State::absent);
    CHECK(again.read("example.org/a/schema.json") == "{\"a\": 1}");
    CHECK_FALSE(again.read("example.org/none.json"));
}

TEST_CASE("a list of digests that names what it must not is refused") {
    const std::string digest(64, '0');
    for (const std::string line : {"  a", "0123  example.org/a", "../a", "/etc/passwd", "a/../../b", ""}) {
        CAPTURE(line);
        const test::TempFolder folder;
        folder.add_file("SHA256SUMS", (line.find("  ") == line.npos ? digest + "  " : "") + line + "\n");
        CHECK_THROWS_WITH(SchemaFolder(folder.path()), Catch::Matchers::Contains("SHA256SUMS, line 1"));
    }
    const test::TempFolder folder;
    folder.add_file("file", "");
    CHECK_THROWS_AS(SchemaFolder(folder / "file"), std::runtime_error);
    CHECK_THROWS_AS(SchemaFolder(folder / "file/below"), std::runtime_error);
}
