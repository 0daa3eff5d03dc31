#include "base/parquet/thrift.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "base/parquet/failure.hpp"

using namespace cairn::parquet;
using std::string_view_literals::operator""sv;

namespace {

/// Field ids and values of integers and texts; the rest is skipped.
std::string read(std::string_view bytes) {
    std::string found;
    try {
        Thrift thrift(std::as_bytes(std::span(bytes.data(), bytes.size())));
        thrift.structure([&](const Thrift::Field& field) {
            found += std::to_string(field.id) + '=';
            if (field.kind == Thrift::Kind::binary) {
                found += thrift.text(field);
            } else if (field.kind == Thrift::Kind::i32 || field.kind == Thrift::Kind::i64) {
                found += std::to_string(thrift.integer(field));
            } else {
                thrift.skip(field);
            }
            found += ' ';
        });
        if (thrift.position() != bytes.size()) found += "rest";
    } catch (const Fault& fault) {
        return fault.what;
    }
    return found;
}

}  // namespace

TEST_CASE("fields are read and skipped") {
    CHECK(read("\0"sv).empty());
    CHECK(read("\x15\x03\x28\x02hi\0"sv) == "1=-2 3=hi ");
    CHECK(read("\x05\xC8\x01\x02\0"sv) == "100=1 ");
    CHECK(read("\x16\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01\0"sv) == "1=-9223372036854775808 ");
    CHECK(read("\x19\x35\x02\x04\x06\x15\x08\0"sv) == "1= 2=4 ");  // a list of integers
    CHECK(read("\x1C\x11\x12\0\x13\x05\0"sv) == "1= 2= ");         // a structure of booleans, a byte
    CHECK(read("\x1B\x02\x85\x01k\x02\x01l\x04\x17\1\2\3\4\5\6\7\x8\0"sv) == "1= 2= ");  // a map, a double
    CHECK(read("\x19\x21\x01\x02\0"sv) == "1= ");                                        // a list of booleans
}

TEST_CASE("metadata that cannot be are said") {
    CHECK(read(""sv) == "the metadata are cut off");
    CHECK(read("\x15"sv) == "the metadata are cut off");
    CHECK(read("\x18\x05hi\0"sv) == "the metadata are cut off");
    CHECK(read("\x18\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01hi\0"sv) == "the metadata are cut off");
    CHECK(read("\x15\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01\0"sv) ==
          "found a number of more than 64 bits in the metadata");
    CHECK(read("\x1F\0"sv) == "found the type 15 in the metadata, which Thrift does not have");
    CHECK(read("\x19\xF5\xFF\xFF\xFF\x7F\0"sv) == "found a list of 268435455 elements in cut off metadata");
    CHECK(read(std::string(100, '\x1C')) == "the metadata are nested deeper than 16 levels");
    CHECK(read(std::string(100, '\x19')).find("the metadata are nested deeper") == 0);
}
