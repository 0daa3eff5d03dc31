#include <catch2/catch.hpp>

#include "base/name_uuid.hpp"

using namespace cairn;

namespace {

std::string hexadecimal(std::string_view text) {
    std::string result;
    for (const auto byte : md5(text)) {
        constexpr std::string_view k_digits = "0123456789abcdef";
        result += k_digits[byte >> 4];
        result += k_digits[byte & 0x0F];
    }
    return result;
}

}  // namespace

TEST_CASE("MD5 gives the digests of RFC 1321, A.5, at every length around a block") {
    CHECK(hexadecimal("") == "d41d8cd98f00b204e9800998ecf8427e");
    CHECK(hexadecimal("abc") == "900150983cd24fb0d6963f7d28e17f72");
    CHECK(hexadecimal("12345678901234567890123456789012345678901234567890123456789012345678901234567890") ==
          "57edf4a22be3c955ac49da2e2107b67a");
    CHECK(hexadecimal(std::string(55, 'a')) == "ef1772b6dff9a122358552954ad0df65");
    CHECK(hexadecimal(std::string(56, 'a')) == "3b0c8ac703f828b04c6c197006d17218");
    CHECK(hexadecimal(std::string(64, 'a')) == "014842d480b571495a4a0363793f7367");
}

TEST_CASE("a UUID follows from its name") {
    CHECK(url_uuid("CMIP6.CMIP.MOHC.UKESM1-0-LL.historical.r1i1p1f2.Amon.tas.gn.v20190406") ==
          "024e2cc6-75b8-3993-aa07-41dd364400d6");
    CHECK(url_uuid("") == "14cdb9b4-de01-3faa-aff5-65bc2f771745");
}
