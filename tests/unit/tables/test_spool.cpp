#include "builder/tables/sorted_rows.hpp"
#include "builder/tables/spool.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <random>
#include <utility>
#include <vector>

#include "base/guard.hpp"

using cairn::tables::Spool;

TEST_CASE("texts are read as they were appended, from memory and from the file") {
    for (const std::size_t in_memory : {std::size_t{0}, std::size_t{10'000}, Spool::k_in_memory}) {
        INFO(in_memory << " bytes in memory");
        std::mt19937 random(7);
        Spool spool(in_memory);
        std::vector<std::pair<std::uint64_t, std::string>> texts;
        std::string read;
        for (int i = 0; i < 3000; ++i) {
            std::string text(random() % (i % 100 == 0 ? 200'000 : 200), static_cast<char>('a' + random() % 26));
            texts.emplace_back(spool.append(text), text);
            const auto& [offset, expected] = texts[random() % texts.size()];
            spool.read(offset, expected.size(), read);
            REQUIRE(read == expected);
        }
        for (const auto& [offset, expected] : texts) {
            spool.read(offset, expected.size(), read);
            REQUIRE(read == expected);
        }
        std::string all;
        for (const auto& [offset, expected] : texts) all += expected;
        CHECK(spool.whole() == all);
        const std::uint64_t last = spool.append("one more");
        spool.read(last, 8, read);
        CHECK(read == "one more");
        CHECK(spool.whole() == all + "one more");
    }
}

TEST_CASE("a disk that takes no more ends the run, since rows would be lost") {
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    const auto handler = ::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{2 << 20, before.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    Spool spool(1000);
    const std::string text(100'000, 'x');
    CHECK_THROWS_AS(
        [&] {
            for (int i = 0; i < 100; ++i) spool.append(text);
        }(),
        cairn::BrokenEnvironment);
    ::setrlimit(RLIMIT_FSIZE, &before);
    ::signal(SIGXFSZ, handler);
}

TEST_CASE("a folder for temporary files that is not there ends the run") {
    const char* named = std::getenv("TMPDIR");
    const std::string before = named == nullptr ? "/tmp" : named;
    ::setenv("TMPDIR", "/nowhere/at/all", 1);
    Spool spool(10);
    CHECK_THROWS_WITH(spool.append("more than ten bytes"),
                      Catch::Contains("/nowhere/at/all") && Catch::Contains("TMPDIR"));
    ::setenv("TMPDIR", before.c_str(), 1);
}

TEST_CASE("rows come in their order, from memory and from runs in a file") {
    using namespace cairn::tables;
    for (const std::size_t in_memory :
         {std::size_t{1}, std::size_t{700}, std::size_t{10'000}, SortedRows::k_in_memory}) {
        INFO(in_memory << " rows in memory");
        std::mt19937 random(19);
        SortedRows rows(in_memory);
        std::vector<WaitingRow> expected;
        const std::uint32_t count = in_memory == 1 ? 300 : 25'000;
        for (std::uint32_t i = 0; i < count; ++i) {
            WaitingRow row;
            row.key = {static_cast<std::int64_t>(random() % 100), static_cast<std::uint32_t>(random() % 5), 0, i};
            row.offset = i;
            rows.add(row);
            expected.push_back(row);
        }
        std::sort(expected.begin(), expected.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
        rows.sort();
        REQUIRE(rows.size() == expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) REQUIRE(rows.at(i).offset == expected[i].offset);
        for (int i = 0; i < 100; ++i) {
            const std::size_t at = random() % expected.size();
            REQUIRE(rows.at(at).offset == expected[at].offset);
        }
    }
}
