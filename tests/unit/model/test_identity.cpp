// Identity and hash over whole values: the same values have the same hash, and every single member counts for both.
#include <algorithm>
#include <catch2/catch.hpp>
#include <concepts>
#include <functional>
#include <limits>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "builder/model/identity.hpp"
#include "builder/model/members.hpp"

using namespace cairn;

namespace {

using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t limit) { return random() % limit; }

// Fills any value that `members_of` takes apart with small random ones: often equal, absent or empty.
void fill(Random& random, std::string& text) {
    text = std::string(below(random, 3), static_cast<char>('a' + below(random, 3)));
}
void fill(Random& random, double& number) { number = static_cast<double>(below(random, 5)) / 2; }
void fill(Random& random, bool& flag) { flag = below(random, 2) == 1; }
void fill(Random& random, std::uint64_t& number) { number = below(random, 4); }
void fill(Random& random, DimensionKind& kind) { kind = static_cast<DimensionKind>(below(random, 9)); }
void fill(Random& random, LonInterval& interval) {
    const double west = static_cast<double>(below(random, 300)) - 150;
    interval = below(random, 4) == 0 ? LonInterval::full()
                                     : LonInterval::between(west, west + 1 + static_cast<double>(below(random, 90)));
}
template <class T>
void fill(Random& random, std::optional<T>& value);
template <class T>
void fill(Random& random, std::vector<T>& values);
template <class T, std::size_t n>
void fill(Random& random, std::array<T, n>& values);
template <class T>
requires requires(T& value) { members_of(value); }
void fill(Random& random, T& value);
void fill(Random& random, Facets& facets) {
    facets.clear();
    for (std::size_t i = below(random, 4); i > 0; --i) {
        std::string value;
        fill(random, value);
        facets[std::string(1, static_cast<char>('k' + below(random, 5)))] = value;
    }
}

template <class T>
void fill(Random& random, std::optional<T>& value) {
    if (below(random, 2) == 0) return value.reset();
    fill(random, value.emplace());
}
template <class T>
void fill(Random& random, std::vector<T>& values) {
    values.resize(below(random, 4));
    for (T& value : values) fill(random, value);
}
template <class T, std::size_t n>
void fill(Random& random, std::array<T, n>& values) {
    for (T& value : values) fill(random, value);
}
template <class T>
requires requires(T& value) { members_of(value); }
void fill(Random& random, T& value) {
    std::apply([&](auto&... member) { (fill(random, member), ...); }, members_of(value));
}

/// Calls `check` once for each way in which one part of a value can be changed, while it is changed.
using Check = std::function<void()>;

template <class T>
void change_to(T& part, T other, const Check& check) {
    const T kept = part;
    part = std::move(other);
    check();
    part = kept;
}

void each_change(std::string& text, const Check& check) { change_to(text, text + "x", check); }
void each_change(double& number, const Check& check) {
    change_to(number, number + 1, check);
    change_to(number, -number - (number == 0 ? 0.0 : 1.0), check);  // -0 of 0
    change_to(number, std::numeric_limits<double>::quiet_NaN(), check);
}
void each_change(bool& flag, const Check& check) { change_to(flag, !flag, check); }
void each_change(std::uint64_t& number, const Check& check) { change_to(number, number + 1, check); }
void each_change(DimensionKind& kind, const Check& check) {
    change_to(kind, kind == DimensionKind::other ? DimensionKind::bands : DimensionKind::other, check);
}
void each_change(LonInterval& interval, const Check& check) {
    change_to(interval, interval.is_full() ? LonInterval::between(-180, 179) : LonInterval::full(), check);
    change_to(interval, LonInterval(), check);
}
template <class T>
void each_change(std::optional<T>& value, const Check& check);
template <class T>
void each_change(std::vector<T>& values, const Check& check);
template <class T, std::size_t n>
void each_change(std::array<T, n>& values, const Check& check);
template <class T>
requires requires(T& value) { members_of(value); }
void each_change(T& value, const Check& check);
void each_change(Facets& facets, const Check& check) {
    Facets more = facets;
    more["z"] = "";
    change_to(facets, std::move(more), check);
    for (auto& [name, value] : facets) each_change(value, check);
}

template <class T>
void each_change(std::optional<T>& value, const Check& check) {
    change_to(value, value ? std::nullopt : std::optional<T>(T()), check);
    if (value) each_change(*value, check);
}
template <class T>
void each_change(std::vector<T>& values, const Check& check) {
    std::vector<T> more = values;
    more.emplace_back();
    change_to(values, std::move(more), check);
    for (T& value : values) each_change(value, check);
}
template <class T, std::size_t n>
void each_change(std::array<T, n>& values, const Check& check) {
    for (T& value : values) each_change(value, check);
}
template <class T>
requires requires(T& value) { members_of(value); }
void each_change(T& value, const Check& check) {
    std::apply([&](auto&... member) { (each_change(member, check), ...); }, members_of(value));
}

}  // namespace

TEMPLATE_TEST_CASE("every member counts for identity and hash", "", Cube, Facets, Outline, Projection) {
    Random random(20'250'717);
    for (int round = 0; round < 200; ++round) {
        TestType value;
        fill(random, value);
        const TestType copy = value;
        REQUIRE(identical(value, copy));
        REQUIRE(identity_hash(value) == identity_hash(copy));
        std::size_t changes = 0;
        each_change(value, [&] {
            ++changes;
            REQUIRE_FALSE(identical(value, copy));
            REQUIRE(identity_hash(value) != identity_hash(copy));
        });
        REQUIRE(changes > 0);
        REQUIRE(identical(value, copy));
    }
}

TEMPLATE_TEST_CASE("identical values have one hash, and different ones have different hashes", "", Cube, Facets,
                   Outline, Projection) {
    Random random(4'711);
    std::vector<TestType> values(400);
    for (TestType& value : values) fill(random, value);
    for (const TestType& a : values) {
        for (const TestType& b : values) {
            if (identical(a, b) != (identity_hash(a) == identity_hash(b))) FAIL("identity and hash disagree");
        }
    }
}

// Parts that move from one member to the next, and numbers that differ little, are what a weak hash takes for the same.
TEST_CASE("boxes of a fine grid have different hashes") {
    std::set<std::uint64_t> hashes;
    constexpr int k_side = 300;
    for (int i = 0; i < k_side; ++i) {
        for (int j = 0; j < k_side; ++j) {
            CubeDimension latitude, longitude;
            latitude.minimum = -0.001 * i;
            latitude.maximum = 0.001 * i;
            longitude.minimum = 0.001 * j;
            longitude.maximum = 0.001 * j + 0.001;
            hashes.insert(identity_hash(Cube{{latitude, longitude}, {}}));
        }
    }
    CHECK(hashes.size() == std::size_t{k_side} * k_side);
}
