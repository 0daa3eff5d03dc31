#include <catch2/catch.hpp>
#include <map>
#include <stdexcept>

#include "base/storage/http/aws_metadata.hpp"
#include "base/storage/http/s3.hpp"
#include "base/storage/http/web_credentials.hpp"
#include "tests/support/loopback_server.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

/// An environment of its own, without a metadata service.
VariableLookup variables(std::map<std::string, std::string> values) {
    values.emplace("AWS_EC2_METADATA_DISABLED", "true");
    return [values](const char* name) {
        const auto found = values.find(name);
        return found == values.end() ? std::string() : found->second;
    };
}

/// A home with both files of AWS.
struct AwsHome : TempFolder {
    AwsHome(const std::string& credentials, const std::string& config) {
        add_file(".aws/credentials", credentials);
        add_file(".aws/config", config);
    }
};

std::string key_id(const S3Place& place) { return place.credentials.aws_keys ? place.credentials.aws_keys().id : ""; }

std::string complaint(const std::map<std::string, std::string>& values, const S3Options& options = {}) {
    try {
        s3_place("s3://bucket/a", options, variables(values));
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return {};
}

constexpr const char* k_role =
    R"({"AccessKeyId": "ROLE", "SecretAccessKey": "hush", "Token": "t", "Expiration": "2001-01-01T00:00:00Z"})";

}  // namespace

TEST_CASE("profiles are read from both files, settings of S3 below their name") {
    const auto profiles = parse_aws_profiles(
        "# a comment\n[default]\nregion=eu-west-2\n\n[ profile  backup ]\r\nendpoint_url = https://s3.example.org\r\n"
        "s3 =\n    addressing_style = virtual\n  max_concurrent_requests = 3\nregion = x\nnonsense\n");
    CHECK(profiles.at("default").at("region") == "eu-west-2");
    const AwsProfile& backup = profiles.at("profile backup");
    CHECK(backup.at("endpoint_url") == "https://s3.example.org");
    CHECK(backup.at("s3.addressing_style") == "virtual");
    CHECK(backup.at("region") == "x");
}

TEST_CASE("where a bucket is") {
    const auto url = [](const char* place, const S3Options& options, std::map<std::string, std::string> values) {
        return s3_place(place, options, variables(std::move(values))).url;
    };
    CHECK(url("s3://bucket/a b/c+d", {}, {}) == "https://bucket.s3.us-east-1.amazonaws.com/a%20b/c%2Bd");
    CHECK(url("s3://a.b/k", {}, {{"AWS_REGION", "eu-west-2"}}) == "https://s3.eu-west-2.amazonaws.com/a.b/k");
    CHECK(url("s3://bucket", {}, {{"AWS_ENDPOINT_URL", "http://127.0.0.1:9000/"}}) == "http://127.0.0.1:9000/bucket/");
    S3Options options;
    options.endpoint = "https://s3.example.org";
    options.addressing = S3Options::Addressing::virtual_host;
    CHECK(url("s3://bucket/k", options, {{"AWS_ENDPOINT_URL", "http://other"}}) == "https://bucket.s3.example.org/k");
    CHECK_THROWS_AS(s3_place("s3:///k", {}, variables({})), std::invalid_argument);
    CHECK_THROWS_AS(s3_place("s3://b@evil/k", {}, variables({})), std::invalid_argument);
    options.endpoint = "https://user:s3cret@host";
    CHECK(complaint({}, options).find("s3cret") == std::string::npos);
    CHECK_FALSE(complaint({}, options).empty());
}

TEST_CASE("keys come from the option, the environment, the files, in this order") {
    const AwsHome home("[default]\naws_access_key_id = FILE\naws_secret_access_key = x\n",
                       "[profile other]\naws_access_key_id=OTHER\naws_secret_access_key=y\nregion=r-1\n");
    std::map<std::string, std::string> values{{"HOME", home.path()}};
    CHECK(key_id(s3_place("s3://b", {}, variables(values))) == "FILE");
    values["AWS_PROFILE"] = "other";
    CHECK(key_id(s3_place("s3://b", {}, variables(values))) == "OTHER");
    CHECK(s3_place("s3://b", {}, variables(values)).credentials.region == "r-1");
    values["AWS_ACCESS_KEY_ID"] = "ENVIRONMENT";
    values["AWS_SECRET_ACCESS_KEY"] = "z";
    CHECK(key_id(s3_place("s3://b", {}, variables(values))) == "ENVIRONMENT");
    S3Options options;
    options.profile = "default";
    CHECK(key_id(s3_place("s3://b", options, variables(values))) == "FILE");
    values["AWS_NO_SIGN_REQUEST"] = "true";
    CHECK(key_id(s3_place("s3://b", options, variables(values))).empty());
    CHECK(key_id(s3_place("s3://b", {}, variables({{"HOME", "/nonexistent"}}))).empty());
}

