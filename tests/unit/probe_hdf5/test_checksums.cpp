// Published values of the checksums: lookup3.c's own driver, and RFC-like examples of Fletcher's sum.
#include <catch2/catch.hpp>
#include <string_view>

#include "base/codecs/bytes.hpp"
#include "base/codecs/checksum.hpp"

using namespace cairn::codecs;

TEST_CASE("lookup3 of published examples") {
    CHECK(lookup3(bytes_of("")) == 0xdeadbeef);
    CHECK(lookup3(bytes_of("Four score and seven years ago")) == 0x17770551);
}

TEST_CASE("Fletcher's sum of 16-bit words") {
    CHECK(fletcher32(bytes_of("")) == 0);
    CHECK(fletcher32(bytes_of(std::string_view("\0\1\0\2", 4))) == ((1 + 3) << 16 | 3));
    CHECK(fletcher32(bytes_of(std::string_view("\1\0\2", 3))) == (0x400U << 16 | 0x300));
}
