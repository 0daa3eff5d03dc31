#include "base/storage/object_bytes.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <mutex>
#include <span>
#include <string>

#include "base/storage/http/http_storage.hpp"
#include "base/storage/storage_error.hpp"
#include "tests/support/loopback_server.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

std::string pattern(std::size_t size) {
    std::string bytes(size, '\0');
    std::uint32_t state = 7;
    for (char& c : bytes) c = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
    return bytes;
}

std::string read(ObjectBytes& bytes, std::uint64_t offset, std::size_t count) {
    std::string text(count, '\0');
    text.resize(bytes.read(offset, std::as_writable_bytes(std::span(text))));
    return text;
}

HttpSettings hasty() {
    HttpSettings settings;
    settings.retries.attempts = 2;
    settings.retries.first_wait = std::chrono::milliseconds(1);
    return settings;
}

StorageFault::Kind fault_of(const std::function<void()>& body) {
    try {
        body();
    } catch (const StorageError& error) {
        CHECK(std::string(error.what()) == error.fault().message);
        return error.fault().kind;
    }
    FAIL("nothing was thrown");
    return StorageFault::Kind::failed;
}

}  // namespace

TEST_CASE("bytes of an object are those of the object, wherever they are read") {
    const std::string all = pattern(1'000'000);
    for (const Ranges ranges : {Ranges::served, Ranges::ignored}) {
        LoopbackServer server(serving({{"a", all}}, ranges));
        HttpStorage storage(server.url(), hasty());
        const auto bytes = ObjectBytes::open({&storage, "a"});
        REQUIRE(bytes->size_bytes() == all.size());
        for (const std::uint64_t offset : {0, 999'990, 65'530, 3, 500'000, 500'100, 65'536, 999'999, 1'000'000}) {
            INFO(offset);
            CHECK(read(*bytes, offset, 100) == all.substr(offset, 100));
        }
        CHECK(read(*bytes, 0, all.size()) == all);
        CHECK(storage.answers_ranges() == (ranges == Ranges::served));
    }
}

