// JSON text to a value, for tests whose text is known to be good.
#pragma once

#include <catch2/catch.hpp>
#include <string_view>
#include <utility>

#include "base/json/parse.hpp"

namespace cairn::test {

inline json::Value parsed(std::string_view text) {
    auto result = json::parse(text);
    REQUIRE(std::holds_alternative<json::Value>(result));
    return std::move(std::get<json::Value>(result));
}

}  // namespace cairn::test
