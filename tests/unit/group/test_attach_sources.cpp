// Files that virtual stores refer to: one Item with the store, whether an archive holds them or not.
#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <vector>

#include "builder/group/attach_sources.hpp"
#include "builder/group/url.hpp"

using namespace cairn;

namespace {

UtcInterval day(int number) {
    const std::int64_t start = number * 86'400'000'000LL;
    return {{start}, {start + 86'400'000'000LL}};
}

std::shared_ptr<const SourceCoverage> coverage(const std::string& url, int number) {
    SourceCoverage made;
    made.url = url;
    made.bytes = 1000;
    made.interval = day(number);
    return std::make_shared<const SourceCoverage>(made);
}

/// References at https://data.example.org/refs/pr.json to two files.
Entry references(const std::string& item = "pr") {
    Entry entry;
    entry.href = "https://data.example.org/refs/" + item + ".json";
    entry.source.path = "/archive/refs/" + item + ".json";
    entry.source.relative = "refs/" + item + ".json";
    entry.placement.collection = "refs";
    entry.placement.item = item;
    entry.placement.asset = item + ".json";
    entry.placement.facets = std::make_shared<const Facets>();
    entry.granule.time.evidence = Evidence::coordinates;
    entry.granule.footprint.box = Box{LonInterval::between(0, 10), {0, 10}};
    entry.granule.kind =
        VirtualStorePart{{}, {coverage("https://data.example.org/nc/a%2B1.nc", 1), coverage("../nc/b.nc", 2)}};
    return entry;
}

Entry file(const std::string& path) {
    Entry entry;
    entry.href = "https://data.example.org/" + path;
    entry.source.path = "/archive/" + path;
    entry.source.relative = path;
    entry.placement.collection = "nc";
    entry.placement.item = "other";
    entry.placement.asset = path.substr(path.rfind('/') + 1);
    entry.granule.time.interval = day(9);
    return entry;
}

const Entry& with_href(const std::vector<Entry>& entries, const std::string& href) {
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.href == href; });
    REQUIRE(found != entries.end());
    return *found;
}

}  // namespace

TEST_CASE("sources that no archive holds become entries of the store's item") {
    std::vector<Entry> entries{references()};
    attach_sources(entries);
    REQUIRE(entries.size() == 3);
    const Entry& b = with_href(entries, "https://data.example.org/nc/b.nc");  // resolved against the references
    CHECK(b.placement.item == "pr");
    CHECK(b.placement.asset == "b.nc");
    CHECK(b.media_type == "application/netcdf");
    CHECK(b.granule.time.interval == day(2));
    CHECK(b.granule.footprint.box.has_value());
    REQUIRE(b.referenced != nullptr);
    CHECK(b.referenced->bytes == 1000);
}

TEST_CASE("a source that an archive holds moves to the store's item and keeps what it says itself") {
    std::vector<Entry> entries{file("nc/a+1.nc"), references(), file("nc/unrelated.nc")};
    attach_sources(entries);
    REQUIRE(entries.size() == 4);
    const Entry& a = entries[0];
    CHECK(a.placement.collection == "refs");
    CHECK(a.placement.item == "pr");
    CHECK(a.granule.time.interval == day(9));
    CHECK(a.referenced != nullptr);
    CHECK(entries[2].placement.item == "other");
    CHECK(entries[2].referenced == nullptr);
}

TEST_CASE("a local file without a URL is found by its path") {
    std::vector<Entry> entries{references(), file("nc/b.nc")};
    for (Entry& entry : entries) entry.href.clear();
    attach_sources(entries);
    CHECK(entries[1].placement.item == "pr");
}

TEST_CASE("a file that stores of two items refer to is in both, whatever their order") {
    const bool reversed = GENERATE(false, true);
    std::vector<Entry> entries{references("a"), references("b"), file("nc/a+1.nc")};
    if (reversed) std::reverse(entries.begin(), entries.end());
    attach_sources(entries);
    CHECK(entries.size() == 6);
    CHECK(with_href(entries, "https://data.example.org/nc/a+1.nc").placement.item == "a");  // the entry that was there
    for (const std::string item : {"a", "b"}) {
        const auto is_file = [&](const Entry& entry) {
            return entry.granule.store() == nullptr && entry.placement.item == item;
        };
        CHECK(std::count_if(entries.begin(), entries.end(), is_file) == 2);
    }
}

TEST_CASE("of a file in two archives the first archive's is the source") {
    const bool reversed = GENERATE(false, true);
    std::vector<Entry> entries{references(), file("nc/b.nc"), file("nc/b.nc")};
    entries[reversed ? 1 : 2].source.archive = 1;
    attach_sources(entries);
    CHECK((entries[1].referenced != nullptr) == !reversed);
    CHECK((entries[2].referenced != nullptr) == reversed);
}

TEST_CASE("stores of one item share their files") {
    std::vector<Entry> entries{references("a"), references("b")};
    entries[1].placement.item = "a";
    attach_sources(entries);
    REQUIRE(entries.size() == 4);
    CHECK(entries[0].granule.virtual_store()->sources[0] == entries[1].granule.virtual_store()->sources[0]);
    CHECK(with_href(entries, "https://data.example.org/nc/b.nc").referenced ==
          entries[1].granule.virtual_store()->sources[1]);
}

