#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <set>
#include <thread>

#include "base/percent.hpp"
#include "base/storage/http/s3_bucket.hpp"
#include "base/storage/http/s3_storage.hpp"
#include "tests/support/loopback_server.hpp"

using namespace cairn;
using namespace cairn::test;
using Kind = StorageFault::Kind;

namespace {

HttpSettings hasty(std::size_t in_flight = 8) {
    HttpSettings settings;
    settings.in_flight = in_flight;
    settings.retries.first_wait = settings.retries.longest_wait = std::chrono::milliseconds(1);
    return settings;
}

S3Place place_of(const LoopbackServer& server) {
    const std::map<std::string, std::string> values{{"AWS_ENDPOINT_URL", server.url()},
                                                    {"AWS_ACCESS_KEY_ID", "ID"},
                                                    {"AWS_SECRET_ACCESS_KEY", "s3cret"},
                                                    {"HOME", "/nonexistent"}};
    return s3_place("s3://bucket/", {}, [values](const char* name) {
        const auto found = values.find(name);
        return found == values.end() ? std::string() : found->second;
    });
}

std::string parameter(const std::string& path, const std::string& name) {
    const std::size_t begin = path.find("&" + name + "=");
    if (begin == std::string::npos) return {};
    const std::size_t value = begin + name.size() + 2;
    return percent_decode_leniently(path.substr(value, path.find('&', value) - value));
}

/// A listing of `keys` as S3 gives it, `page` objects and prefixes an answer.
LoopbackServer::Respond listing(std::set<std::string> keys, std::size_t page) {
    return [keys, page](const ServedRequest& request) {
        const std::string prefix = parameter(request.path, "prefix");
        const std::string delimiter = parameter(request.path, "delimiter");
        std::set<std::string> shown;  // keys, and prefixes with their final '/'
        for (const std::string& key : keys) {
            if (!key.starts_with(prefix)) continue;
            const std::size_t slash = delimiter.empty() ? std::string::npos : key.find('/', prefix.size());
            shown.insert(slash == std::string::npos ? key : key.substr(0, slash + 1));
        }
        std::string xml;
        std::string last;
        std::size_t count = 0;
        bool is_truncated = false;
        for (auto it = shown.upper_bound(percent_decode_leniently(parameter(request.path, "continuation-token")));
             it != shown.end(); ++it) {
            is_truncated = count++ == page;
            if (is_truncated) break;
            last = *it;
            xml += it->ends_with('/') ? fmt::format("<CommonPrefixes><Prefix>{}</Prefix></CommonPrefixes>",
                                                    aws_encoded(*it, Slash::stays))
                                      : fmt::format(
                                            "<Contents><Key>{}</Key><Size>7</Size><ETag>&quot;e&quot;</ETag>"
                                            "<Owner><ID>x</ID></Owner></Contents>",
                                            aws_encoded(*it, Slash::stays));
        }
        if (is_truncated)
            xml += fmt::format("<NextContinuationToken>{}</NextContinuationToken>", aws_encoded(last, Slash::stays));
        return reply(
            200,
            fmt::format("<?xml version=\"1.0\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                        "<EncodingType>url</EncodingType><IsTruncated>{}</IsTruncated><Prefix>{}</Prefix>{}"
                        "</ListBucketResult>",
                        is_truncated, aws_encoded(prefix, Slash::stays), xml));
    };
}

std::set<std::string> listed(LoopbackServer& server, const std::string& prefix) {
    S3Bucket bucket(place_of(server), hasty());
    std::set<std::string> keys;
    const auto fault = list_objects(bucket, prefix, [&](std::vector<S3Object>&& objects) {
        for (const S3Object& object : objects) {
            CHECK(keys.insert(object.key).second);
            CHECK(object.size_bytes == 7);
            CHECK(object.etag == "e");
        }
    });
    CHECK_FALSE(fault.has_value());
    return keys;
}

StorageFault listing_fault(const std::string& xml) { return std::get<StorageFault>(parse_s3_page(xml)); }

}  // namespace

TEST_CASE("a listing finds every object once, however it is cut") {
    std::set<std::string> keys{"top", "a b+c/\xC3\xA9&<", "a b+c/x", "z/z/z/z/z"};
    for (int i = 0; i < 40; ++i) keys.insert(fmt::format("items/{}/{}.json", i, i));
    for (const std::size_t page : {1, 3, 1000}) {
        INFO(page << " a page");
        LoopbackServer server(listing(keys, page));
        CHECK(listed(server, "") == keys);
        CHECK(listed(server, "z/") == std::set<std::string>{"z/z/z/z/z"});
        CHECK(listed(server, "nothing/").empty());
    }
}

TEST_CASE("a listing in one row asks for no folders") {
    LoopbackServer server(listing({"a/1", "a/2", "b", "c/d/e"}, 3));
    S3Bucket bucket(place_of(server), hasty());
    std::set<std::string> keys;
    const auto take = [&](std::vector<S3Object>&& objects) {
        for (const S3Object& object : objects) keys.insert(object.key);
    };
    CHECK_FALSE(list_objects(bucket, "", take).has_value());
    CHECK(keys == std::set<std::string>{"a/1", "a/2", "b", "c/d/e"});
    CHECK(server.requests().size() == 2);
}

TEST_CASE("lists that are none are faults") {
    CHECK(listing_fault("").message.find("no XML") != std::string::npos);
    CHECK(listing_fault("<html/>").message.find("ListBucketResult") != std::string::npos);
    CHECK(listing_fault("<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>").kind == Kind::failed);
    CHECK(listing_fault(
              "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><ListBucketResult>&x;</ListBucketResult>")
              .message.find("document type") != std::string::npos);
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<a>";
    CHECK(listing_fault(deep).message.find("deep") != std::string::npos);
}

