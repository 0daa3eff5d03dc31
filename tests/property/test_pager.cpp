// Pages of any list keep to their lengths, follow from the list alone, and change where the list did.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "builder/stac/pager.hpp"
#include "tests/support/page_edits.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

using Random = std::mt19937;
using Hashes = std::vector<std::uint64_t>;

/// A page, and what it says of its neighbours.
using Pages = std::map<std::uint64_t, std::pair<Hashes, Hashes>>;  // by the first hash; hashes are different

Pages pages_of(const Hashes& hashes, std::size_t maximum) {
    const std::vector<std::size_t> begins = page_begins(hashes, {maximum});
    Pages pages;
    for (std::size_t i = 0; i < begins.size(); ++i) {
        const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : hashes.size();
        auto& [content, neighbours] = pages[i == 0 ? 0 : hashes[begins[i]]];
        content.assign(hashes.begin() + static_cast<std::ptrdiff_t>(begins[i]),
                       hashes.begin() + static_cast<std::ptrdiff_t>(end));
        neighbours = {i > 1 ? hashes[begins[i - 1]] : 0, i + 1 < begins.size() ? hashes[begins[i + 1]] : 0};
    }
    return pages;
}

std::size_t count_changed(const Pages& before, const Pages& after) {
    std::size_t changed = 0;
    for (const auto& [first, page] : before) {
        const auto other = after.find(first);
        if (other == after.end() || other->second != page) ++changed;
    }
    for (const auto& [first, page] : after) changed += before.count(first) == 0 ? 1 : 0;
    return changed;
}

Hashes random_hashes(Random& random, std::size_t count, std::uint64_t greatest = UINT64_MAX) {
    std::uniform_int_distribution<std::uint64_t> hash(0, greatest);
    Hashes hashes(count);
    for (std::uint64_t& one : hashes) one = hash(random);
    return hashes;
}

void check_lengths(const Hashes& hashes, std::size_t maximum) {
    const PageLength length{maximum};
    const std::vector<std::size_t> begins = page_begins(hashes, length);
    REQUIRE(begins.empty() == hashes.empty());
    if (hashes.empty()) return;
    REQUIRE(begins.front() == 0);
    for (std::size_t i = 0; i < begins.size(); ++i) {
        const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : hashes.size();
        REQUIRE(end > begins[i]);
        REQUIRE(end - begins[i] <= maximum);
        if (hashes.size() >= length.minimum()) REQUIRE(end - begins[i] >= length.minimum());
    }
    if (hashes.size() <= maximum) REQUIRE(begins.size() == 1);
}

}  // namespace

TEST_CASE("pages keep to their least and greatest length") {
    Random random(GENERATE(range(0U, 20U)));
    for (const std::size_t maximum : {1U, 2U, 3U, 4U, 5U, 7U, 10U, 64U, 1000U}) {
        for (const std::size_t count :
             {std::size_t{0}, std::size_t{1}, maximum, maximum + 1, 2 * maximum, std::size_t{random() % 3000}}) {
            CAPTURE(maximum, count);
            check_lengths(random_hashes(random, count), maximum);
            check_lengths(random_hashes(random, count, 3), maximum);  // most are equal
            check_lengths(Hashes(count, 7), maximum);
            Hashes rising = random_hashes(random, count);
            std::sort(rising.begin(), rising.end());
            check_lengths(rising, maximum);
            std::reverse(rising.begin(), rising.end());
            check_lengths(rising, maximum);
        }
    }
}

TEST_CASE("what begins a page is seen from its neighbours, whatever is further away") {
    Random random(5);
    constexpr std::size_t k_maximum = 30;
    const Hashes middle = random_hashes(random, 2000);
    const auto begins_within = [&](std::size_t before, std::size_t behind) {
        Hashes hashes = random_hashes(random, before);
        hashes.insert(hashes.end(), middle.begin(), middle.end());
        const Hashes rest = random_hashes(random, behind);
        hashes.insert(hashes.end(), rest.begin(), rest.end());
        std::vector<std::size_t> begins;
        for (const std::size_t begin : page_begins(hashes, {k_maximum})) {
            if (begin >= before + 10 * k_maximum && begin < before + middle.size() - 10 * k_maximum)
                begins.push_back(begin - before);
        }
        return begins;
    };
    const std::vector<std::size_t> expected = begins_within(0, 0);
    CHECK(expected.size() > 50);
    for (int round = 0; round < 50; ++round) CHECK(begins_within(random() % 5000, random() % 5000) == expected);
}

TEST_CASE("k entries more, fewer or others change a number of pages that grows with k alone") {
    constexpr std::size_t k_pages_an_edit = 6;
    const unsigned seed = GENERATE(range(0U, 60U));
    CAPTURE(seed);
    Random random(seed);
    const std::size_t maximum = 1 + random() % 60;
    const std::size_t count = random() % 20000;
    const Hashes before = random_hashes(random, count);
    const auto make = [&](const std::uint64_t*, const std::uint64_t*) { return random_hashes(random, 1).front(); };
    for (const Edit edit : k_edits) {
        const std::size_t k = 1 + random() % 50;
        CAPTURE(maximum, count, static_cast<int>(edit), k);
        const Hashes after = edited(before, edit, k, random, make);
        CHECK(count_changed(pages_of(before, maximum), pages_of(after, maximum)) <= k_pages_an_edit * (k + 1));
    }
}

TEST_CASE("one nightly entry after the other gives the pages of the whole list") {
    Random random(11);
    Hashes hashes;
    Pages before;
    std::size_t most = 0;
    for (int night = 0; night < 3000; ++night) {
        hashes.push_back(random_hashes(random, 1).front());
        Pages after = pages_of(hashes, 40);
        most = std::max(most, count_changed(before, after));
        before = std::move(after);
    }
    CHECK(most <= 6);
    CHECK(before.size() < 3000 / 20);  // they are half full at least
}

TEST_CASE("the hash of an id is the same for ever: other programs may know it") {
    CHECK(page_hash("tas_Amon_197901.nc") == 0xaaffe19c6920f28e);
    CHECK(page_hash("tas_Amon_197901.nc", 1) == 0x7368494d9194b865);
    CHECK(page_hash("") == 0xef46db3751d8e999);
}

TEST_CASE("another program that follows docs/layout.md cuts as this one does") {
    Hashes hashes;
    for (std::uint64_t i = 0; i < 200; ++i) hashes.push_back((i * i * 0x9e3779b97f4a7c15U) ^ (i * 0xbf58476d1ce4e5b9U));
    // What the program in that page, in Python, gives.
    CHECK(page_begins(hashes, {12}) == std::vector<std::size_t>{0,   12,  24,  36,  48,  57,  61,  70,
                                                                76,  84,  96,  106, 110, 120, 124, 133,
                                                                142, 151, 160, 164, 171, 181, 190});
    CHECK(page_begins(std::span(hashes).first(25), {3}) ==
          std::vector<std::size_t>{0, 2, 4, 6, 7, 10, 12, 15, 17, 19, 21, 24});
    CHECK(page_begins(Hashes(30, 5), {7}) == std::vector<std::size_t>{0, 3, 10, 16, 20, 23});
}
