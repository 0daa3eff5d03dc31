#include <catch2/catch.hpp>

#include "builder/write/mounts.hpp"

using namespace cairn;

namespace {

constexpr const char* k_table =
    "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
    "23 22 0:21 / /proc rw - proc proc rw\n"
    "24 22 8:2 / /srv/stac rw - ext4 /dev/sdb1 rw\n"
    "25 22 8:1 /home/data/set /mnt/with\\040blank rw - ext4 /dev/sda1 rw\n"
    "26 22 8:1 /home /home rw - ext4 /dev/sda1 rw\n";

}  // namespace

TEST_CASE("mounts are read, blanks in their paths too") {
    const std::vector<Mount> mounts = parse_mountinfo(k_table);
    REQUIRE(mounts.size() == 5);
    CHECK(mounts[3].device == "8:1");
    CHECK(mounts[3].root == "/home/data/set");
    CHECK(mounts[3].point == "/mnt/with blank");
    CHECK(parse_mountinfo("").empty());
    CHECK(parse_mountinfo("22 1 8:1").empty());
}

TEST_CASE("mount points are known, also below a folder") {
    const Mounts mounts(parse_mountinfo(k_table));
    CHECK(mounts.has_point("/srv/stac"));
    CHECK_FALSE(mounts.has_point("/srv"));
    CHECK(mounts.has_point_below("/srv"));
    CHECK_FALSE(mounts.has_point_below("/srv/stac"));
    CHECK_FALSE(mounts.has_point_below("/sr"));
    CHECK(mounts.has_point_below("/"));
}

TEST_CASE("a folder has one place, whatever it is mounted as") {
    const Mounts mounts(parse_mountinfo(k_table));
    CHECK(mounts.place_of("/mnt/with blank/x").path == "/home/data/set/x");
    CHECK(mounts.place_of("/home/data/set/x").path == "/home/data/set/x");
    CHECK(mounts.place_of("/srv/stac").path == "/");
    CHECK(mounts.place_of("/srv/stac").device == "8:2");
    CHECK(mounts.place_of("/etc").path == "/etc");
}

TEST_CASE("a folder that is shown at a second path is known") {
    const Mounts mounts(parse_mountinfo(k_table));
    CHECK(mounts.points_of("/home/data") == std::vector<std::string>{"/mnt/with blank"});
    CHECK(mounts.points_of("/home/other").empty());
}

TEST_CASE("this machine has mounts") {
    CHECK(read_mounts().has_point("/proc"));
    CHECK_FALSE(read_mounts().has_point("/nowhere"));
}

TEST_CASE("a path is at or below a folder") {
    CHECK(is_at_or_below("/a/b", "/a"));
    CHECK(is_at_or_below("/a", "/a"));
    CHECK(is_at_or_below("/a", "/"));
    CHECK_FALSE(is_at_or_below("/ab", "/a"));
    CHECK_FALSE(is_at_or_below("/", "/a"));
}
