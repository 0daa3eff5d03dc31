#include <catch2/catch.hpp>

#include "builder/config/id_list.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using cairn::test::TempFolder;

TEST_CASE("a list of ids has one a line, in the forms that federations publish") {
    TempFolder folder;
    folder.add_file("list", "# gone\n a.b|esgf.example.org\r\n\nc.d#20190406\ne\t\n");
    IdList list;
    add_ids_of(folder / "list", list);
    CHECK(list.ids == std::set<std::string, std::less<>>{"a.b", "c.d.v20190406", "e"});
    const std::uint64_t before = list.hash;
    add_ids_of(folder / "list", list);
    CHECK(list.hash != before);
    CHECK_THROWS_AS(add_ids_of(folder / "none", list), std::runtime_error);
    CHECK_THROWS_AS(add_ids_of(folder / ".", list), std::runtime_error);
}

TEST_CASE("a list of ids may be larger than a configuration") {
    TempFolder folder;
    std::string text;
    for (int i = 0; text.size() <= 17U << 20; ++i) text += std::to_string(i) + std::string(1000, 'x') + '\n';
    folder.add_file("list", text + "last\n");
    IdList list;
    add_ids_of(folder / "list", list);
    CHECK(list.ids.contains("last"));
}
