#include <sys/stat.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>

#include "base/storage/positioned.hpp"
#include "builder/probe/zarr/folder_store.hpp"
#include "builder/probe/zarr/zip_store.hpp"
#include "tests/support/mentions.hpp"
#include "tests/support/slow_bytes.hpp"
#include "tests/support/store_files.hpp"

using namespace cairn;
using namespace cairn::test;
using zarr::Entry;

namespace {

const StoreFiles k_files{{".zgroup", "{}"},  {"a/.zarray", "[1]"},   {"a-b/.zgroup", ""}, {"a/0.0", "chunk 0.0"},
                         {"a/0.1", "chunk"}, {"b/c/.zgroup", "{ }"}, {"b/c/d/0", "x"}};

std::unique_ptr<zarr::KeyStore> folder_store(const std::string& path) {
    auto store = zarr::open_folder_store(path);
    REQUIRE(store);
    return *std::move(store);
}

struct Zip {
    std::string bytes;
    std::vector<Problem> problems;

    Outcome<std::unique_ptr<zarr::KeyStore>> open() {
        return zarr::open_zip_store(std::make_unique<MemoryBytes>(bytes), problems);
    }
};

std::unique_ptr<zarr::KeyStore> zip_store(Zip& zip) {
    auto store = zip.open();
    INFO((store ? std::string() : store.problem().message));
    REQUIRE(store);
    return *std::move(store);
}

std::string value_of(zarr::KeyStore& store, std::string_view key) {
    auto value = store.get(key, 100);
    REQUIRE(value);
    return value->value_or("(absent)");
}

Problem problem_of(zarr::KeyStore& store, std::string_view key, std::uint64_t largest = 100) {
    auto value = store.get(key, largest);
    REQUIRE_FALSE(value);
    return value.take_problem();
}

std::vector<Entry> entries_of(zarr::KeyStore& store, std::string_view prefix) {
    auto entries = store.list(prefix);
    REQUIRE(entries);
    return *std::move(entries);
}

void check_keys(zarr::KeyStore& store) {
    CHECK(value_of(store, "a/0.0") == "chunk 0.0");
    CHECK(value_of(store, "a-b/.zgroup").empty());
    for (const char* absent : {"a", "a/", "/a/0.0", "a//0.0", "a/./0.0", "b/../a/0.0", "..", "", "nothing", "a/0.0/x"})
        CHECK(value_of(store, absent) == "(absent)");
    CHECK(**store.get_range("a/0.0", 6, 2) == "0.");
    CHECK(**store.get_range("a/0.0", 6, 200) == "0.0");
    CHECK(**store.get_range("a/0.0", 200, 2) == "");
    CHECK(store.get_range("a/1.0", 0, 2)->has_value() == false);
    CHECK(**store.size_of("a/0.0") == 9);
    CHECK(store.size_of("a")->has_value() == false);
    const Problem large = problem_of(store, "a/0.0", 8);
    CHECK(large.code == "probe/too-large");
    CHECK(large.path == "a/0.0");
    CHECK_THAT(large.message, Mentions({"9", "8"}));
}

void check_lists(zarr::KeyStore& store) {
    CHECK(entries_of(store, "") == std::vector<Entry>{{".zgroup", false}, {"a", true}, {"a-b", true}, {"b", true}});
    CHECK(entries_of(store, "a") == std::vector<Entry>{{".zarray", false}, {"0.0", false}, {"0.1", false}});
    CHECK(entries_of(store, "b/c") == std::vector<Entry>{{".zgroup", false}, {"d", true}});
    CHECK(entries_of(store, "nothing").empty());
    CHECK(entries_of(store, "../b").empty());
}

/// An archive with a hole before its directory, as a sparse file has; remembers the largest read.
class BytesWithHole final : public PositionedBytes {
  public:
    BytesWithHole(std::string bytes, std::size_t hole_at, std::uint64_t hole_bytes, std::size_t& largest_read)
        : m_bytes(std::move(bytes)), m_hole_at(hole_at), m_hole(hole_bytes), m_largest_read(largest_read) {}

    std::uint64_t size_bytes() const override { return m_bytes.size() + m_hole; }

    std::size_t read(std::uint64_t offset, std::span<std::byte> into) override {
        m_largest_read = std::max(m_largest_read, into.size());
        for (std::size_t i = 0; i < into.size(); ++i) {
            const std::uint64_t at = offset + i;
            if (at >= size_bytes()) return i;
            const bool is_hole = at >= m_hole_at && at - m_hole_at < m_hole;
            into[i] = is_hole ? std::byte{0} : static_cast<std::byte>(m_bytes[at < m_hole_at ? at : at - m_hole]);
        }
        return into.size();
    }

