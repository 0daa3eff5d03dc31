#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>

#include "base/storage/positioned.hpp"
#include "builder/probe/cdf/extent.hpp"
#include "tests/support/cdl.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/unit/probe/real_files.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

std::string bytes_of(const Source& source) { return read_file(source.path); }

CdfHeaderResult parse(std::string_view bytes) {
    return parse_cdf_header(std::as_bytes(std::span(bytes.data(), bytes.size())), bytes.size());
}

CdfHeader header_of(std::string_view bytes) {
    CdfHeaderResult result = parse(bytes);
    if (const auto* fault = std::get_if<CdfFault>(&result)) FAIL(fault->reason << " at " << fault->offset);
    REQUIRE(std::holds_alternative<CdfHeader>(result));
    return std::get<CdfHeader>(std::move(result));
}

CdfExtent extent_of(std::string_view bytes) { return extent_of(header_of(bytes)); }

std::optional<Problem> truncation_of(const std::string& path) {
    auto file = open_positioned(path);
    REQUIRE(file);
    return find_truncation(**file, path);
}

struct Shape {
    std::string_view cdl;
    std::uint64_t
        last_value_bytes;  ///< after the offset where the last variable's values begin; its padding not counted
};

/// Each is a valid file whose end the rules of records and padding put in another place.
const std::vector<Shape> k_shapes{
    {"netcdf a { dimensions: x=3; variables: byte v(x); data: v=1,2,3; }", 3},
    {"netcdf a { dimensions: x=3; variables: double w(x); short v(x); data: v=1,2,3; w=1,2,3; }", 6},
    {"netcdf a { dimensions: t=UNLIMITED; variables: byte v(t); data: v=1,2,3,4,5; }", 5},
    {"netcdf a { dimensions: t=UNLIMITED; x=3; variables: short v(t,x); data: v=1,2,3,4,5,6; }", 12},
    {"netcdf a { dimensions: t=UNLIMITED; variables: byte u(t); byte v(t); data: u=1,2; v=3,4; }", 9},
    {"netcdf a { dimensions: t=UNLIMITED; x=2; variables: int f(x); char v(t); data: f=1,2; v=\"abc\"; }", 3},
    {"netcdf a { variables: double v; :note = \"scalar\"; data: v=1; }", 8}};

}  // namespace

TEST_CASE("the end of the last value is known to the byte") {
    const TempFolder folder;
    for (const NetcdfKind& kind : netcdf_kinds()) {
        if (kind.format == Format::hdf5) continue;
        for (const Shape& shape : k_shapes) {
            INFO(kind.name << " " << shape.cdl);
            const std::string bytes = bytes_of(make_netcdf(folder.path(), "a", shape.cdl, kind));
            const CdfExtent extent = extent_of(bytes);
            CHECK(extent.last_variable == "v");
            CHECK(extent.needed_bytes <= bytes.size());
            CHECK(extent.needed_bytes + 3 >= bytes.size());
            CHECK(bytes.size() - extent.needed_bytes == (4 - shape.last_value_bytes % 4) % 4 * (bytes.size() % 4 == 0));
        }
    }
}

TEST_CASE("a file that lacks only padding is whole, one byte less is truncated") {
    const TempFolder folder;
    const Source source = make_netcdf(folder.path(), "a", k_shapes[0].cdl, netcdf_kinds()[0]);
    const std::uint64_t needed = extent_of(bytes_of(source)).needed_bytes;
    CHECK_FALSE(truncation_of(source.path));
    boost::filesystem::resize_file(source.path, needed);
    CHECK_FALSE(truncation_of(source.path));
    boost::filesystem::resize_file(source.path, needed - 1);
    const auto problem = truncation_of(source.path);
    REQUIRE(problem);
    CHECK(problem->code == "probe/truncated");
    INFO(problem->message);
    CHECK(problem->message.find("found " + std::to_string(needed - 1) + " bytes") != std::string::npos);
    CHECK(problem->message.find("needs " + std::to_string(needed)) != std::string::npos);
}

TEST_CASE("a file that ends within its header is truncated") {
    const TempFolder folder;
    const Source source = make_netcdf(folder.path(), "a", k_shapes[1].cdl, netcdf_kinds()[0]);
    boost::filesystem::resize_file(source.path, 40);
    const auto problem = truncation_of(source.path);
    REQUIRE(problem);
    CHECK(problem->message.find("within the header") != std::string::npos);
}

TEST_CASE("a stream has the records that the file holds") {
    const TempFolder folder;
    const auto is_record_shape = [](const Shape& shape) { return shape.cdl.find("UNLIMITED") != std::string::npos; };
    for (const NetcdfKind& kind : netcdf_kinds()) {
        if (kind.format == Format::hdf5) continue;
        for (const Shape& shape : k_shapes) {
            if (!is_record_shape(shape)) continue;
            INFO(kind.name << " " << shape.cdl);
            std::string bytes = bytes_of(make_netcdf(folder.path(), "a", shape.cdl, kind));
            const CdfHeader whole = header_of(bytes);
            const std::size_t width = kind.format == Format::cdf5 ? 8 : 4;
            bytes.replace(4, width, width, '\xFF');
            bytes.resize(extent_of(whole).needed_bytes);
            const CdfHeader stream = header_of(bytes);
            CHECK(stream.record_count == whole.record_count);
            CHECK(stream.dataset.groups[0].dimensions[0].size == whole.record_count);
            bytes.pop_back();
            CHECK(header_of(bytes).record_count == whole.record_count - 1);
        }
    }
}

TEST_CASE("absurd numbers saturate") {
    const TempFolder folder;
    std::string bytes = bytes_of(make_netcdf(folder.path(), "a", k_shapes[3].cdl, netcdf_kinds()[2]));
    bytes.replace(4, 8, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFE");
    CHECK(extent_of(bytes).needed_bytes == UINT64_MAX);
}

TEST_CASE("every beginning of a header asks for more, and no damage is too much") {
    const TempFolder folder;
    const std::string bytes = bytes_of(make_netcdf(folder.path(), "a", k_shapes[5].cdl, netcdf_kinds()[0]));
    const std::uint64_t header_end = header_of(bytes).header_end;
    for (std::size_t length = 4; length < header_end; ++length) {
        CHECK(std::holds_alternative<MoreHeader>(parse(std::string_view(bytes).substr(0, length))));
    }
    for (std::size_t at = 0; at < header_end; ++at) {
        for (const char value : {'\x00', '\x01', '\x7F', '\xFF'}) {
            std::string damaged = bytes;
            damaged[at] = value;
            (void)parse(damaged);
        }
    }
    CHECK(std::holds_alternative<CdfFault>(parse("CDF\x03 and more")));
}

TEST_CASE("no real classic file is called truncated") {
    std::size_t classic_files = 0;
    for (const std::string& folder :
         {shared_data(), std::string("/usr/share/ncarg/data"), std::string("/usr/share/ferret-vis/data")}) {
        for (const Source& source : netcdf_files_below(folder)) {
            if (source.format == Format::hdf5) continue;
            ++classic_files;
            const auto problem = truncation_of(source.path);
            INFO(source.path << " " << (problem ? problem->message : ""));
            CHECK_FALSE(problem);
        }
    }
    if (classic_files == 0)
        WARN("skipped: neither shared data nor the packages libncarg-data and ferret-datasets are here");
}
