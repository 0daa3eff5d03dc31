#include <catch2/catch.hpp>

#include "reading.hpp"

using namespace cairn;
using namespace cairn::test;
using Catch::Contains;

namespace {

std::string why(const ReadLine& read) {
    std::string text;
    for (const Problem& problem : read.problems) text += problem.message + '\n';
    return text;
}

/// The record is refused with one problem at this pointer.
void check_refused(const std::string& member, const std::string& pointer) {
    INFO(member);
    const ReadLine read = read_with(member);
    CHECK_FALSE(read.record);
    REQUIRE(read.codes() == "discover/record-invalid");
    CHECK(read.problems.front().path == "/in/tape.ndjson:7");
    CHECK_THAT(read.problems.front().message, Catch::StartsWith(pointer));
}

UtcInterval time_of(const std::string& member) {
    INFO(member);
    const ReadLine read = read_with(member);
    INFO(why(read));
    REQUIRE(read.record);
    return read.record->facts.understood->granule.time.interval.value();
}

UtcInterval span(std::string_view start, std::string_view end) { return {*parse_rfc3339(start), *parse_rfc3339(end)}; }

}  // namespace

TEST_CASE("a path is enough") {
    const ReadLine read = read_line(R"({"path": "a/b.nc"})");
    REQUIRE(read.record);
    CHECK(read.problems.empty());
    CHECK(read.record->source.relative == "a/b.nc");
    CHECK(read.record->source.path == "/in/tape.ndjson:7");
    CHECK(read.record->source.format == Format::record);
    CHECK(read.record->asset->media_type == "application/netcdf");
    const Granule& granule = read.record->facts.understood->granule;
    CHECK_FALSE(granule.time.interval);
    CHECK_FALSE(granule.time.reason.empty());
    CHECK_FALSE(granule.footprint.box);
    CHECK_FALSE(granule.footprint.reason.empty());
    CHECK(granule.cube == nullptr);
}

TEST_CASE("all that a record can say") {
    const ReadLine read = read_line(R"({"path": "a/b.grb", "href": "s3://cold/a/b.grb", "size": 12345678901,
        "modified": "2020-01-02T03:04:05Z", "interval": ["2001-01", "2001-02"], "bbox": [-10, 40, 10, 60],
        "variables": ["pr", {"name": "tas", "standard_name": "air_temperature", "unit": "K", "long_name": "T",
                      "data_type": "float32", "cell_methods": "time: mean", "dimensions": ["time", "lev", "lat", "lon"]}],
        "facets": {"experiment": "historical", "member": 3, "is_final": true},
        "checksum": {"algorithm": "md5", "value": "d41d8cd98f00b204e9800998ecf8427e"}, "media_type": "application/x-grib",
        "storage_class": "tape", "title": "A file", "description": "First.\nSecond.", "roles": ["data", "cold"]})");
    INFO(why(read));
    REQUIRE(read.record);
    CHECK(read.record->source.stamp.size_bytes == 12345678901);
    CHECK(read.record->source.stamp.modified_ns == 1577934245'000'000'000);
    const Understood& understood = *read.record->facts.understood;
    CHECK(understood.attributes.text("experiment") == "historical");
    CHECK(understood.attributes.text("member") == "3");
    CHECK(understood.attributes.text("is_final") == "true");
    const Granule& granule = understood.granule;
    CHECK(granule.time.interval == span("2001-01-01T00:00:00Z", "2001-02-28T23:59:59Z"));
    CHECK(granule.time.evidence == Evidence::metadata);
    CHECK(granule.time.reason == "from a record");
    CHECK(granule.footprint.evidence == Evidence::metadata);
    CHECK(bbox_of(*granule.footprint.box) == std::array<double, 4>{-10, 40, 10, 60});
    REQUIRE(granule.cube);
    REQUIRE(granule.cube->variables.size() == 2);
    CHECK(granule.cube->variables[0].dimensions == std::vector<std::string>{"time", "latitude", "longitude"});
    CHECK(granule.cube->variables[1].standard_name == "air_temperature");
    CHECK(granule.cube->dimensions.size() == 6);
    CHECK(granule.temporal.size() == 1);
    const RecordedAsset& asset = *read.record->asset;
    CHECK(asset.href == "s3://cold/a/b.grb");
    CHECK(read.record->facts.checksum == "d50110d41d8cd98f00b204e9800998ecf8427e");
    CHECK(asset.storage_class == "tape");
    CHECK(asset.roles == std::vector<std::string>{"data", "cold"});
}

