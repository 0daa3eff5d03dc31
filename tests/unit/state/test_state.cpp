#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "builder/state/database.hpp"
#include "builder/state/state.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using cairn::test::TempFolder;
using Catch::Matchers::Contains;

namespace {

constexpr ScanContext k_context{1, 2};

NewBlock block_of(const std::vector<std::string>& paths) {
    NewBlock block;
    for (const std::string& path : paths) {
        block.sources.push_back({path, Format::cdf1, {1, 2, 3, 4}, true, false});
        block.facts.push_back("facts of " + path);
    }
    return block;
}

std::vector<std::string> paths_in(State& state, const std::string& archive, const ScanContext& context = k_context) {
    std::vector<std::string> paths;
    for (const BlockOfKeys& block : state.blocks(archive, context)) {
        for (const KnownSource& source : block.sources) paths.push_back(source.relative);
    }
    return paths;
}

std::string refusal(const std::string& path) {
    try {
        State{path};
    } catch (const StateRefused& refused) {
        return refused.what();
    }
    return "";
}

using Paths = std::vector<std::string>;

}  // namespace

TEST_CASE("what is kept is there in the next run, in order") {
    const TempFolder folder;
    {
        State state(folder / "a.state");
        state.replace("one", k_context, {}, {block_of({"c", "d"}), block_of({"a", "b"})});
        state.replace("two", k_context, {}, {block_of({"x"})});
        state.save();
    }
    State state(folder / "a.state");
    CHECK(paths_in(state, "one") == Paths{"a", "b", "c", "d"});
    CHECK(paths_in(state, "two") == Paths{"x"});
    const auto blocks = state.blocks("one", k_context);
    CHECK(state.facts(blocks[0].id) == Paths{"facts of a", "facts of b"});
    state.replace("one", k_context, {blocks[0].id}, {block_of({"b"})});
    CHECK(paths_in(state, "one") == Paths{"b", "c", "d"});
    state.keep_archives({"one"});
    CHECK(paths_in(state, "two").empty());
}

TEST_CASE("what was not saved is lost, and what was saved is whole") {
    const TempFolder folder;
    {
        State state(folder / "a.state");
        state.replace("one", k_context, {}, {block_of({"a"})});
        state.save();
        state.replace("one", k_context, {state.blocks("one", k_context)[0].id}, {block_of({"b"})});
    }
    State state(folder / "a.state");
    CHECK(paths_in(state, "one") == Paths{"a"});
}

TEST_CASE("a run leaves what it knows of OUT, and a line of history") {
    const TempFolder folder;
    const Run run{1, 2, "0.1", "/out", 3, 4, 5, true, 4, "the disk is full"};
    {
        State state(folder / "a.state");
        CHECK(state.recall("/out").empty());
        state.remember("/out", "one");
        state.remember("/out", std::string("t\0wo", 4));
        for (int i = 0; i < 1005; ++i) state.record(run);
        state.save();
    }
    State state(folder / "a.state");
    CHECK(state.recall("/out") == std::string("t\0wo", 4));
    CHECK(state.recall("/other").empty());
    CHECK(state.history() == std::vector<Run>(1000, run));
}

TEST_CASE("the digest tells whether anything that is kept changed") {
    const TempFolder folder;
    State state(folder / "a.state");
    state.replace("one", k_context, {}, {block_of({"a", "b"}), block_of({"c"})});
    const std::uint64_t before = state.digest();
    CHECK(state.digest() == before);
    const std::int64_t first = state.blocks("one", k_context)[0].id;
    state.replace("one", k_context, {first}, {block_of({"a", "b"})});
    CHECK(state.digest() == before);
    state.replace("one", k_context, {state.blocks("one", k_context)[0].id}, {block_of({"a"})});
    CHECK(state.digest() != before);
}

TEST_CASE("Facts of another context are not used") {
    const TempFolder folder;
    State state(folder / "a.state");
    state.replace("one", k_context, {}, {block_of({"a"})});
    CHECK(state.blocks("one", {1, 3}).at(0).has_references_of_other_context);
    CHECK(paths_in(state, "one", {7, 2}).empty());
    CHECK(paths_in(state, "one").empty());  // they were removed
}

TEST_CASE("a file of others is refused with the remedy, and stays as it is") {
    const TempFolder folder;
    folder.add_file("text.state", std::string(5000, 'x'));
    CHECK_THAT(refusal(folder / "text.state"), Contains("is damaged") && Contains("delete it"));
    {
        Database other(folder / "other.db");
        other.execute("CREATE TABLE notes (text TEXT)");
    }
    CHECK_THAT(refusal(folder / "other.db"), Contains("another program") && Contains("--state"));
    State(folder / "new.state");
    {
        Database newer(folder / "new.state");
        newer.execute("PRAGMA user_version = 999");
    }
    CHECK_THAT(refusal(folder / "new.state"), Contains("newer cairn (version 999"));
    CHECK_THAT(refusal(folder / "no/such/folder/a.state"), Contains("cannot be used"));
}

TEST_CASE("a state of an older version gets the tables that it has not") {
    const TempFolder folder;
    const std::string older = GENERATE("DROP TABLE records; DROP TABLE last_good; PRAGMA user_version = 1",
                                       "DROP TABLE last_good; PRAGMA user_version = 2", "PRAGMA user_version = 3");
    {
        State state(folder / "a.state");
        state.replace("one", k_context, {}, {block_of({"a"})});
        state.save();
    }
    {
        Database old(folder / "a.state");
        old.execute("ALTER TABLE runs DROP COLUMN exit; ALTER TABLE runs DROP COLUMN error");
        old.execute(older.c_str());
    }
    State state(folder / "a.state");
    CHECK(paths_in(state, "one").size() == 1);
    CHECK(state.record_counts().empty());
    CHECK(state.last_good().empty());
    CHECK(state.history().empty());
    CHECK_NOTHROW(state.refuse_read_only());
}

TEST_CASE("the last good Facts of what is lost stay until they are forgotten on purpose") {
    const TempFolder folder;
    const LastGood gone{"one", "a", 7, "facts"};
    {
        State state(folder / "a.state");
        state.replace("one", k_context, {}, {block_of({"b"})}, {{"one", "a", 5, "older facts"}});
        state.replace("one", k_context, {}, {}, {gone});
        state.save();
    }
    State state(folder / "a.state");
    CHECK(state.last_good() == std::vector<LastGood>{gone});
    state.forget_last_good();
    CHECK(state.last_good().empty());
}

TEST_CASE("how many records there were is known to the next run") {
    const TempFolder folder;
    const RecordCounts counts{{{"tape", "c"}, 1'330'000}, {{"tape", "d"}, 1}};
    {
        State state(folder / "a.state");
        state.keep_record_counts({{{"gone", "c"}, 7}});
        state.keep_record_counts(counts);
        state.save();
    }
    CHECK(State(folder / "a.state").record_counts() == counts);
}

TEST_CASE("a damaged block is refused, never half used") {
    const TempFolder folder;
    {
        State state(folder / "a.state");
        state.replace("one", k_context, {}, {block_of({"a"})});
        state.save();
    }
    {
        Database database(folder / "a.state");
        database.execute("UPDATE facts SET bodies = x'00'");
    }
    State state(folder / "a.state");
    CHECK_THROWS_AS(state.blocks("one", k_context), StateRefused);
}

TEST_CASE("one run at a time uses a state") {
    const TempFolder folder;
    State state(folder / "a.state");
    CHECK_THROWS_AS(State(folder / "a.state"), StateLocked);
}
