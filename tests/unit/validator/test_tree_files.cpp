// A tree whose files need not all lie in one folder.
#include <catch2/catch.hpp>

#include "base/interrupted.hpp"
#include "named_files.hpp"
#include "sample_tree.hpp"
#include "tests/support/temp_folder.hpp"
#include "validator/sources/folder_files.hpp"
#include "validator/validate.hpp"

using namespace cairn;
using namespace cairn::test;
using validate::FolderFiles;
using validate::OnDisk;
using validate::TreeFiles;

namespace {

std::string text_of(const TreeFiles& files, const std::string& path) {
    return files.read(path, 1000, k_never_stop).text;
}

std::uint64_t errors_of(const TreeFiles& files) {
    return validate::validate(files, {}, serial(), k_never_stop).summary.errors;
}

}  // namespace

TEST_CASE("a coming tree is made of the named files alone, the changed ones first") {
    const TempFolder folder;
    folder.add_file("out/a.json", "old");
    folder.add_file("out/b/b.json", "old");
    folder.add_file("out/foreign.json", "mine");
    folder.add_file("changed/b/b.json", "new");
    folder.add_file("changed/.cairn/moved.json", "new");
    const test::NamedFiles named({".cairn/moved.json", "a.json", "b/b.json", "b/data.bin", "later.json"});
    const FolderFiles files = FolderFiles::coming(folder / "out", folder / "changed", named);
    CHECK(files.list(k_never_stop).paths == std::vector<std::string>{"a.json", "b/b.json", "later.json"});
    CHECK(text_of(files, "a.json") == "old");
    CHECK(text_of(files, "b/b.json") == "new");
    CHECK(files.look("b") == OnDisk::file_or_folder);
    CHECK(files.look("foreign.json") == OnDisk::nothing);
    CHECK(files.look("later.json") == OnDisk::nothing);
    CHECK_FALSE(files.is_file("foreign.json"));
    CHECK(files.real_path("b/b.json") == "b/b.json");
    CHECK_FALSE(files.real_path("foreign.json").has_value());
}

TEST_CASE("a document that is in two folders in parts is judged as one") {
    const TempFolder folder;
    SampleTree tree;
    tree.write(folder / "out");
    const FolderFiles whole = FolderFiles::published(folder / "out");
    const std::vector<std::string> paths = whole.list(k_never_stop).paths;
    const test::NamedFiles all(paths);
    CHECK(errors_of(FolderFiles::coming(folder / "out", folder / "changed", all)) == 0);
    folder.add_file("changed/c/collection.json", read_file(folder / "out/c/collection.json"));
    folder.add_file("out/c/collection.json", "{\"cut");
    CHECK(errors_of(whole) > 0);
    CHECK(errors_of(FolderFiles::coming(folder / "out", folder / "changed", all)) == 0);
    std::vector<std::string> some = paths;
    std::erase(some, "c/b/b.json");
    const test::NamedFiles fewer(some);
    CHECK(errors_of(FolderFiles::coming(folder / "out", folder / "changed", fewer)) > 0);
}

TEST_CASE("what is retired is no part of a published tree, unless it is linked to") {
    const TempFolder folder;
    SampleTree().write(folder / "out");
    folder.add_file("out/gone/gone.json", "{\"cut");
    CHECK(errors_of(FolderFiles::published(folder / "out")) > 0);
    folder.add_file("out/.cairn/retired", "cairn-retired 1\nfiles 2\n1 0 gone/gone.json\n1 0 c/b/b.json\n");
    CHECK(errors_of(FolderFiles::published(folder / "out")) == 0);
    const auto report = validate::validate(folder / "out", {}, serial(), k_never_stop);
    CHECK(report.summary.documents == 10);
}

TEST_CASE("damaged lists of cairn's own folder hide nothing and end nothing") {
    const std::string text = GENERATE("", "cairn-retired 2\nfiles 1\n1 0 bad.json\n",
                                      "cairn-retired 1\nfiles 1\nbad.json\n", "\n\n\n", "cairn-retired 1");
    const TempFolder folder;
    folder.add_file("out/bad.json", "{\"cut");
    folder.add_file("out/.cairn/retired", text);
    folder.add_file("out/.cairn/journal", text);
    CHECK(FolderFiles::published(folder / "out").list(k_never_stop).paths == std::vector<std::string>{"bad.json"});
}
