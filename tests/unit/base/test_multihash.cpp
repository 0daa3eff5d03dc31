#include <catch2/catch.hpp>

#include "base/multihash.hpp"

using namespace cairn;

namespace {

std::string made(std::string_view algorithm, std::string_view digest) {
    const Multihash result = multihash_of(algorithm, digest);
    const auto* text = std::get_if<std::string>(&result);
    return text == nullptr ? "refused" : *text;
}

std::string checked(std::string_view text) {
    const Multihash result = checked_multihash(text);
    const auto* same = std::get_if<std::string>(&result);
    return same == nullptr ? "refused" : *same;
}

}  // namespace

// Digests of the empty text, as md5sum, sha1sum and sha256sum print them.
constexpr const char* k_md5 = "d41d8cd98f00b204e9800998ecf8427e";
constexpr const char* k_sha1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
constexpr const char* k_sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

TEST_CASE("a digest becomes a multihash: code, length, digest") {
    CHECK(made("md5", k_md5) == std::string("d50110") + k_md5);
    CHECK(made("SHA-1", "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709") == std::string("1114") + k_sha1);
    for (const char* name : {"sha2-256", "sha256", "SHA-256", "sha_256"})
        CHECK(made(name, k_sha256) == std::string("1220") + k_sha256);
    CHECK(made("sha2-224", std::string(56, '0')) ==
          "9320"
          "1c" +
              std::string(56, '0'));
    CHECK(made("crc32", "cbf43926") == "b20204cbf43926");
}

TEST_CASE("a digest of another length or of an unknown algorithm is refused") {
    CHECK(made("md5", k_sha1) == "refused");
    CHECK(made("md5", std::string(32, 'g')) == "refused");
    CHECK(made("md6", k_md5) == "refused");
    CHECK(made("", "") == "refused");
}

TEST_CASE("every algorithm begins with the code of its table and the length of its digests") {
    const std::pair<const char*, const char*> beginnings[] = {
        {"sha2-256", "1220"}, {"sha2-512", "1340"}, {"sha2-384", "2030"},    {"sha3-256", "1620"},   {"sha3-512", "1440"},
        {"sha3-384", "1530"}, {"blake3", "1e20"},   {"blake2b", "c0e40240"}, {"sha2-224", "93201c"}, {"sha3-224", "171c"},
        {"sha1", "1114"},     {"md5", "d50110"},    {"crc32", "b20204"}};
    for (const auto& [name, beginning] : beginnings) {
        const std::string size = std::string(beginning).substr(std::string(beginning).size() - 2);
        const std::string digest(2 * std::stoul(size, nullptr, 16), 'a');
        CHECK(made(name, digest) == beginning + digest);
        CHECK(checked(beginning + digest) == beginning + digest);
    }
}

TEST_CASE("metalinks and other formats have names of their own for algorithms") {
    CHECK(textual_hash_of(std::string("1220") + k_sha256)->name == "sha-256");
    CHECK(textual_hash_of(std::string("1114") + k_sha1)->name == "sha-1");
    CHECK(textual_hash_of("2030" + std::string(96, 'f'))->digits == std::string(96, 'f'));
    CHECK_FALSE(textual_hash_of("1220" + std::string(63, '0')).has_value());
    CHECK_FALSE(textual_hash_of("1220" + std::string(63, '0') + "<").has_value());
    CHECK_FALSE(textual_hash_of("1e20" + std::string(64, '0')).has_value());
}

TEST_CASE("a multihash has to be whole") {
    CHECK(checked(std::string("1220") + k_sha256) == std::string("1220") + k_sha256);
    CHECK(checked("B20204CBF43926") == "b20204cbf43926");
    CHECK(checked(k_sha256) == "refused");
    CHECK(checked("1220e3b0") == "refused");
    CHECK(checked("") == "refused");
}
