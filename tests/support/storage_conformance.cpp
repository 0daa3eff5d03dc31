#include "tests/support/storage_conformance.hpp"

#include <catch2/catch.hpp>
#include <thread>
#include <vector>

namespace cairn::test {

namespace {

constexpr std::uint64_t k_plenty = 1 << 20;

std::string pattern(std::size_t size) {
    std::string bytes(size, '\0');
    std::uint32_t state = 1;
    for (char& c : bytes) c = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
    return bytes;
}

template <class T>
StorageFault::Kind kind_of(const Answer<T>& answer) {
    REQUIRE(std::holds_alternative<StorageFault>(answer));
    CHECK_FALSE(std::get<StorageFault>(answer).message.empty());
    return std::get<StorageFault>(answer).kind;
}

template <class T>
const T& value(const Answer<T>& answer) {
    if (const auto* fault = std::get_if<StorageFault>(&answer)) FAIL(name_of(fault->kind) << ": " << fault->message);
    return std::get<T>(answer);
}

void reads_whole_objects(Storage& storage, const Objects& objects) {
    for (const auto& [key, bytes] : objects) {
        INFO(key);
        CHECK(value(storage.read(key, k_plenty)) == bytes);
        CHECK(value(storage.read(key, bytes.size())) == bytes);
        const Answer<ObjectStat> stat = storage.stat(key);
        CHECK(value(stat).size_bytes == bytes.size());
        CHECK_FALSE(storage.place_of(key).empty());
    }
    CHECK(kind_of(storage.read("large.bin", objects.at("large.bin").size() - 1)) == StorageFault::Kind::too_large);
}

void says_what_is_missing(Storage& storage) {
    for (const char* key : {"nowhere", "a/nowhere", "nowhere/b.json", "a.json/b"}) {
        INFO(key);
        CHECK(kind_of(storage.read(key, k_plenty)) == StorageFault::Kind::missing);
        CHECK(kind_of(storage.stat(key)) == StorageFault::Kind::missing);
        CHECK(kind_of(storage.read_ranges(key, {{0, 1}}, "")) == StorageFault::Kind::missing);
    }
}

void refuses_what_is_no_key(Storage& storage) {
    const std::vector<std::string> keys{"",
                                        "/a.json",
                                        "a//b.json",
                                        "../a.json",
                                        "a/../../x",
                                        "./a.json",
                                        "a/..",
                                        "a/",
                                        "..",
                                        std::string("a\0b", 3),
                                        std::string(100'000, 'x')};
    for (const std::string& key : keys) {
        INFO(key.substr(0, 20));
        CHECK(kind_of(storage.read(key, k_plenty)) == StorageFault::Kind::refused);
        CHECK(kind_of(storage.stat(key)) == StorageFault::Kind::refused);
        CHECK(kind_of(storage.read_ranges(key, {{0, 1}}, "")) == StorageFault::Kind::refused);
    }
}

void reads_ranges(Storage& storage, const std::string& bytes) {
    const std::uint64_t end = bytes.size();
    const std::vector<ByteRange> ranges{{5, 10}, {0, 3}, {end - 4, 100}, {end, 5},        {end + 7, 1},
                                        {7, 20}, {9, 0}, {5, 10},        {end / 2, 1000}, {0, 1}};
    const Answer<std::vector<std::string>> answer = storage.read_ranges("large.bin", ranges, "");
    REQUIRE(value(answer).size() == ranges.size());
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        INFO(i);
        const std::uint64_t from = std::min(ranges[i].offset, end);
        CHECK(value(answer)[i] == bytes.substr(from, ranges[i].size_bytes));
    }
    CHECK(value(storage.read_ranges("large.bin", {}, "")).empty());
    const std::string version = value(storage.stat("large.bin")).version;
    REQUIRE_FALSE(version.empty());
    CHECK(value(storage.read_ranges("large.bin", {{0, 1}}, version)).front() == bytes.substr(0, 1));
    CHECK(kind_of(storage.read_ranges("large.bin", {{0, 1}}, "another")) == StorageFault::Kind::changed);
}

void answers_what_was_asked_for_ahead(Storage& storage, const Objects& objects) {
    std::vector<std::pair<std::string, std::unique_ptr<PendingRead>>> pending;
    for (int round = 0; round < 20; ++round)
        for (const auto& object : objects)
            pending.emplace_back(object.first, storage.begin_read(object.first, k_plenty));
    for (auto it = pending.rbegin(); it != pending.rend(); ++it) {
        if (std::distance(pending.rbegin(), it) % 3 == 0) it->second.reset();  // given up
        if (it->second != nullptr) CHECK(value(it->second->take()) == objects.at(it->first));
    }
}

void may_be_used_by_threads(Storage& storage, const Objects& objects) {
    std::vector<std::thread> threads;
    std::atomic<int> wrong{0};
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (const auto& [key, bytes] : objects) {
                const Answer<std::string> answer = storage.read(key, k_plenty);
                const auto* read = std::get_if<std::string>(&answer);
                if (read == nullptr || *read != bytes) ++wrong;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(wrong == 0);
}

}  // namespace

void storage_conforms(const std::function<std::unique_ptr<Storage>(const Objects&)>& make) {
    const Objects objects{{"a.json", "{}"},
                          {"empty", ""},
                          {"a/b/c.json", "[1]"},
                          {"with space & 100%.json", "1"},
                          {"caf\xC3\xA9/#1?x=%41.json", "2"},
                          {"large.bin", pattern(300'000)}};
    const std::unique_ptr<Storage> storage = make(objects);
    const Traffic before = storage->traffic();
    reads_whole_objects(*storage, objects);
    CHECK(storage->traffic().requests >= before.requests + objects.size());
    CHECK(storage->traffic().bytes >= before.bytes + 300'000);
    says_what_is_missing(*storage);
    refuses_what_is_no_key(*storage);
    reads_ranges(*storage, objects.at("large.bin"));
    answers_what_was_asked_for_ahead(*storage, objects);
    may_be_used_by_threads(*storage, objects);
    CHECK(storage->reads_ahead() >= 1);
}

}  // namespace cairn::test
