#include <catch2/catch.hpp>
#include <random>

#include "builder/checksums/checksum_line.hpp"

using namespace cairn::checksums;
using cairn::ChecksumComplaint;

namespace {

constexpr const char* k_md5 = "d41d8cd98f00b204e9800998ecf8427e";
constexpr const char* k_sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// "NAME = MULTIHASH", with " (SIZE)" where the line says it; "nothing"; "complaint".
std::string read(const std::string& line, std::string_view list = "SHA256SUMS") {
    const ReadLine result = read_checksum_line(line, list);
    if (std::holds_alternative<NoLine>(result)) return "nothing";
    if (std::holds_alternative<ChecksumComplaint>(result)) return "complaint";
    const ChecksumLine& found = std::get<ChecksumLine>(result);
    return found.name + " = " + found.multihash +
           (found.size_bytes ? " (" + std::to_string(*found.size_bytes) + ")" : "");
}

const std::string k_sha256_of_a = std::string("a.nc = 1220") + k_sha256;
const std::string k_md5_of_a = std::string("a.nc = d50110") + k_md5;

}  // namespace

TEST_CASE("lines of the coreutils") {
    CHECK(read(std::string(k_sha256) + "  a.nc") == k_sha256_of_a);
    CHECK(read(std::string(k_sha256) + " *a.nc") == k_sha256_of_a);
    CHECK(read(std::string(k_md5) + "\ta.nc") == k_md5_of_a);
    CHECK(read(std::string(k_md5) + "  with blanks .nc") == std::string("with blanks .nc = d50110") + k_md5);
    CHECK(read(std::string("\\") + k_md5 + R"(  a\\b\nc)") == std::string("a\\b\nc = d50110") + k_md5);
    CHECK(read(std::string(k_sha256) + "  a | b.nc") == std::string("a | b.nc = 1220") + k_sha256);
}

TEST_CASE("lines of BSD") {
    CHECK(read(std::string("SHA256 (a.nc) = ") + k_sha256) == k_sha256_of_a);
    CHECK(read(std::string("MD5 (x (1).nc) = ") + k_md5) == std::string("x (1).nc = d50110") + k_md5);
    CHECK(read(std::string("BLAKE2b (a.nc) = ") + std::string(128, '0')) == "a.nc = c0e40240" + std::string(128, '0'));
    CHECK(read(std::string("MD5 (a.nc) = ") + k_sha256) == "complaint");
    CHECK(read(std::string("MD6 (a.nc) = ") + k_md5) == "complaint");
}

TEST_CASE("lines of map files of ESGF") {
    const std::string begin = "CMIP6.CMIP.X.tas.gn#20190406 | /data/a.nc | 12 | mod_time=1.5";
    CHECK(read(begin + " | checksum=" + k_sha256 + " | checksum_type=SHA256", "x.map") ==
          std::string("/data/a.nc = 1220") + k_sha256 + " (12)");
    CHECK(read(begin + " | checksum_type=MD5 | checksum=" + k_md5) == std::string("/data/a.nc = d50110") + k_md5 + " (12)");
    CHECK(read(begin) == "nothing");
    CHECK(read("x | /data/a.nc | twelve | checksum=" + std::string(k_md5)) == "complaint");
}

TEST_CASE("a digest alone is of the file that the list is named after") {
    CHECK(read(k_md5, "a.nc.md5") == k_md5_of_a);
    CHECK(read(k_md5, "MD5SUMS") == "complaint");
}

TEST_CASE("the length of a digest tells its algorithm, but for BLAKE2b") {
    CHECK(read(std::string(128, '0') + "  a.nc", "x.sha512") == "a.nc = 1340" + std::string(128, '0'));
    CHECK(read(std::string(128, '0') + "  a.nc", "B2SUMS.b2") == "a.nc = c0e40240" + std::string(128, '0'));
    CHECK(read(std::string(33, '0') + "  a.nc") == "complaint");
}

TEST_CASE("what is no checksum") {
    for (const char* line : {"", "  ", "# a comment", "; another"}) CHECK(read(line) == "nothing");
    for (const char* line : {"a.nc", "hello world", "SHA256 (a.nc) = ", "|", " | | ", "\\"})
        CHECK(read(line) == "complaint");
}

TEST_CASE("no line of any bytes does harm") {
    std::mt19937 random(19);
    const std::string alphabet = std::string("0123456789abcdef |()=*\\/#.") + "checksum" + '\0' + "\xFF";
    for (int i = 0; i < 20'000; ++i) {
        std::string line;
        for (std::size_t left = random() % 200; left > 0; --left) line += alphabet[random() % alphabet.size()];
        const ReadLine result = read_checksum_line(line, "x.md5");
        if (const auto* found = std::get_if<ChecksumLine>(&result)) {
            CHECK_FALSE(found->name.empty());
            CHECK(std::holds_alternative<std::string>(cairn::checked_multihash(found->multihash)));
        }
    }
}
