#include "base/storage/http/index_page.hpp"

#include <catch2/catch.hpp>

using namespace cairn;

namespace {

constexpr const char* k_url = "https://host/data/";

std::vector<std::string> names_of(std::string_view html) {
    std::vector<std::string> names;
    for (const FolderMember& member : members_of_index_page(html, k_url))
        names.push_back(member.name + (member.is_folder ? "/" : ""));
    return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("the page of nginx") {
    const std::string page = R"(<html><head><title>Index of /data/</title></head><body><h1>Index of /data/</h1><hr><pre><a href="../">../</a>
<a href="b%20c/">b c/</a>                                    29-Nov-2026 20:06                   -
<a href="a%26%231.nc">a&amp;#1.nc</a>                        01-Jan-1970 00:01               12345
<a href="large.nc">large.nc</a>                              29-Nov-2026 20:06                 12M
</pre><hr></body></html>)";
    const auto members = members_of_index_page(page, k_url);
    REQUIRE(members.size() == 3);
    CHECK(members[0].name == "a&#1.nc");
    CHECK(members[0].stat.size_bytes == 12345);
    CHECK(members[0].stat.modified_ns == 60'000'000'000);
    CHECK(members[0].stat.tick_ns == 60'000'000'000);
    CHECK(members[1].name == "b c");
    CHECK(members[1].is_folder);
    CHECK(members[2].stat.size_bytes == ObjectStat::k_unknown_size);
    CHECK(is_titled_index_page(page));
}

TEST_CASE("the page of Apache, with orders and a table") {
    const std::string page = R"(<title>Index of /data</title>
<table><tr><th><a href="?C=N;O=D">Name</a></th><th><a href="?C=M;O=A">Last modified</a></th></tr>
<tr><td><a href="/">Parent Directory</a></td></tr>
<tr><td><a href="x.nc">x.nc</a></td><td align="right">2026-11-29 20:06  </td><td align="right">123 </td></tr>
<tr><td><a href="y.nc">y.nc</a></td><td align="right">2026-11-29 20:06  </td><td align="right">1.2K</td></tr>
</table>)";
    const auto members = members_of_index_page(page, k_url);
    REQUIRE(members.size() == 2);
    CHECK(members[0].stat.size_bytes == 123);
    CHECK(members[0].stat.modified_ns == members[1].stat.modified_ns);
    CHECK(members[1].stat.size_bytes == ObjectStat::k_unknown_size);
}

TEST_CASE("the page of Python, which tells names alone") {
    CHECK(names_of(R"(<title>Directory listing for /data/</title><ul>
<li><a href="a.nc">a.nc</a></li>
<li><a href="sub/">sub/</a></li>
</ul>)") == Names{"a.nc", "sub/"});
}

TEST_CASE("links that lead elsewhere are no members") {
    CHECK(names_of(R"(<a href="/data/a.nc">1</a><A HREF='b.nc'>2</A><a href="https://host/data/c.nc">3</a>
<a href="https://other/data/d.nc">4</a><a href="../e.nc">5</a><a href="f/g.nc">6</a><a href="h.nc?x=1">7</a>
<a href="%2e%2e">8</a><a href="i%2Fj">9</a><a href="javascript:x">10</a><a name="k">11</a><a href="a.nc">12</a><a href=)") ==
          Names{"a.nc", "b.nc", "c.nc"});
    CHECK_FALSE(is_titled_index_page("<title>Welcome</title>"));
    CHECK_FALSE(is_titled_index_page("<html>"));
    CHECK(names_of("").empty());
}

TEST_CASE("a page whose links do not end is read in one pass") {
    std::string page = "<title>Index of /data/</title>";
    for (int i = 0; i < 300'000; ++i) page += "<a href=f" + std::to_string(i) + ">";
    CHECK(names_of(page).size() == 300'000);  // in two passes for each link it would take days
}

TEST_CASE("what stands behind a link is not what stands behind the next one") {
    const auto members = members_of_index_page(
        "<a href=a.nc>a.nc  <a href=b.nc>b.nc</a>  29-Nov-2026 20:06  12", k_url);
    REQUIRE(members.size() == 2);
    CHECK(members[0].stat.size_bytes == ObjectStat::k_unknown_size);
    CHECK(members[1].stat.size_bytes == 12);
}