TEST_CASE("what is no record at all") {
    CHECK(read_line("{\"path\": ").codes() == "discover/record-syntax");
    CHECK(read_line("{\"path\": \"a\"} {}").codes() == "discover/record-syntax");
    CHECK(read_line("[1]").codes() == "discover/record-invalid");
    CHECK(read_line("{}").codes() == "discover/record-invalid");
    CHECK(read_line("{\"path\": \"a\xFF\"}").codes() == "discover/record-encoding");
    CHECK(read_line(std::string_view("{\"path\": \"a\"}\0", 14)).codes() == "discover/record-encoding");
    CHECK(read_line(std::string(1000, '[')).codes() == "discover/record-syntax");
    CHECK(read_line({"{\"path", 9, 50, false, true}).codes() == "discover/record-cut");
    CHECK(read_line({"{", 9, 50, true, false}).codes() == "discover/record-length");
    CHECK(read_line({"{\"path\": \"a\"}", 9, 50, false, true}).record);  // the last line need not end
    CHECK(read_line("{\"path\": x").problems.front().offset == 109);
}

TEST_CASE("each wrong member is refused at its place") {
    check_refused(R"("sise": 1)", "/sise: unknown key 'sise'; did you mean 'size'?");
    check_refused(R"("size": -1)", "/size: ");
    check_refused(R"("size": 1.5)", "/size: ");
    check_refused(R"("size": "1")", "/size: ");
    check_refused(R"("modified": "2001-01-01")", "/modified: ");
    check_refused(R"("modified": "2001-13-01T00:00:00Z")", "/modified: ");
    check_refused(R"("datetime": "yesterday")", "/datetime: ");
    check_refused(R"("datetime": "2001-13")", "/datetime: ");
    check_refused(R"("datetime": "0000")", "/datetime: ");
    check_refused(R"("datetime": "2001-01-01T25:00:00Z")", "/datetime: ");
    check_refused(R"("datetime": "2001", "interval": ["2001", "2002"])", "/interval: ");
    check_refused(R"("interval": ["2001"])", "/interval: ");
    check_refused(R"("interval": ["2001", null])", "/interval/1: found null");
    check_refused(R"("interval": ["2002", "2001"])", "/interval: ");
    check_refused(R"("bbox": [1, 2, 3])", "/bbox: ");
    check_refused(R"("bbox": [1, 2, 3, 4, 5])", "/bbox: ");
    check_refused(R"("bbox": [1, "2", 3, 4])", "/bbox/1: ");
    check_refused(R"("geometry": {"type": "Circle", "coordinates": []})", "/geometry/type: ");
    check_refused(R"("variables": [])", "/variables: ");
    check_refused(R"("variables": [{"unit": "K"}])", "/variables/0: ");
    check_refused(R"("variables": [{"name": "a", "units": "K"}])", "/variables/0/units: ");
    check_refused(R"("facets": {"a": [1]})", "/facets/a: ");
    check_refused(R"("facets": {"a": ")" + std::string(1001, 'x') + "\"}", "/facets/a: ");
    check_refused(R"("facets": {"a": "1", "a": "2"})", "/facets/a: ");
    check_refused(R"("size": 1, "size": 2)", "/size: ");
    check_refused(R"("checksum": "d41d8cd98f00b204e9800998ecf8427e")", "/checksum: ");
    check_refused(R"("checksum": {"algorithm": "md5", "value": "d4"})", "/checksum: ");
    check_refused(R"("checksum": {"algorithm": "md5"})", "/checksum: ");
    check_refused(R"("media_type": "netcdf")", "/media_type: ");
    check_refused(R"("storage_class": "")", "/storage_class: ");
    check_refused(R"("title": "a\u0000b")", "/title: ");
    check_refused(R"("title": "a\nb")", "/title: ");
    check_refused(R"("roles": [])", "/roles: ");
    check_refused(R"("href": "gopher://example.org/a.nc")", "/href: ");
    check_refused(R"("href": "javascript:void")", "/href: ");
}

