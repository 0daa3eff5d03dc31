#include <catch2/catch.hpp>

#include "builder/probe/zarr/codecs/elements.hpp"

using namespace cairn::zarr;

namespace {

constexpr Layout k_texts{.width = 1, .are_texts = true};

Elements texts(std::vector<std::string> values) {
    Elements elements;
    elements.texts = std::move(values);
    return elements;
}

}  // namespace

TEST_CASE("A transposition is undone") {
    // Axis 0 of what is stored is axis 1 of the array of 2 x 3.
    const Elements back = transposed_back(k_texts, texts({"00", "10", "01", "11", "02", "12"}), {2, 3}, {1, 0});
    CHECK(back.texts == std::vector<std::string>{"00", "01", "02", "10", "11", "12"});
    const Elements cycled = transposed_back(k_texts, texts({"000", "010", "001", "011"}), {1, 2, 2}, {2, 0, 1});
    CHECK(cycled.texts == std::vector<std::string>{"000", "001", "010", "011"});
}

TEST_CASE("A block lands where it belongs") {
    Elements from = texts({"a", "b", "c", "d"});
    Elements to = filled(k_texts, 6, nullptr);
    copy_block(k_texts, from, {2, 2}, to, {2, 3}, {0, 2}, {2, 1});
    CHECK(to.texts == std::vector<std::string>{"", "", "a", "", "", "c"});
}

TEST_CASE("Products of lengths") {
    CHECK(product_of({}) == 1U);
    CHECK(product_of({3, 4}) == 12U);
    CHECK(product_of({UINT64_MAX, UINT64_MAX, 0}) == 0U);
    CHECK(product_of({UINT64_MAX, 2}) == std::nullopt);
}