TEST_CASE("what cannot be used is said, without a key") {
    const AwsHome home("[half]\naws_secret_access_key = s3cret\n",
                       "[profile program]\ncredential_process = /bin/keys --password s3cret\n");
    const std::map<std::string, std::string> values{{"HOME", home.path()}};
    for (const char* name : {"half", "program", "nobody"}) {
        S3Options options;
        options.profile = name;
        const std::string message = complaint(values, options);
        INFO(message);
        CHECK(message.find(name) != std::string::npos);
        CHECK(message.find("s3cret") == std::string::npos);
    }
    CHECK_FALSE(complaint({{"AWS_ACCESS_KEY_ID", "A"}}).empty());
    CHECK_FALSE(complaint({{"AWS_ACCESS_KEY_ID", "A"}, {"AWS_SECRET_ACCESS_KEY", "b\r\nx: y"}}).empty());
    CHECK(complaint({{"AWS_ACCESS_KEY_ID", "A"}, {"AWS_SECRET_ACCESS_KEY", "b"}}).empty());
}

TEST_CASE("an instance's role is asked for by version 2 of its service, and again when its keys end") {
    LoopbackServer server([](const ServedRequest& request) {
        if (request.method == "PUT" && request.headers.count("x-aws-ec2-metadata-token-ttl-seconds") > 0)
            return reply(200, "t0ken");
        if (request.headers.count("x-aws-ec2-metadata-token") == 0) return reply(401, "");
        return reply(200, request.path.ends_with("/builder") ? k_role : "builder\n");
    });
    const TempFolder home;
    const VariableLookup environment = variables({{"HOME", home.path()},
                                                     {"AWS_EC2_METADATA_DISABLED", "false"},
                                                     {"AWS_EC2_METADATA_SERVICE_ENDPOINT", server.url()}});
    const S3Place place = s3_place("s3://b", {}, environment);
    CHECK(key_id(place) == "ROLE");
    CHECK(place.credentials.aws_keys().session_token == "t");
    CHECK(server.requests().size() == 6);  // the keys have ended long ago: asked again, but not each time
}

TEST_CASE("a container's role, and servers that may not be asked for it") {
    LoopbackServer server([](const ServedRequest& request) {
        const auto token = request.headers.find("authorization");
        return token != request.headers.end() && token->second == "open" ? reply(200, k_role) : reply(403, "");
    });
    const TempFolder home;
    std::map<std::string, std::string> values{{"HOME", home.path()},
                                              {"AWS_CONTAINER_CREDENTIALS_FULL_URI", server.url() + "role"},
                                              {"AWS_CONTAINER_AUTHORIZATION_TOKEN", "open"}};
    CHECK(key_id(s3_place("s3://b", {}, variables(values))) == "ROLE");
    values["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "shut";
    CHECK_THROWS_AS(s3_place("s3://b", {}, variables(values)), std::runtime_error);
    values["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://example.org/role";
    CHECK_THROWS_AS(s3_place("s3://b", {}, variables(values)), std::runtime_error);
}

TEST_CASE("what a role's server may answer") {
    CHECK(std::get<AwsKeys>(parse_role_keys(k_role)).expires_s == 978307200);
    CHECK(std::holds_alternative<StorageFault>(parse_role_keys("[]")));
    CHECK(std::holds_alternative<StorageFault>(parse_role_keys("{\"AccessKeyId\": \"A\"}")));
    CHECK(std::holds_alternative<StorageFault>(parse_role_keys("<html>")));
}

TEST_CASE("a bearer token goes to its host alone, and never in the clear over a network") {
    const VariableLookup environment =
        variables({{"CAIRN_BEARER_TOKEN", "t0ken"}, {"CAIRN_BEARER_HOST", "data.example.org"}});
    CHECK(web_credentials("https://data.example.org/x", environment).bearer_token == "t0ken");
    CHECK(web_credentials("https://data.example.org:444/x", environment).bearer_token.empty());
    CHECK(web_credentials("https://example.org/x", environment).bearer_token.empty());
    CHECK(web_credentials("http://data.example.org/x", environment).bearer_token.empty());
    CHECK(web_credentials("https://ada:pw@data.example.org/x", environment).bearer_token.empty());
    CHECK_THROWS_AS(web_credentials("https://h/", variables({{"CAIRN_BEARER_TOKEN", "t"}})), std::invalid_argument);
    CHECK_THROWS_AS(
        web_credentials("https://h/", variables({{"CAIRN_BEARER_TOKEN", "t\r\nx"}, {"CAIRN_BEARER_HOST", "h"}})),
        std::invalid_argument);
}