TEST_CASE("paths are keys below the URL") {
    for (const char* path : {"/a.nc", "../a.nc", "a/../b.nc", "a//b.nc", "a/", "./a.nc", "a\\u0009b.nc", ""}) {
        INFO(path);
        const ReadLine read = read_line("{\"path\": \"" + std::string(path) + "\"}");
        REQUIRE(read.codes() == "discover/record-invalid");
        CHECK_THAT(read.problems.front().message, Catch::StartsWith("/path"));
    }
    CHECK(read_line(R"({"path": "..a/b..c/...nc"})").record);
}

TEST_CASE("several wrong members are several problems") {
    CHECK(read_with(R"("size": -1, "title": "", "roles": 3)").problems.size() == 3);
}

TEST_CASE("secrets leave no trace") {
    const ReadLine in_path = read_line(R"({"path": "a.nc?X-Amz-Signature=0123456789abcdef"})");
    CHECK(in_path.codes() == "discover/secret-in-path");
    const ReadLine in_href = read_with(R"("href": "https://user:geheim@example.org/a.nc")");
    CHECK(in_href.codes() == "discover/secret-in-record");
    const ReadLine in_facet = read_with(R"("facets": {"source": "see https://user:geheim@example.org/"})");
    CHECK(in_facet.codes() == "discover/secret-in-record");
    for (const ReadLine* read : {&in_path, &in_href, &in_facet}) {
        CHECK_FALSE(read->record);
        CHECK_THAT(why(*read), !Contains("geheim") && !Contains("0123456789abcdef"));
    }
}

TEST_CASE("a record without a URL needs that of its list") {
    const Config config = config_with_records("");
    CHECK(read_line({R"({"path": "a.nc"})"}, config).codes() == "discover/record-invalid");
    CHECK(read_line({R"({"path": "a.nc", "href": "https://example.org/a.nc"})"}, config).record);
}

TEST_CASE("a date without a clock time is all of it") {
    CHECK(time_of(R"("datetime": "2001")") == span("2001-01-01T00:00:00Z", "2001-12-31T23:59:59Z"));
    CHECK(time_of(R"("datetime": "2000-02")") == span("2000-02-01T00:00:00Z", "2000-02-29T23:59:59Z"));
    CHECK(time_of(R"("datetime": "2000-02-03")") == span("2000-02-03T00:00:00Z", "2000-02-03T23:59:59Z"));
    CHECK(time_of(R"("datetime": "2000-02-03T04:05:06.5+01:00")") ==
          span("2000-02-03T03:05:06.5Z", "2000-02-03T03:05:06.5Z"));
    CHECK(time_of(R"("interval": ["2000-02-03T00:00:00Z", "2000-02"])") ==
          span("2000-02-03T00:00:00Z", "2000-02-29T23:59:59Z"));
}

TEST_CASE("the interval ends where the policy says") {
    Config config = config_with_records();
    config.policies.interval_end = IntervalEnd::edge;
    const ReadLine read = read_line({R"({"path": "a.nc", "datetime": "2001"})"}, config);
    CHECK(read.record->facts.understood->granule.time.interval == span("2001-01-01T00:00:00Z", "2002-01-01T00:00:00Z"));
}
