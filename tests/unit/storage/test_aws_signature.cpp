// The figures are those of the page "Signature Calculations for the Authorization Header: Transferring Payload in a
// Single Chunk" of the S3 API reference.
#include <catch2/catch.hpp>

#include "base/sha256.hpp"
#include "base/storage/http/aws_signature.hpp"

using namespace cairn;

namespace {

constexpr std::int64_t k_may_24_2013 = 1369353600;

const AwsKeys k_keys{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"};

std::string authorization(const AwsRequest& request, const AwsKeys& keys = k_keys) {
    const auto lines = aws_signature_headers(keys, request, k_may_24_2013);
    const std::string* value = header_value(lines, "authorization");
    REQUIRE(value != nullptr);
    return *value;
}

std::string signature(const AwsRequest& request) {
    const std::string value = authorization(request);
    return value.substr(value.find("Signature=") + 10);
}

}  // namespace

TEST_CASE("signatures are those that AWS publishes") {
    const std::string host = "https://examplebucket.s3.amazonaws.com";
    const std::string nothing = sha256_of("");
    CHECK(signature({"GET", host + "/test.txt", "us-east-1", {{"range", "bytes=0-9"}}, nothing}) ==
          "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    CHECK(signature({"PUT",
                     host + "/test%24file.text",
                     "us-east-1",
                     {{"date", "Fri, 24 May 2013 00:00:00 GMT"}, {"x-amz-storage-class", "REDUCED_REDUNDANCY"}},
                     sha256_of("Welcome to Amazon S3.")}) ==
          "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    CHECK(signature({"GET", host + "/?lifecycle", "us-east-1", {}, nothing}) ==
          "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    CHECK(signature({"GET", host + "/?max-keys=2&prefix=J", "us-east-1", {}, nothing}) ==
          "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
}

TEST_CASE("one object has one signature, however its URL is spelled") {
    const std::string host = "https://h:443";
    const std::string plain = signature({"GET", host + "/a%20b/t%2Bu=1?y=2&x=1", "r", {}, sha256_of("")});
    CHECK(plain == signature({"GET", "https://h/a%20b/t+u%3D1?x=1&y=2", "r", {}, sha256_of("")}));
    CHECK(plain != signature({"GET", "http://h:443/a%20b/t+u%3D1?x=1&y=2", "r", {}, sha256_of("")}));
}

TEST_CASE("a session token is sent and signed; the secret is not sent") {
    const AwsKeys keys{"ID", "s3cret", "t0ken"};
    const auto lines = aws_signature_headers(keys, {"GET", "https://h/", "r", {}, sha256_of("")}, k_may_24_2013);
    CHECK(*header_value(lines, "x-amz-security-token") == "t0ken");
    CHECK(header_value(lines, "authorization")->find("x-amz-security-token") != std::string::npos);
    for (const auto& [name, value] : lines) CHECK(value.find("s3cret") == std::string::npos);
}