  private:
    std::string m_bytes;
    std::size_t m_hole_at;
    std::uint64_t m_hole;
    std::size_t& m_largest_read;
};

void put32(std::string& bytes, std::size_t at, std::uint64_t value) {
    for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<char>(value >> (8 * i));
}

}  // namespace

TEST_CASE("an entry that fills a hole of the archive takes no memory") {
    constexpr std::uint64_t k_hole = 3ULL << 30;
    std::string bytes = zip_of(
        std::vector<ZipMember>{{.name = "x", .bytes = "abc", .deflated = true}, {.name = ".zgroup", .bytes = "{}"}});
    const std::size_t directory = bytes.find("PK\x01\x02");
    put32(bytes, directory + 20, k_hole);
    put32(bytes, bytes.rfind("PK\x05\x06") + 16, directory + k_hole);
    std::size_t largest_read = 0;
    std::vector<Problem> problems;
    auto store =
        zarr::open_zip_store(std::make_unique<BytesWithHole>(bytes, directory, k_hole, largest_read), problems);
    REQUIRE(store);
    CHECK(problem_of(**store, "x").code == "probe/damaged-zip");
    CHECK_FALSE((*store)->get_range("x", 0, 3));
    CHECK(largest_read < 1 << 20);
}

TEST_CASE("stores in folders and archives have the same keys") {
    const TempFolder folder;
    SECTION("folder") {
        const auto store = folder_store(write_files(folder, "s", k_files));
        check_keys(*store);
        check_lists(*store);
        check_lists(*store);
        CHECK(store->root().empty());
    }
    for (const char* prefix : {"", "s.zarr/"}) {
        for (const bool deflated : {false, true}) {
            DYNAMIC_SECTION("zip, " << (deflated ? "deflated" : "stored") << ", below '" << prefix << "'") {
                Zip zip{zip_of(k_files, prefix, deflated), {}};
                const auto store = zip_store(zip);
                CHECK(zip.problems.empty());
                CHECK(store->root() == (*prefix == '\0' ? "" : "s.zarr"));
                check_keys(*store);
                check_lists(*store);
            }
        }
    }
}

TEST_CASE("nothing outside of a folder store is read") {
    const TempFolder folder;
    folder.add_file("secret/.zarray", "secret");
    const std::string path = write_files(folder, "s", k_files);
    folder.add_link("s/out", folder / "secret");
    folder.add_link("s/up", "../secret");
    folder.add_link("s/file", "../secret/.zarray");
    folder.add_link("s/inside", "b/c");
    folder.add_link("s/b/loop", "../b");
    folder.add_link("s/round", "round");
    folder.add_link("s/broken", "nowhere");
    const auto store = folder_store(path);
    for (const char* key : {"out/.zarray", "up/.zarray", "file", "round"}) {
        INFO(key);
        const Problem problem = problem_of(*store, key);
        CHECK(problem.code == "probe/outside-store");
        CHECK(problem.path == key);
        CHECK(problem.message.find("symbolic link") != std::string::npos);
    }
    CHECK(value_of(*store, "inside/.zgroup") == "{ }");
    const std::vector<Entry> expected{{".zgroup", false}, {"a", true},   {"a-b", true},   {"b", true}, {"file", true},
                                      {"inside", true},   {"out", true}, {"round", true}, {"up", true}};
    CHECK(entries_of(*store, "") == expected);
    CHECK(entries_of(*store, "b") == std::vector<Entry>{{"c", true}});
}

TEST_CASE("a pipe is not waited for, and a missing folder is a problem") {
    const TempFolder folder;
    const std::string path = write_files(folder, "s", k_files);
    REQUIRE(::mkfifo((path + "/a/.zattrs").c_str(), 0600) == 0);
    const auto store = folder_store(path);
    CHECK(problem_of(*store, "a/.zattrs").message == "found something that is not a regular file; remove it");
    CHECK(entries_of(*store, "a").size() == 3);
    const auto absent = zarr::open_folder_store(path + "/absent");
    REQUIRE_FALSE(absent);
    CHECK(absent.problem().message.find("cannot open the store: No such file") == 0);
    const auto file = zarr::open_folder_store(path + "/.zgroup");
    REQUIRE(file);
    CHECK(*file == nullptr);
}

