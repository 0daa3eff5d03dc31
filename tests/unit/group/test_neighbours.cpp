// Files that describe data go where the data beside them are.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "builder/group/neighbours.hpp"

using namespace cairn;

namespace {

OtherFile file(const std::string& relative, std::string_view role = "metadata") {
    OtherFile made;
    made.source.relative = relative;
    made.kind = {"XML", "application/xml", role};
    return made;
}

Entry data(const std::string& relative, const char* collection, const char* item) {
    Entry made;
    made.source.relative = relative;
    made.placement.collection = collection;
    made.placement.item = item;
    return made;
}

/// "collection/item", or why there is no place.
std::string place(const std::optional<Placement>& found) {
    return found ? found->collection.str() + "/" + found->item.str() : "none";
}

}  // namespace

TEST_CASE("a file with the name of data beside it is of their Item") {
    const std::vector<std::string> names{"a/tas_2000.xml",           "a/tas_2000.nc.xml", "a/tas_2000_thumbnail.png",
                                         "a/tas_2000.nc.iso.xml",    "a/tas_2000.md",     "a/tas_2000-quicklook.jpg",
                                         "a/tas_2000_iso19115.xml"};
    std::vector<OtherFile> files{file("a/tas.xml"), file("b/tas_2000.xml"), file("a/tas_2000.csv", "data")};
    for (const std::string& name : names) files.push_back(file(name));
    Neighbours neighbours(files);
    neighbours.see(data("a/tas_2000.nc", "C", "I"));
    neighbours.see(data("a/pr_2000.nc", "C", "J"));
    for (const std::string& name : names) {
        INFO(name);
        CHECK(place(neighbours.by_name(file(name))) == "C/I");
    }
    CHECK(place(neighbours.by_name(files[0])) == "none");
    CHECK(place(neighbours.by_name(files[1])) == "none");
    CHECK(place(neighbours.by_name(files[2])) == "none");
    CHECK(neighbours.by_name(file(names[0]))->asset.str() == "tas_2000.xml");
}

TEST_CASE("another file that describes is of the Item or the Collection of its folder, and of those below") {
    const std::vector<OtherFile> files{file("README"), file("a/README"), file("a/x/README"), file("c/README"), file("a/x/any.dat", "other")};
    Neighbours neighbours(files);
    neighbours.see(data("a/x/1.nc", "C", "I"));
    neighbours.see(data("a/x/2.nc", "C", "I"));
    neighbours.see(data("a/y/1.nc", "C", "J"));
    CHECK(place(neighbours.by_folder(files[2])) == "C/I");
    CHECK(place(neighbours.by_folder(files[1])) == "C/a");
    CHECK(place(neighbours.by_folder(files[0])) == "C/archive");
    CHECK(place(neighbours.by_folder(files[3])) == "none");
    CHECK(place(neighbours.by_folder(files[4])) == "none");
    neighbours.see(data("b/1.nc", "D", "K"));
    CHECK(place(neighbours.by_folder(files[0])) == "none");
    CHECK(place(neighbours.by_folder(files[1])) == "C/a");
}
