#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "builder/state/state.hpp"
#include "builder/state/state_path.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using cairn::test::TempFolder;

TEST_CASE("the state lies beside the configuration, else in a folder of the user's") {
    const TempFolder folder;
    folder.add_folder("etc");
    folder.add_folder("archive");
    StatePlace place{"", folder / "etc/cmip6.yaml", folder / "out", {folder / "archive"}, folder / "home"};
    CHECK(state_path(place) == folder / "etc/cmip6.yaml.state");

    place.config = "";
    const std::string own = state_path(place);
    CHECK(std::filesystem::path(own).parent_path() == folder / "home/cairn");
    CHECK(std::filesystem::path(own).filename().string().starts_with("out-"));
    CHECK(state_path(place) == own);
    place.out = folder / "other/out";
    CHECK(state_path(place) != own);

    place.config = folder / "archive/cmip6.yaml";  // nothing is written into an archive
    CHECK(std::filesystem::path(state_path(place)).parent_path() == folder / "home/cairn");
    place.config = folder / "none/cmip6.yaml";  // a folder that cannot be written to
    CHECK(std::filesystem::path(state_path(place)).parent_path() == folder / "home/cairn");
    place.state_home = "";
    CHECK_THROWS_AS(state_path(place), StateRefused);
}

TEST_CASE("whoever looks for a state knows all places of it, the first choice first") {
    const TempFolder folder;
    const StatePlace place{"", folder / "etc/cmip6.yaml", folder / "out", {folder / "archive"}, folder / "home"};
    const std::vector<std::string> places = places_of_state(place);
    REQUIRE(places.size() == 2);
    CHECK(places.front() == folder / "etc/cmip6.yaml.state");
    CHECK(places.back() == state_path(place));  // there is no folder etc
}

TEST_CASE("a state that is asked for lies where the user says, but in no archive and not in OUT") {
    const TempFolder folder;
    folder.add_folder("archive/a");
    folder.add_folder("out");
    folder.add_link("link", folder / "archive");
    StatePlace place{folder / "mine.db", "", folder / "out", {folder / "archive"}, ""};
    CHECK(state_path(place) == folder / "mine.db");
    for (const char* wrong : {"out/a.state", "archive/a/a.state", "link/a.state", "out/.cairn/a.state"}) {
        place.asked_for = folder / wrong;
        CHECK_THROWS_AS(state_path(place), StateRefused);
    }
}