TEST_CASE("what a zip archive says of an entry is checked before memory is taken") {
    const auto problem_with = [](const ZipMember& member, std::uint64_t largest = 1 << 20) {
        Zip zip{zip_of(std::vector<ZipMember>{{.name = ".zgroup", .bytes = "{}"}, member}), {}};
        return problem_of(*zip_store(zip), "x", largest);
    };
    const std::string zeros(100'000, '\0');
    CHECK(problem_with({.name = "x", .bytes = zeros, .deflated = true, .size = 2'000'000'000}).code ==
          "probe/too-large");
    CHECK_THAT(problem_with({.name = "x", .bytes = zeros, .deflated = true, .size = 2'000'000'000}, UINT64_MAX).message,
               Mentions({"114", "2000000000"}));
    CHECK(problem_with({.name = "x", .bytes = zeros, .deflated = true, .size = 99'999})
              .message.find("do not become the 99999 bytes promised") != std::string::npos);
    CHECK(problem_with({.name = "x", .bytes = "abc", .size = 4}).message.find("3 bytes cannot become the 4 bytes") ==
          0);
    CHECK(problem_with({.name = "x", .bytes = "abc", .flags = 1}).code == "probe/encrypted");
    const Problem method = problem_with({.name = "x", .bytes = "abc", .method = 12});
    CHECK(method.code == "probe/zip-method");
    CHECK(method.message.find("compressed with method 12 of zip; expected stored (0) or deflate (8)") !=
          std::string::npos);
}

TEST_CASE("a changed byte in a zip archive is found by its checksum") {
    std::string bytes = zip_of(StoreFiles{{".zgroup", "{}"}, {"x", "all of these bytes"}});
    bytes[bytes.find("these")] = 'T';
    Zip zip{bytes, {}};
    const Problem problem = problem_of(*zip_store(zip), "x");
    CHECK(problem.code == "probe/damaged-zip");
    CHECK(problem.message.find("checksum") != std::string::npos);
}

TEST_CASE("names that lead out of an archive are refused, the last of doubled ones counts, and both are said") {
    Zip zip{zip_of(std::vector<ZipMember>{{.name = ".zgroup", .bytes = "{}"},
                                          {.name = "../x", .bytes = "1"},
                                          {.name = "/x", .bytes = "2"},
                                          {.name = "a\\x", .bytes = "3"},
                                          {.name = "x", .bytes = "first"},
                                          {.name = "x", .bytes = "second"}}),
            {}};
    const auto store = zip_store(zip);
    CHECK(value_of(*store, "x") == "second");
    CHECK(entries_of(*store, "") == std::vector<Entry>{{".zgroup", false}, {"x", false}});
    REQUIRE(zip.problems.size() == 2);
    CHECK(zip.problems[0].message.find("'../x', '/x', 'a\\x'; they are not read") != std::string::npos);
    CHECK_THAT(zip.problems[1].message, Mentions({"several", "'x'"}));
}

namespace {

/// Reads all values of a changed archive: each is as it was, or gone with its name, or a problem of the key. How many
/// are not as they were.
std::size_t values_refused(const std::string& changed) {
    Zip zip{changed, {}};
    auto store = zip.open();
    if (!store) {
        CHECK(store.problem().code.starts_with("probe/"));
        return k_files.size();
    }
    CHECK((*store)->list(""));
    std::size_t refused = 0;
    for (const auto& [key, value] : k_files) {
        const auto got = (*store)->get(key, 100);
        if (got && *got == value) continue;
        ++refused;
        if (got) {
            CHECK(*got == std::nullopt);
        } else {
            CHECK(got.problem().code.starts_with("probe/"));
            CHECK(got.problem().path == key);
        }
    }
    return refused;
}

}  // namespace

TEST_CASE("an archive that is cut or changed anywhere gives problems only") {
    const std::string whole = zip_of(k_files, "s/", true);
    for (std::size_t length = 0; length < whole.size(); ++length) {
        Zip cut{whole.substr(0, length), {}};
        const auto store = cut.open();
        CAPTURE(length);
        REQUIRE_FALSE(store);
        CHECK(store.problem().code == "probe/damaged-zip");
    }
    std::size_t refused = 0;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const char byte : {'\0', '\x7F', '\xFF'}) {
            std::string changed = whole;
            changed[at] = byte;
            CAPTURE(at, static_cast<int>(byte));
            if (changed != whole) refused += values_refused(changed);
        }
    }
    CHECK(refused > whole.size());
    Zip cut{whole.substr(0, whole.size() - 1), {}};
    const auto store = cut.open();
    REQUIRE_FALSE(store);
    CHECK(store.problem().message.find("found no end record of a zip archive") == 0);
}

TEST_CASE("a comment after the archive, and other files beside the store's folder, are no obstacle") {
    Zip zip{zip_of(std::vector<ZipMember>{{.name = "README", .bytes = "read me"},
                                          {.name = "__MACOSX/s/.zgroup", .bytes = "x"},
                                          {.name = "s/.zgroup", .bytes = "{}"}},
                   "a comment"),
            {}};
    CHECK(value_of(*zip_store(zip), ".zgroup") == "{}");
    Zip two{zip_of(StoreFiles{{"s/.zgroup", "{}"}, {"t/.zgroup", "{}"}}), {}};
    const auto store = two.open();
    REQUIRE_FALSE(store);
    CHECK(store.problem().message == "found no Zarr metadata at the top of the archive or in its single top folder");
}
