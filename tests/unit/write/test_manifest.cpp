#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "builder/write/manifest.hpp"

using namespace cairn;

namespace {

Manifest two_files() {
    Manifest manifest;
    manifest.add("collections/c/collection.json", digest_of("{}"));
    manifest.add("catalog.json", digest_of(""));
    return manifest;
}

}  // namespace

// The format is a promise: another version reads it.
TEST_CASE("a manifest is a version, a count, and a digest and a path for each file") {
    CHECK(two_files().text() ==
          "cairn-manifest 1\nfiles 2\n99aa06d3014798d86001c324468d497f catalog.json\n"
          "dc7048f8f8747f561349cde127705c16 collections/c/collection.json\n");
}

TEST_CASE("a manifest that is read is the one that was written") {
    const Manifest manifest = two_files();
    const Outcome<Manifest> read = Manifest::parse(manifest.text(), "m");
    REQUIRE(read);
    CHECK(read->files() == manifest.files());
    CHECK(read->has_folder("collections/c"));
    CHECK(read->has_folder(""));
    CHECK_FALSE(read->has_folder("collections/c/collection.json"));
    CHECK_FALSE(read->has_folder("coll"));
    CHECK(Manifest::parse(Manifest().text(), "m"));
}

TEST_CASE("paths that leave the folder are refused, in a manifest, too") {
    for (const std::string path : {"../x", "/etc/passwd", "a/../../b", "a//b", "", ".", "a/"}) {
        CAPTURE(path);
        CHECK_FALSE(fault_of_path(path).empty());
        const std::string text = "cairn-manifest 1\nfiles 1\n99aa06d3014798d86001c324468d497f " + path + "\n";
        CHECK_FALSE(Manifest::parse(text, "m"));
    }
    CHECK(fault_of_path("..a/b..").empty());
}

TEST_CASE("a manifest that was cut or changed in its structure is refused") {
    const std::string text = two_files().text();
    for (std::size_t length = 0; length < text.size() - 1; ++length) {
        CAPTURE(length);
        // Only a cut within the last path can leave a text of the right form.
        const bool is_within_last_path = length > text.rfind(' ') + 1;
        CHECK((!Manifest::parse(text.substr(0, length), "m") || is_within_last_path));
    }
    CHECK_FALSE(Manifest::parse("cairn-manifest 2\nfiles 0\n", "m"));
    CHECK_FALSE(Manifest::parse("{}", "m"));
    CHECK_FALSE(Manifest::parse(text + text.substr(text.find("dc70")), "m"));
    CHECK(Manifest::parse("nonsense", "/out/.cairn/manifest").problem().code == "write/manifest");
}

TEST_CASE("no bytes make the reader of manifests fail otherwise") {
    std::mt19937 random(7);
    const std::string text = two_files().text();
    for (int i = 0; i < 20'000; ++i) {
        std::string damaged = text;
        for (auto n = random() % 4 + 1; n > 0; --n)
            damaged[random() % damaged.size()] = static_cast<char>(random() % 256);
        const Outcome<Manifest> read = Manifest::parse(damaged, "m");
        if (!read) continue;
        for (const auto& [path, digest] : read->files()) REQUIRE(fault_of_path(path).empty());
    }
}
