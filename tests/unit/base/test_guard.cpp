#include <catch2/catch.hpp>
#include <functional>
#include <new>
#include <stdexcept>

#include "base/guard.hpp"

using namespace cairn;

namespace {

Outcome<int> guarded_with(const std::function<int()>& work, Stage stage = Stage::interpret) {
    return guarded(stage, "/a/b\xff.nc", [&]() -> Outcome<int> { return work(); });
}

}  // namespace

TEST_CASE("work that does not fail is what it returns") {
    const auto done = guarded_with([] { return 7; });
    REQUIRE(done);
    CHECK(*done == 7);
    const Stage stage = Stage::probe;
    const auto bad = guarded(
        stage, "/x", []() -> Outcome<int> { return Problem{.code = "probe/own", .path = "/y", .message = "own"}; });
    REQUIRE_FALSE(bad);
    CHECK(bad.problem().code == "probe/own");
}

TEST_CASE("what escapes from the work is a problem of its input") {
    const auto unexpected = guarded_with([]() -> int { throw std::out_of_range("stoll"); });
    REQUIRE_FALSE(unexpected);
    CHECK(unexpected.problem().code == "interpret/internal");
    CHECK(unexpected.problem().stage == Stage::interpret);
    CHECK(unexpected.problem().severity == Severity::error);
    CHECK(unexpected.problem().path == "/a/b\\xFF.nc");
    CHECK(unexpected.problem().message.find("stoll") != std::string::npos);
    CHECK(guarded_with([]() -> int { throw std::bad_alloc(); }).problem().code == "interpret/out-of-memory");
    CHECK(guarded_with([]() -> int { throw 7; }).problem().code == "interpret/internal");
}

TEST_CASE("the stage is that in which it escaped") {
    Stage stage = Stage::probe;
    const auto lost = guarded(stage, "/x", [&]() -> Outcome<int> {
        stage = Stage::group;
        throw std::runtime_error("");
    });
    CHECK(lost.problem().code == "group/internal");
}

TEST_CASE("a broken environment passes") {
    CHECK_THROWS_AS(guarded_with([]() -> int { throw BrokenEnvironment("no worker"); }), BrokenEnvironment);
}
