#include <sys/stat.h>

#include <algorithm>
#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>

#include "builder/probe/formats.hpp"
#include "builder/probe/icechunk/repository.hpp"
#include "builder/probe/native_reader.hpp"
#include "tests/support/icechunk_writer.hpp"
#include "tests/unit/probe_references/reference_text.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

Outcome<Dataset> read(const TempFolder& folder, const Files& files, const references::Reachable& reachable = {}) {
    for (const auto& [key, bytes] : files) folder.add_file("set.json/" + key, bytes);
    Source source;
    source.path = folder / "set.json";
    source.format = Format::icechunk;
    return make_native_reader({}, ReaderChoice::native, {}, reachable)->read(source);
}

std::string why_not(const Files& files) {
    const TempFolder folder;
    const auto dataset = read(folder, files);
    REQUIRE_FALSE(dataset);
    return dataset.problem().path.substr(folder.path().size()) + ' ' + dataset.problem().message;
}

}  // namespace

TEST_CASE("the newest snapshot of the branch main is a virtual store, in both versions") {
    for (const char version : {'\1', '\2'}) {
        const TempFolder folder;
        folder.add_file("data/t.bin", std::string_view("...\5\0\6\0", 7));
        const auto dataset = read(folder, icechunk_repository(version, "https://host/data/t.bin"),
                                  {{{"https://host/data", folder / "data"}}, {}});
        REQUIRE(dataset);
        CHECK(format_of_folder(folder / "set.json") == Format::icechunk);
        CHECK(dataset->format == "Icechunk repository of Zarr v3");
        CHECK(dataset->store == StoreTraits{3, false, false, {}, "EDSQ6WVKEDSQ6WVKEDSG"});
        CHECK(dataset->is_virtual);
        CHECK(sources_of(*dataset) == "https://host/data/t.bin 4 time[4,6)\n");
        CHECK(variable_of(*dataset, "time").values_missing_because.find("'time/c/3'") != std::string::npos);
        CHECK(said_of(*dataset).find("probe/missing-chunk set.json/time the store does not have 'time/c/3'") == 0);
    }
}

TEST_CASE("chunks in the repository's own files are read; those elsewhere need an archive") {
    const TempFolder folder;
    const auto dataset = read(folder, icechunk_repository(2, "s3://bucket/t.bin"));
    REQUIRE(dataset);
    CHECK(variable_of(*dataset, "time").values_missing_because ==
          "chunk 'time/c/2': refers to 's3://bucket/t.bin', which cannot be read: it is not in an archive that is at "
          "hand (`href` and `root` of `archives`)");
}

TEST_CASE("repositories that are not whole are said") {
    const Files good = icechunk_repository(2, "s3://bucket/t.bin");
    CHECK(why_not({good[3]}) ==
          "/set.json/snapshots/EDSQ6WVKEDSQ6WVKEDSG the file is not there, although the repository names it");
    CHECK(why_not({{"refs/other", ""}}) ==
          "/set.json/refs/branch.main/ref.json the repository has no branch 'main', which would be read");
    CHECK(why_not({{"refs/branch.main/ref.json", "{}"}}) ==
          "/set.json/refs/branch.main/ref.json found no \"snapshot\"");
    CHECK(why_not({{"refs/branch.main/ref.json", R"({"snapshot": "../../x"})"}}).find("the file is not there") !=
          std::string::npos);
    CHECK(why_not({{"repo", good[0].second}}) == "/set.json/repo found a file without the header of its kind");
    CHECK(why_not({{"repo", good[3].second.substr(0, 50)}})
              .find("/set.json/repo found a file that cannot be decompressed") == 0);
    CHECK(why_not({{"repo", icechunk_file(2, 6, "", false)}}) ==
          "/set.json/repo found a damaged file: an offset leads out of the bytes");
    CHECK(why_not({{"repo", icechunk_file(2, 6, flat_buffer({}), false)}}) ==
          "/set.json/repo the repository has no branch 'main', which would be read");
    const TempFolder folder;
    const auto without_manifest = read(folder, {good[0], good[2], good[3]});
    REQUIRE(without_manifest);
    CHECK(said_of(*without_manifest)
              .find("the file is not there, although the repository names it; chunks of 'time' are left out") !=
          std::string::npos);
    CHECK(variable_of(*without_manifest, "time").values_missing_because.find("has no reference") != std::string::npos);
}

TEST_CASE("a chunk in a file of the repository that cannot be fetched is a problem, as in other stores") {
    namespace fs = boost::filesystem;
    const char version = GENERATE('\1', '\2');
    const TempFolder folder;
    folder.add_file("data/t.bin", std::string_view("...\5\0\6\0", 7));
    const references::Reachable reachable{{{"https://host/data", folder / "data"}}, {}};
    const Files files = icechunk_repository(version, "https://host/data/t.bin");
    REQUIRE(read(folder, files, reachable));
    const auto is_chunk = [](const auto& file) { return file.first.starts_with("chunks/"); };
    const std::string chunk = folder / "set.json/" + std::find_if(files.begin(), files.end(), is_chunk)->first;
    const Files others = {};
    const auto check_unreadable = [&](const std::string& reason) {
        const auto dataset = read(folder, others, reachable);
        REQUIRE(dataset);
        CAPTURE(said_of(*dataset));
        const Variable& time = variable_of(*dataset, "time");
        CHECK(size_of(time.values) == 0);
        CHECK(time.values_missing_because.find(reason) != std::string::npos);
        const auto problem = std::find_if(dataset->problems.begin(), dataset->problems.end(),
                                          [](const Problem& one) { return one.code == "probe/unreadable-chunk"; });
        REQUIRE(problem != dataset->problems.end());
        CHECK(problem->path.ends_with("set.json/time"));
    };
    SECTION("a pipe") {
        fs::remove(chunk);
        REQUIRE(::mkfifo(chunk.c_str(), 0600) == 0);
        check_unreadable("not a regular file");
    }
    SECTION("a link out of the repository") {
        fs::rename(chunk, folder / "elsewhere");
        fs::create_symlink(folder / "elsewhere", chunk);
        check_unreadable("leads out of the store");
    }
    SECTION("a link to nothing") {
        fs::remove(chunk);
        fs::create_symlink("nothing", chunk);
        check_unreadable("leads to nothing");
    }
    SECTION("not there at all") {
        fs::remove(chunk);
        check_unreadable("not there");
    }
}

TEST_CASE("damaged repositories never crash the reader") {
    const Files good = icechunk_repository(1, "s3://bucket/t.bin");
    std::size_t read_all = 0;
    const TempFolder folder;
    for (const std::size_t file : {0U, 1U}) {
        for (std::size_t i = 0; i < good[file].second.size(); ++i) {
            for (const char change : {'\x01', '\x80', '\xFF'}) {
                Files damaged = good;
                damaged[file].second[i] = static_cast<char>(damaged[file].second[i] ^ change);
                read_all += read(folder, damaged) ? 1 : 0;
            }
        }
    }
    CHECK(read_all > 100);
}

TEST_CASE("ids are written in Crockford's base 32") {
    CHECK(icechunk::base32_of(std::string_view("\x0b\x1c\xc8\xd6\x78\x75\x80\xf0\xe3\x3a\x65\x34", 12)) ==
          "1CECHNKREP0F1RSTCMT0");
    CHECK(icechunk::base32_of("").empty());
}
