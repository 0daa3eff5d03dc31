#include "base/parquet/hybrid.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <string_view>

#include "base/parquet/failure.hpp"

using namespace cairn::parquet;
using Numbers = std::vector<std::uint32_t>;
using std::string_view_literals::operator""sv;

namespace {

Numbers decoded(std::string_view bytes, unsigned width, std::size_t count) {
    Numbers numbers;
    decode_hybrid(std::as_bytes(std::span(bytes.data(), bytes.size())), width, count, numbers);
    return numbers;
}

std::string why_not(std::string_view bytes, unsigned width, std::size_t count) {
    try {
        (void)decoded(bytes, width, count);
    } catch (const Fault& fault) {
        return fault.what;
    }
    return {};
}

}  // namespace

TEST_CASE("runs and packed groups are decoded") {
    CHECK(decoded("\x06\x05"sv, 3, 3) == Numbers{5, 5, 5});
    CHECK(decoded("\x03\x88\xC6\xFA"sv, 3, 8) == Numbers{0, 1, 2, 3, 4, 5, 6, 7});
    CHECK(decoded("\x03\x88\xC6\xFA\x04\x01"sv, 3, 10) == Numbers{0, 1, 2, 3, 4, 5, 6, 7, 1, 1});
    CHECK(decoded("\x03\x88\xC6\xFA"sv, 3, 5) == Numbers{0, 1, 2, 3, 4});
    CHECK(decoded("\x04\xFF\xFF\xFF\xFF"sv, 32, 2) == Numbers{0xFFFFFFFF, 0xFFFFFFFF});
    CHECK(decoded("\x0A"sv, 0, 5) == Numbers{0, 0, 0, 0, 0});
    CHECK(decoded("\x03"sv, 0, 8) == Numbers(8, 0));
    CHECK(decoded(""sv, 1, 0).empty());
}

TEST_CASE("the last group may leave out bytes that hold no value") {
    CHECK(decoded("\x03\x88\xC6"sv, 3, 5) == Numbers{0, 1, 2, 3, 4});
}

TEST_CASE("numbers of every width are decoded as they were encoded") {
    std::mt19937 random(1);
    for (int round = 0; round < 2000; ++round) {
        INFO("round " << round);
        const unsigned width = 1 + static_cast<unsigned>(random() % 32);
        Numbers numbers;
        while (numbers.size() < random() % 100) {
            const auto number = static_cast<std::uint32_t>(random() & ((std::uint64_t{1} << width) - 1));
            numbers.insert(numbers.end(), 1 + random() % 2 * (random() % 20), number);
        }
        std::string bytes;
        encode_hybrid(numbers, width, bytes);
        CHECK(decoded(bytes, width, numbers.size()) == numbers);
    }
}

TEST_CASE("eight equal numbers or more are a run") {
    std::string bytes;
    encode_hybrid(Numbers(1000, 5), 3, bytes);
    CHECK(bytes == "\xD0\x0F\x05");
}

TEST_CASE("runs that cannot be are said") {
    CHECK(why_not(""sv, 1, 1) == "the runs of a page are cut off");
    CHECK(why_not("\x06"sv, 3, 3) == "the runs of a page are cut off");
    CHECK(why_not("\x03\x88"sv, 3, 8) == "the packed values of a page are cut off");
    CHECK(why_not("\x00\x00"sv, 3, 8) == "found a run of length 0");
    CHECK(why_not("\x06\x09"sv, 3, 3) == "found a repeated value that is too large");
    CHECK(why_not("\xFF\xFF\xFF\xFF\xFF\xFF"sv, 3, 3) == "found a run whose length has more than 32 bits");
    CHECK(why_not("\x06\x05"sv, 33, 3) == "found values of 33 bits, at most 32 are allowed");
}
