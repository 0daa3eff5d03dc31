#include <algorithm>
#include <catch2/catch.hpp>

#include "builder/record_entries.hpp"

using namespace cairn;

namespace {

Entry entry(const std::string& path, int line, std::int64_t modified_ns, std::uint64_t digest) {
    Entry made;
    made.source.relative = path;
    made.source.path = "/in/list:" + std::to_string(line);
    made.source.format = Format::record;
    made.source.stamp.modified_ns = modified_ns;
    RecordedAsset asset;
    asset.line_digest = digest;
    made.recorded = std::make_shared<const RecordedAsset>(std::move(asset));
    return made;
}

std::vector<std::string> kept_of(std::vector<Entry> entries, std::vector<Problem>& problems) {
    problems = take_repeated(entries);
    std::vector<std::string> kept;
    for (const Entry& one : entries) kept.push_back(one.source.path);
    std::ranges::sort(kept);
    return kept;
}

}  // namespace

TEST_CASE("of records of one path the one that was written to last stays, in whatever order they stand") {
    std::vector<Entry> entries{entry("a", 1, 5, 9), entry("b", 2, 0, 1), entry("a", 3, 7, 8), entry("a", 4, 7, 2)};
    for (int turn = 0; turn < 4; ++turn) {
        std::ranges::rotate(entries, entries.begin() + 1);
        std::vector<Problem> problems;
        CHECK(kept_of(entries, problems) == std::vector<std::string>{"/in/list:2", "/in/list:4"});
        REQUIRE(problems.size() == 2);
        for (const Problem& problem : problems) {
            CHECK(problem.code == "discover/record-repeated");
            CHECK(problem.severity == Severity::error);
            CHECK_THAT(problem.message, Catch::Contains("/in/list:4"));
        }
    }
}

TEST_CASE("the same line twice is a warning") {
    std::vector<Problem> problems;
    CHECK(kept_of({entry("a", 10, 0, 1), entry("a", 9, 0, 1)}, problems) == std::vector<std::string>{"/in/list:9"});
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().severity == Severity::warning);
    CHECK(problems.front().path == "/in/list:10");
}

TEST_CASE("nothing repeated, nothing taken") {
    std::vector<Problem> problems;
    CHECK(kept_of({entry("a", 1, 0, 1), entry("b", 2, 0, 1)}, problems).size() == 2);
    CHECK(problems.empty());
    CHECK(kept_of({}, problems).empty());
}