TEST_CASE("what files of a series need is asked for at once from the second on") {
    const std::string all = pattern(2'000'000);
    std::atomic<int> together{1};  // requests that each answer waits for
    std::mutex mutex;
    std::condition_variable all_came;
    int waiting = 0;
    const auto serve = serving({{"s/a.nc", all}, {"s/b.nc", all}}, Ranges::served);
    LoopbackServer server([&](const ServedRequest& request) {
        if (!request.headers.at("range").starts_with("bytes=0-")) {
            std::unique_lock lock(mutex);
            ++waiting;
            all_came.notify_all();
            all_came.wait(lock, [&] { return waiting >= together; });
        }
        return serve(request);
    });
    HttpStorage storage(server.url());
    ReadHabits habits;
    const auto read_all = [&](const char* key) {
        const auto bytes = ObjectBytes::open({&storage, key, &habits});
        for (const std::uint64_t offset : {10, 600'000, 1'000'000, 1'900'000})
            CHECK(read(*bytes, offset, 50) == all.substr(offset, 50));
    };
    read_all("s/a.nc");
    waiting = 0;
    together = 3;  // were they asked for one after the other, this would not end
    read_all("s/b.nc");
    CHECK(server.requests().size() == 8);
}

TEST_CASE("a file that is read otherwise than the one before it costs nothing more") {
    const std::string all = pattern(2'000'000);
    LoopbackServer server(serving({{"s/a.nc", all}, {"s/b.nc", all}}, Ranges::served));
    HttpStorage storage(server.url());
    ReadHabits habits;
    read(*ObjectBytes::open({&storage, "s/a.nc", &habits}), 1'000'000, 50);
    read(*ObjectBytes::open({&storage, "s/b.nc", &habits}), 500'000, 50);
    CHECK(server.requests().size() == 4);
}

TEST_CASE("a small object is one request, and the next of its series make no more than the first") {
    const std::string all = pattern(2'000'000);
    LoopbackServer server(
        serving({{"s/a.nc", all}, {"s/b.nc", all}, {"s/small.nc", "abc"}, {"s/empty.nc", ""}}, Ranges::served));
    HttpStorage storage(server.url());
    ReadHabits habits;
    const auto requests_of = [&](const char* key, std::initializer_list<std::uint64_t> offsets) {
        const std::size_t before = server.requests().size();
        const auto bytes = ObjectBytes::open({&storage, key, &habits});
        for (const std::uint64_t offset : offsets) CHECK(read(*bytes, offset, 50) == all.substr(offset, 50));
        return server.requests().size() - before;
    };
    CHECK(requests_of("s/a.nc", {10, 1'000'000, 1'900'000}) == 3);
    CHECK(requests_of("s/b.nc", {10, 1'000'000, 1'900'000}) == 3);  // asked for at once
    CHECK(requests_of("s/b.nc", {10, 1'001'000, 1'903'000}) == 3);  // a little elsewhere
    const auto small = ObjectBytes::open({&storage, "s/small.nc", nullptr});
    CHECK(read(*small, 1, 10) == "bc");
    const auto empty = ObjectBytes::open({&storage, "s/empty.nc", nullptr});
    CHECK(empty->size_bytes() == 0);
    CHECK(read(*empty, 0, 10).empty());
}

TEST_CASE("the rest of a small object is one request, wherever it is read") {
    const std::string all = pattern(250'000);
    LoopbackServer server(serving({{"a", all}}, Ranges::served));
    HttpStorage storage(server.url());
    const auto bytes = ObjectBytes::open({&storage, "a"});
    for (const std::uint64_t offset : {70'000, 240'000, 150'000, 65'530})
        CHECK(read(*bytes, offset, 100) == all.substr(offset, 100));
    CHECK(server.requests().size() == 2);
}

TEST_CASE("what is read on and on comes in larger and larger pieces") {
    const std::string all = pattern(8'000'000);
    LoopbackServer server(serving({{"a", all}}, Ranges::served));
    HttpStorage storage(server.url());
    const auto bytes = ObjectBytes::open({&storage, "a"});
    std::string read_on;
    while (read_on.size() < all.size()) read_on += read(*bytes, read_on.size(), 10'000);
    CHECK(read_on == all);
    CHECK(server.requests().size() < 15);
    CHECK(bytes->kept_bytes() <= ObjectBytes::k_most_kept);
}

TEST_CASE("a change of the object while it is read is a fault") {
    int answers = 0;
    LoopbackServer server([&answers](const ServedRequest& request) {
        const std::string all = pattern(500'000) + std::string(answers++ == 0 ? "a" : "b");
        return serving({{"a", all}}, Ranges::served)(request);
    });
    HttpStorage storage(server.url(), hasty());
    const auto bytes = ObjectBytes::open({&storage, "a"});
    CHECK(fault_of([&] { read(*bytes, 400'000, 100); }) == StorageFault::Kind::changed);
}

TEST_CASE("a server without ranges sends no more than the limit") {
    const std::string all = pattern(900'000);
    LoopbackServer server(serving({{"a", all}}, Ranges::ignored));
    HttpStorage storage(server.url(), hasty());
    ObjectPlace place{&storage, "a"};
    place.largest_whole = 200'000;
    const auto bytes = ObjectBytes::open(place);
    CHECK(read(*bytes, 100'000, 100) == all.substr(100'000, 100));
    CHECK(fault_of([&] { read(*bytes, 800'000, 100); }) == StorageFault::Kind::too_large);
}

TEST_CASE("what is not there is missing, and what a server leaves open is a fault") {
    LoopbackServer server(serving({}, Ranges::served));
    HttpStorage storage(server.url(), hasty());
    CHECK(fault_of([&] { ObjectBytes::open({&storage, "a"}); }) == StorageFault::Kind::missing);
    LoopbackServer cut([](const ServedRequest&) {
        return ServedReply{"HTTP/1.1 206 X\r\nContent-Length: 100\r\nContent-Range: bytes 0-99/1000\r\n\r\nabc", false};
    });
    HttpStorage short_storage(cut.url(), hasty());
    CHECK(fault_of([&] { ObjectBytes::open({&short_storage, "a"}); }) == StorageFault::Kind::failed);
}
