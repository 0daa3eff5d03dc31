#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <map>
#include <mutex>

#include "builder/publish/large_upload.hpp"
#include "tests/support/loopback_server.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

S3Place place_of(const LoopbackServer& server) {
    S3Options options;
    options.endpoint = server.url();
    options.is_anonymous = true;
    return s3_place("s3://bucket/", options, [](const char*) { return std::string(); });
}

HttpSettings hasty() {
    HttpSettings settings;
    settings.retries.first_wait = settings.retries.longest_wait = std::chrono::milliseconds(1);
    return settings;
}

constexpr std::size_t k_size = (40 << 20) + 5;  // three parts

/// Answers as S3 does: parts by their URLs, and the request that ended the upload. One call at a time.
LoopbackServer::Respond storing(std::map<std::string, std::string>& parts, std::string& ended) {
    return [&](const ServedRequest& request) {
        if (request.path.ends_with("?uploads")) return reply(200, "<R><UploadId>a/b</UploadId></R>");
        if (request.method == "PUT") {
            parts[request.path] = request.body;
            return reply(200, "", fmt::format("ETag: \"{}\"\r\n", request.body.size()));
        }
        ended = request.method + request.body;
        return reply(request.method == "POST" ? 200 : 204, "");
    };
}

}  // namespace

TEST_CASE("a large file comes in parts, which are joined at the end") {
    const TempFolder temp;
    std::string bytes(k_size, '\0');
    for (std::size_t i = 0; i < k_size; ++i) bytes[i] = static_cast<char>(i * 31 >> 7);
    temp.add_file("big", bytes);
    std::mutex mutex;
    std::map<std::string, std::string> parts;
    std::string ended;
    const auto answer = storing(parts, ended);
    LoopbackServer server([&](const ServedRequest& request) {
        const std::lock_guard lock(mutex);
        return answer(request);
    });
    S3Bucket bucket(place_of(server), hasty());
    REQUIRE_FALSE(publish::put_in_parts(bucket, {"k", {}}, temp / "big").has_value());
    std::string joined;
    for (int number = 1; number <= 3; ++number)
        joined += parts.at(fmt::format("/bucket/k?partNumber={}&uploadId=a%2Fb", number));
    CHECK(joined == bytes);
    CHECK(ended.starts_with(
        "POST<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\"16777216\"</ETag></Part>"));
}

TEST_CASE("parts of an upload that fails are given up") {
    const TempFolder temp;
    temp.add_file("big", std::string(k_size, 'x'));
    std::mutex mutex;
    std::string ended;
    LoopbackServer server([&](const ServedRequest& request) {
        if (request.path.ends_with("?uploads")) return reply(200, "<R><UploadId>u</UploadId></R>");
        if (request.method == "PUT") return reply(403, "<Error><Code>AccessDenied</Code></Error>");
        const std::lock_guard lock(mutex);
        ended = request.method;
        return reply(204, "");
    });
    S3Bucket bucket(place_of(server), hasty());
    const auto fault = publish::put_in_parts(bucket, {"k", {}}, temp / "big");
    REQUIRE(fault.has_value());
    CHECK(fault->kind == StorageFault::Kind::denied);
    CHECK(ended == "DELETE");
}
