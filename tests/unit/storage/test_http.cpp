#include <zlib.h>

#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <thread>

#include "base/storage/http/http_storage.hpp"
#include "tests/support/loopback_server.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::test;
using Kind = StorageFault::Kind;

namespace {

HttpSettings hasty() {
    HttpSettings settings;
    settings.retries.first_wait = settings.retries.longest_wait = std::chrono::milliseconds(1);
    settings.connect_timeout = std::chrono::milliseconds(2000);
    return settings;
}

Answer<std::string> read_of(LoopbackServer& server, HttpSettings settings = hasty()) {
    return HttpStorage(server.url(), settings).read("a.json", 1000);
}

StorageFault fault(const Answer<std::string>& answer) {
    REQUIRE(std::holds_alternative<StorageFault>(answer));
    return std::get<StorageFault>(answer);
}

/// Fails `times` times by `failure`, then answers "{}".
LoopbackServer::Respond after(int times, const ServedReply& failure) {
    return [left = std::make_shared<std::atomic<int>>(times), failure](const ServedRequest&) {
        return (*left)-- > 0 ? failure : reply(200, "{}");
    };
}

}  // namespace

TEST_CASE("what passes is tried again, what stays is not") {
    const ServedReply cut{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", false};
    for (const ServedReply& failure : {reply(503, "later"), reply(503, "", "Retry-After: 0\r\n"), reply(429, ""),
                                       reply(500, ""), cut, ServedReply{"", false}}) {
        INFO(failure.bytes);
        LoopbackServer server(after(3, failure));
        CHECK(std::get<std::string>(read_of(server)) == "{}");
        CHECK(server.requests().size() == 4);
    }
    for (const auto& [status, kind] : {std::pair{404, Kind::missing},
                                       {410, Kind::missing},
                                       {401, Kind::denied},
                                       {403, Kind::denied},
                                       {400, Kind::failed},
                                       {501, Kind::failed}}) {
        INFO(status);
        LoopbackServer server(after(1, reply(status, "no")));
        CHECK(fault(read_of(server)).kind == kind);
        CHECK(server.requests().size() == 1);
    }
}

TEST_CASE("attempts end, and a server that asks for a long wait is believed at once") {
    LoopbackServer down(after(100, reply(503, "")));
    const StorageFault given_up = fault(read_of(down));
    CHECK(given_up.kind == Kind::failed);
    CHECK(given_up.message.find("503") != std::string::npos);
    CHECK(down.requests().size() == 5);
    LoopbackServer busy(after(100, reply(503, "", "Retry-After: 86400\r\n")));
    CHECK(fault(read_of(busy)).message.find("86400") != std::string::npos);
    CHECK(busy.requests().size() == 1);
}

TEST_CASE("nobody listens, or nobody of this name") {
    std::string url;
    {
        url = LoopbackServer([](const ServedRequest&) { return reply(200, ""); }).url();
    }
    HttpSettings settings = hasty();
    settings.retries.attempts = 2;
    CHECK(fault(HttpStorage(url, settings).read("a.json", 10)).kind == Kind::failed);
    CHECK(fault(HttpStorage("http://no.such.host.invalid/", settings).read("a.json", 10)).kind == Kind::failed);
}

TEST_CASE("bodies without an end are ended") {
    const std::string head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    std::string chunks;
    for (int i = 0; i < 2000; ++i) chunks += "400\r\n" + std::string(1024, ' ') + "\r\n";
    LoopbackServer endless([&](const ServedRequest&) { return ServedReply{head + chunks, false}; });
    CHECK(fault(read_of(endless)).kind == Kind::too_large);
    LoopbackServer error([&](const ServedRequest&) {
        return ServedReply{"HTTP/1.1 404 X\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks, false};
    });
    CHECK(fault(read_of(error)).kind == Kind::missing);
}

TEST_CASE("what was packed for the way counts as what it is") {
    std::string packed(1000, '\0');
    z_stream stream{};
    REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string plain(100'000, 'x');
    stream.next_in = reinterpret_cast<Bytef*>(plain.data());
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    LoopbackServer server([&](const ServedRequest&) { return reply(200, packed, "Content-Encoding: gzip\r\n"); });
    HttpStorage storage(server.url(), hasty());
    CHECK(std::get<std::string>(storage.read("a.json", 100'000)) == plain);
    CHECK(storage.traffic().bytes == packed.size());
    CHECK(fault(storage.read("a.json", 99'999)).kind == Kind::too_large);
}

TEST_CASE("redirects are followed, but not in circles and not to anything but http") {
    LoopbackServer server([](const ServedRequest& request) {
        if (request.path == "/a.json") return reply(302, "", "Location: b/c.json?token=1\r\n");
        if (request.path == "/b/c.json?token=1") return reply(200, "[]");
        if (request.path == "/circle") return reply(301, "", "Location: /circle\r\n");
        return reply(307, "", "Location: file:///etc/passwd\r\n");
    });
    HttpStorage storage(server.url(), hasty());
    CHECK(std::get<std::string>(storage.read("a.json", 10)) == "[]");
    CHECK(fault(storage.read("circle", 10)).kind == Kind::refused);
    CHECK(fault(storage.read("file", 10)).kind == Kind::refused);
}

TEST_CASE("a folder that its server sends elsewhere for is listed there, and said to lie there") {
    LoopbackServer server([](const ServedRequest& request) {
        const std::string page = "<title>Index of x</title><a href=\"a%20b.nc\">x</a>";
        if (request.path == "/in/link/") return reply(302, "", "Location: /in/re%61l%20one/\r\n");
        if (request.path == "/in/out/") return reply(302, "", "Location: /elsewhere/\r\n");
        if (request.path == "/in/up/") return reply(302, "", "Location: /in/\r\n");
        return reply(200, page);
    });
    HttpStorage storage(server.url() + "in", hasty());
    const auto place = [&](const std::string& folder) {
        const auto listed = std::get<ListedFolder>(storage.list_where_it_is(folder));
        REQUIRE(listed.members.size() == 1);
        CHECK(listed.members[0].name == "a b.nc");
        return listed.folder;
    };
    CHECK(place("link") == "real one");
    CHECK(place("real one") == "real one");
    CHECK(place("out") == "out");
    CHECK(place("up").empty());
}

TEST_CASE("credentials stay with their server and out of what is shown") {
    LoopbackServer other([](const ServedRequest&) { return reply(200, "{}"); });
    LoopbackServer server(
        [&](const ServedRequest&) { return reply(302, "", "Location: " + other.url() + "a.json\r\n"); });
    const std::string url = "http://ada:s3cret@" + server.url().substr(7);
    HttpStorage storage(url, hasty());
    CHECK(std::get<std::string>(storage.read("a.json", 10)) == "{}");
    CHECK(server.requests().front().headers.at("authorization") == "Basic YWRhOnMzY3JldA==");
    CHECK(other.requests().front().headers.count("authorization") == 0);
    CHECK(storage.place_of("a.json") == server.url() + "a.json");
    try {
        HttpStorage("http://ada:s3cret@host/?x=1");
        FAIL("a query was taken");
    } catch (const std::invalid_argument& error) {
        CHECK(std::string(error.what()).find("s3cret") == std::string::npos);
    }
    CHECK_THROWS_AS(HttpStorage("ftp://host/"), std::invalid_argument);
}

TEST_CASE("a bearer token is sent to its server, and not where that one redirects to") {
    LoopbackServer other([](const ServedRequest&) { return reply(200, "{}"); });
    LoopbackServer server(
        [&](const ServedRequest&) { return reply(302, "", "Location: " + other.url() + "a.json\r\n"); });
    HttpCredentials credentials{server.url()};
    credentials.bearer_token = "t0ken";
    HttpStorage storage(server.url(), hasty(), credentials);
    CHECK(std::get<std::string>(storage.read("a.json", 10)) == "{}");
    CHECK(server.requests().front().headers.at("authorization") == "Bearer t0ken");
    CHECK(other.requests().front().headers.count("authorization") == 0);
}

TEST_CASE(".netrc has the credentials of a host") {
    TempFolder home;
    home.add_file(".netrc", "machine 127.0.0.1 login ada password s3cret\n");
    const char* before = std::getenv("HOME");
    const std::string old = before == nullptr ? "" : before;
    ::setenv("HOME", home.path().c_str(), 1);
    LoopbackServer server([](const ServedRequest&) { return reply(200, "{}"); });
    CHECK(std::get<std::string>(read_of(server)) == "{}");
    CHECK(server.requests().front().headers.count("authorization") == 1);
    ::setenv("HOME", old.c_str(), 1);
}

TEST_CASE("budgets of requests and bytes end the work") {
    LoopbackServer server([](const ServedRequest&) { return reply(200, std::string(500, ' ')); });
    HttpSettings settings = hasty();
    settings.max_requests = 2;
    HttpStorage few(server.url(), settings);
    CHECK(std::holds_alternative<std::string>(few.read("a", 1000)));
    CHECK(std::holds_alternative<std::string>(few.read("a", 1000)));
    CHECK(fault(few.read("a", 1000)).kind == Kind::over_budget);
    settings.max_requests = 100;
    settings.max_bytes = 1200;
    HttpStorage small(server.url(), settings);
    CHECK(std::holds_alternative<std::string>(small.read("a", 1000)));
    CHECK(std::holds_alternative<std::string>(small.read("a", 1000)));
    CHECK(fault(small.read("a", 1000)).kind == Kind::over_budget);
}

TEST_CASE("connections are used again") {
    LoopbackServer server([](const ServedRequest&) { return reply(200, "{}"); });
    HttpStorage storage(server.url(), hasty());
    for (int i = 0; i < 20; ++i) REQUIRE(std::holds_alternative<std::string>(storage.read("a", 10)));
    CHECK(server.connections() == 1);
}

TEST_CASE("as many requests are under way as there may be") {
    std::atomic<int> under_way{0};
    std::atomic<int> most{0};
    std::mutex mutex;
    std::condition_variable all_came;
    // Every answer waits until eight requests are there: with fewer in flight this test would not end.
    LoopbackServer server([&](const ServedRequest&) {
        std::unique_lock lock(mutex);
        most = std::max<int>(most, ++under_way);
        all_came.notify_all();
        all_came.wait(lock, [&] { return most == 8; });
        return reply(200, "{}");
    });
    HttpSettings settings = hasty();
    settings.in_flight = 8;
    HttpStorage storage(server.url(), settings);
    std::vector<std::unique_ptr<PendingRead>> reads;
    for (int i = 0; i < 8; ++i) reads.push_back(storage.begin_read("a", 10));
    for (const auto& read : reads) CHECK(std::holds_alternative<std::string>(read->take()));
}

TEST_CASE("requests begin at the pace that is given, attempts and those of other threads among them") {
    LoopbackServer server(after(1, reply(503, "later")));
    HttpSettings settings = hasty();
    settings.per_second = 50;
    HttpStorage storage(server.url(), settings);
    const auto begin = std::chrono::steady_clock::now();
    std::vector<std::unique_ptr<PendingRead>> reads;
    for (int i = 0; i < 4; ++i) reads.push_back(storage.begin_read("a.json", 10));
    for (auto& read : reads) CHECK(std::get<std::string>(read->take()) == "{}");
    CHECK(server.requests().size() == 5);
    CHECK(std::chrono::steady_clock::now() - begin >= std::chrono::milliseconds(80));
}

TEST_CASE("answers that are not what was asked for are faults") {
    LoopbackServer wrong([](const ServedRequest&) { return reply(206, "abc", "Content-Range: bytes 7-9/100\r\n"); });
    CHECK(std::get<StorageFault>(HttpStorage(wrong.url(), hasty()).read_ranges("a", {{0, 3}}, "")).kind ==
          Kind::failed);
    LoopbackServer little([](const ServedRequest&) { return reply(206, "ab", "Content-Range: bytes 0-2/100\r\n"); });
    CHECK(std::get<StorageFault>(HttpStorage(little.url(), hasty()).read_ranges("a", {{0, 3}}, "")).kind ==
          Kind::failed);
    std::atomic<int> version{0};
    LoopbackServer changing([&](const ServedRequest&) {
        return reply(206, "abc", "Content-Range: bytes 0-2/100\r\nETag: \"" + std::to_string(version++) + "\"\r\n");
    });
    HttpStorage storage(changing.url(), hasty());
    CHECK(std::holds_alternative<std::vector<std::string>>(storage.read_ranges("a", {{0, 3}}, "0")));
    CHECK(std::get<StorageFault>(storage.read_ranges("a", {{0, 3}}, "0")).kind == Kind::changed);
}

TEST_CASE("a server without HEAD says its size by a range") {
    LoopbackServer server([](const ServedRequest& request) {
        if (request.method == "HEAD") return reply(405, "");
        return reply(206, "a", "Content-Range: bytes 0-0/1234\r\nETag: \"x\"\r\n");
    });
    const Answer<ObjectStat> stat = HttpStorage(server.url(), hasty()).stat("a");
    CHECK(std::get<ObjectStat>(stat).size_bytes == 1234);
    CHECK(std::get<ObjectStat>(stat).version == "x");
}

TEST_CASE("a size that a HEAD does not tell is asked for by a range") {
    LoopbackServer server([](const ServedRequest& request) {
        if (request.path == "/none" && request.method == "GET") return reply(416, "no first byte");
        if (request.method == "GET") return reply(206, "a", "Content-Range: bytes 0-0/1234\r\nETag: W/\"x\"\r\n");
        return ServedReply{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", false};
    });
    HttpStorage storage(server.url(), hasty());
    const auto stat = std::get<ObjectStat>(storage.stat("a"));
    CHECK(stat.size_bytes == 1234);
    CHECK(stat.version == "x");
    CHECK(std::get<ObjectStat>(storage.stat("none")).size_bytes == 0);
    const auto seen = std::get<SeenRanges>(storage.read_ranges_and_stat("none", {{0, 10}}, ""));
    CHECK(seen.stat.size_bytes == 0);
}

TEST_CASE("one tag in another spelling is no other version") {
    std::atomic<int> answers{0};
    LoopbackServer server([&](const ServedRequest&) {
        const char* const tag = std::array{"\"v\"", "W/\"v\"", "v"}[static_cast<std::size_t>(answers++ % 3)];
        return reply(206, "abc", std::string("Content-Range: bytes 0-2/100\r\nETag: ") + tag + "\r\n");
    });
    HttpStorage storage(server.url(), hasty());
    for (int i = 0; i < 3; ++i)
        CHECK(std::holds_alternative<std::vector<std::string>>(storage.read_ranges("a", {{0, 3}}, "v")));
}

TEST_CASE("keys are waited for by who asks, and by nobody else") {
    std::mutex mutex;
    std::condition_variable changed;
    bool has_keys = false;
    bool is_asked = false;
    LoopbackServer server([](const ServedRequest&) { return reply(200, "{}"); });
    HttpCredentials credentials{server.url()};
    credentials.region = "us-east-1";
    credentials.aws_keys = [&] {
        std::unique_lock lock(mutex);
        is_asked = true;
        changed.notify_all();
        changed.wait(lock, [&] { return has_keys; });
        return AwsKeys{"ID", "s3cret"};
    };
    std::atomic<bool> is_held{true};
    LoopbackServer slow([&](const ServedRequest&) {
        while (is_held) std::this_thread::yield();
        return reply(200, "[]");
    });
    HttpClient client(hasty(), credentials);
    const auto under_way = client.submit({slow.url() + "a"});
    Answer<HttpResponse> with_keys;
    std::thread waiting([&] { with_keys = client.submit({server.url() + "b"})->take(); });
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return is_asked; });
    }
    is_held = false;
    CHECK(std::holds_alternative<HttpResponse>(under_way->take()));  // although keys are waited for
    {
        const std::lock_guard lock(mutex);
        has_keys = true;
    }
    changed.notify_all();
    waiting.join();
    CHECK(std::holds_alternative<HttpResponse>(with_keys));
    CHECK(server.requests().front().headers.at("authorization").starts_with("AWS4-HMAC-SHA256"));
    CHECK(slow.requests().front().headers.count("authorization") == 0);
}

TEST_CASE("a request that must be public goes to no address of this machine, and answers say where they began") {
    LoopbackServer server([](const ServedRequest&) { return reply(200, "{}"); });
    HttpClient client(hasty(), {});
    HttpRequest request;
    request.url = server.url() + "a.json";
    CHECK(std::get<HttpResponse>(client.submit(request)->take()).is_private);
    request.public_only = true;
    const auto refused = client.submit(request)->take();
    REQUIRE(std::holds_alternative<StorageFault>(refused));
    CHECK(std::get<StorageFault>(refused).kind == Kind::refused);
    CHECK(server.requests().size() == 1);
}