TEST_CASE("files of references without a time axis have the time of the references") {
    Entry store = references();
    SourceCoverage whole = *store.granule.virtual_store()->sources[0];
    whole.interval.reset();
    whole.reason = "its chunks are on no time axis";
    store.granule.virtual_store()->sources = {std::make_shared<const SourceCoverage>(whole)};
    store.granule.time.interval = day(5);
    Cube cube;
    const bool has_axis = GENERATE(false, true);
    if (has_axis) cube.dimensions.emplace_back().kind = DimensionKind::temporal;
    store.granule.cube = std::make_shared<const Cube>(cube);
    std::vector<Entry> entries{store};
    attach_sources(entries);
    CHECK(entries[1].granule.time.interval.has_value() == !has_axis);
    CHECK(entries[1].granule.time.reason == (has_axis ? whole.reason : ""));
}

TEST_CASE("what the store does not know of itself is said in few words for its files") {
    Entry store = references();
    SourceCoverage part = *store.granule.virtual_store()->sources[0];
    part.interval.reset();
    part.reason = "the part of time axis 'time' that it covers is not known";
    store.granule.virtual_store()->sources = {std::make_shared<const SourceCoverage>(part)};
    store.granule.footprint.box.reset();
    std::vector<Entry> entries{store};
    attach_sources(entries);
    CHECK(entries[1].granule.time.reason == k_as_its_store);
    CHECK(entries[1].granule.footprint.reason == k_as_its_store);
    CHECK(entries[1].is_only_referenced());
}

TEST_CASE("a local source has a link to its file, never a file: URL") {
    Entry store = references();
    SourceCoverage local = *store.granule.virtual_store()->sources[0];
    local.url = "local:///data/a%20b%25.nc";
    store.granule.virtual_store()->sources = {std::make_shared<const SourceCoverage>(local)};
    std::vector<Entry> entries{store};
    attach_sources(entries);
    CHECK(entries[1].href.empty());
    CHECK(entries[1].source.path == "/data/a b%.nc");
    store.href.clear();
    entries = {store};
    attach_sources(entries);
    CHECK(entries[1].href.empty());
    CHECK(entries[1].source.path == "/data/a b%.nc");
}

TEST_CASE("a source beside a store that is served at a path is served there, too") {
    Entry store = references();
    store.href = "/data/refs.json";
    SourceCoverage beside = *store.granule.virtual_store()->sources[0];
    beside.url = "a b.nc";
    store.granule.virtual_store()->sources = {std::make_shared<const SourceCoverage>(beside)};
    std::vector<Entry> entries{store};
    attach_sources(entries);
    CHECK(entries[1].href == "/data/a%20b.nc");
}

TEST_CASE("a source that has a part of the grid has no place of its own") {
    Entry store = references();
    SourceCoverage part = *store.granule.virtual_store()->sources[0];
    part.has_part_of_place = true;
    store.granule.virtual_store()->sources[0] = std::make_shared<const SourceCoverage>(part);
    std::vector<Entry> entries{store};
    attach_sources(entries);
    CHECK_FALSE(entries[1].granule.footprint.box.has_value());
    CHECK(entries[1].granule.footprint.reason.find("a part of the grid") != std::string::npos);
}

TEST_CASE("entries without a virtual store stay as they are") {
    std::vector<Entry> entries{file("nc/a.nc")};
    attach_sources(entries);
    CHECK(entries.size() == 1);
    CHECK(entries[0].placement.item == "other");
}

TEST_CASE("two spellings of one URL have one key") {
    CHECK(url_key("https://h/a%20b/../c.nc") == url_key("https://h/c.nc"));
    CHECK(url_key("https://h/a%2B.nc") == "https://h/a+.nc");
    CHECK(url_key("file:///data/./x.nc") == "/data/x.nc");
    CHECK(url_key("local:///data/x.nc") == "/data/x.nc");
    CHECK(url_key("https://h/../../x") == "https://h/x");  // not above the host
    CHECK(url_key("https://h/100%") == "https://h/100%");
    CHECK(url_key("https://h/%zz") == "https://h/%zz");
    CHECK(url_key("") == "");
}

TEST_CASE("relative references start from the folder of what refers") {
    CHECK(resolved("x.nc", "https://h/a/r.json") == "https://h/a/x.nc");
    CHECK(resolved("../x.nc", "/data/a/r.json") == "/data/x.nc");
    CHECK(resolved("/x.nc", "/data/a/r.json") == "/x.nc");
    CHECK(resolved("s3://b/x.nc", "/data/a/r.json") == "s3://b/x.nc");
}

TEST_CASE("a URL has the characters that it may have") {
    CHECK(uri_of("https://h/a%20b?c#d") == "https://h/a%20b?c%23d");
    CHECK(uri_of("s3://b/\xC3\xA4 {x}") == "s3://b/%C3%A4%20%7Bx%7D");
    CHECK(uri_of("/a b?c") == "/a%20b?c");
}

TEST_CASE("media types by the end of the name") {
    CHECK(media_type_by_name("a.nc") == "application/netcdf");
    CHECK(media_type_by_name("a.grib2") == "application/wmo-GRIB2");
    CHECK(media_type_by_name("a") == "application/octet-stream");
}
