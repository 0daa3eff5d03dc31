#include <catch2/catch.hpp>

#include "builder/virtual/fill.hpp"
#include "tests/unit/virtual/made_manifest.hpp"

using namespace cairn;
using namespace cairn::virtualize;

namespace {

/// The variable "t", the first chunk of which was never written.
struct Case {
    FileManifest file;
    explicit Case(bool has_fill) : file(test::manifest_of([&] {
        test::MadeFile made;
        made.has_fill = has_fill;
        return made;
    }())) {
        array().chunks[0] = {};
    }
    ArrayManifest& array() { return file.arrays[0][2]; }
    Fill fill() { return fill_of(file.dataset.groups[0].variables[2], array()); }
};

}  // namespace

TEST_CASE("_FillValue is the fill value, whether chunks are missing or not", "[virtual]") {
    Case made(true);
    made.array().fill = "\xff\xff";
    CHECK(made.fill().fill_value == "-1");
    CHECK(made.fill().takes_attribute);
    CHECK(made.fill().refusal.empty());
}

TEST_CASE("A file without _FillValue has no fill value as long as every chunk is there", "[virtual]") {
    Case made(false);
    made.array().chunks[0] = {1, 10};
    CHECK(made.fill().fill_value == "null");
}

TEST_CASE("Zeros that were never written are written, since a fill value of 0 would mask real ones", "[virtual]") {
    Case made(false);
    made.array().zeros = "packed";
    CHECK(made.fill().fill_value == "null");
    CHECK(made.fill().missing == "packed");
    made.array().zeros.clear();
    CHECK_FALSE(made.fill().refusal.empty());
}

TEST_CASE("What was never written and has no value is refused", "[virtual]") {
    Case made(true);
    made.array().is_fill_known = false;
    CHECK_FALSE(made.fill().refusal.empty());
}

TEST_CASE("HDF5's own fill value stands for missing chunks where the file states none", "[virtual]") {
    Case made(false);
    made.array().fill = std::string("\x01\x80", 2);
    CHECK(made.fill().fill_value == "-32767");
    Case stated(true);
    stated.array().fill = std::string("\x01\x80", 2);
    CHECK_FALSE(stated.fill().refusal.empty());
}