TEST_CASE("an upload sends its bytes and headers, signed") {
    LoopbackServer server([](const ServedRequest&) { return reply(200, "", "ETag: \"abc\"\r\n"); });
    S3Bucket bucket(place_of(server), hasty());
    CHECK(std::get<std::string>(bucket.put({"a/b+c.json", "{}", "application/json", "max-age=60"}).take()) ==
          "abc");
    CHECK(std::holds_alternative<std::string>(bucket.put({"empty", ""}).take()));
    const auto requests = server.requests();
    CHECK(requests[0].method == "PUT");
    CHECK(requests[0].path == "/bucket/a/b%2Bc.json");
    CHECK(requests[0].headers.at("content-type") == "application/json");
    CHECK(requests[0].headers.at("cache-control") == "max-age=60");
    CHECK(requests[0].headers.at("content-length") == "2");
    CHECK(requests[0].headers.at("authorization").find("content-type") != std::string::npos);
    CHECK(requests[0].headers.count("expect") == 0);
    CHECK(requests[1].headers.at("content-length") == "0");
}

TEST_CASE("what the server says of an error is put in our words") {
    const std::string secret = "signed with s3cret";
    LoopbackServer server([&](const ServedRequest&) {
        return reply(403, "<Error><Code>SignatureDoesNotMatch</Code><Message>" + secret + "</Message></Error>");
    });
    S3Bucket bucket(place_of(server), hasty());
    const auto fault = std::get<StorageFault>(bucket.get("a", 10).take());
    CHECK(fault.kind == Kind::denied);
    CHECK(fault.message.find("SignatureDoesNotMatch") != std::string::npos);
    CHECK(fault.message.find("s3cret") == std::string::npos);
}

TEST_CASE("removing what is not there is no fault, and a redirect of an upload is not followed") {
    LoopbackServer server([](const ServedRequest& request) {
        if (request.method == "DELETE") return reply(404, "");
        return reply(307, "<Error><Code>TemporaryRedirect</Code></Error>", "Location: /elsewhere\r\n");
    });
    S3Bucket bucket(place_of(server), hasty());
    CHECK(std::holds_alternative<S3Done>(bucket.remove("a").take()));
    CHECK(std::get<StorageFault>(bucket.put({"a", "x"}).take()).message.find("307") != std::string::npos);
    CHECK(server.requests().size() == 2);
}

TEST_CASE("an upload is tried again with all its bytes") {
    std::atomic<int> left{2};
    LoopbackServer server([&](const ServedRequest&) { return left-- > 0 ? reply(503, "") : reply(200, ""); });
    S3Bucket bucket(place_of(server), hasty());
    CHECK(std::holds_alternative<std::string>(bucket.put({"a", std::string(100'000, 'x')}).take()));
    REQUIRE(server.requests().size() == 3);
    for (const ServedRequest& request : server.requests()) CHECK(request.body == std::string(100'000, 'x'));
}

TEST_CASE("reads and listings of a bucket share one limit of requests") {
    std::atomic<int> under_way{0};
    std::atomic<int> most{0};
    LoopbackServer server([&](const ServedRequest& request) {
        int seen = most;
        const int now = ++under_way;
        while (seen < now && !most.compare_exchange_weak(seen, now)) continue;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));  // others have a chance to be too many
        --under_way;
        const bool is_list = request.path.find("list-type") != std::string::npos;
        return is_list ? reply(200, "<ListBucketResult/>") : reply(200, "{}");
    });
    S3Storage storage(place_of(server), hasty(3));
    std::vector<std::unique_ptr<PendingRead>> reads;
    for (int i = 0; i < 30; ++i) reads.push_back(storage.begin_read("a", 10));
    std::vector<std::thread> listings;
    for (int i = 0; i < 6; ++i) listings.emplace_back([&] { storage.list(""); });
    for (std::thread& listing : listings) listing.join();
    for (const auto& read : reads) CHECK(std::holds_alternative<std::string>(read->take()));
    CHECK(most <= 3);
    CHECK(storage.traffic().requests == 36);
    CHECK(server.connections() <= 3);
}

TEST_CASE("keys may have what ends the path of other URLs") {
    LoopbackServer server([](const ServedRequest&) { return reply(200, "{}"); });
    S3Options options;
    options.endpoint = server.url();
    options.is_anonymous = true;
    const auto nothing = [](const char*) { return std::string(); };
    const S3Place place = s3_place("s3://bucket/a?b#c/d%20e", options, nothing);
    CHECK(place.key == "a?b#c/d e");
    CHECK(place.url.ends_with("/bucket/a%3Fb%23c/d%20e"));
    CHECK(s3_place("s3://bucket", options, nothing).key.empty());
    for (const char* url : {"s3:bucket/a", "s3:/bucket/a", "s3://bucket?x", "s3://bucket#x", "s3:", "s3", ""}) {
        INFO(url);
        CHECK_THROWS_AS(s3_place(url, options, nothing), std::invalid_argument);
    }
}

TEST_CASE("listings spell tags as answers do") {
    const auto page = std::get<S3Page>(parse_s3_page(
        "<ListBucketResult><Contents><Key>a</Key><ETag>&quot;v&quot;</ETag></Contents><Contents><Key>b</Key>"
        "<ETag>v</ETag></Contents></ListBucketResult>"));
    for (const S3Object& object : page.objects) CHECK(object.etag == "v");
}
