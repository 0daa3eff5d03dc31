#include <atomic>
#include <catch2/catch.hpp>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "builder/probe/native_reader.hpp"
#include "tests/support/cdl.hpp"
#include "tests/support/reader_conformance.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/unit/probe/real_files.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr std::string_view k_small = R"(netcdf small {
dimensions: x = 2 ;
variables: float x(x) ;
data: x = 1, 2 ;
})";

/// A reader of everything, to see when it is asked.
class CountingReader final : public Reader {
  public:
    explicit CountingReader(int& reads) : m_reads(reads) {}
    std::string_view name() const override { return "netcdf-c"; }
    bool can_read(Format) const override { return true; }
    Outcome<Dataset> read(const Source&) override {
        ++m_reads;
        Dataset dataset;
        dataset.reader = "netcdf-c";
        return dataset;
    }

  private:
    int& m_reads;
};

struct Counts {
    int made = 0;
    int reads = 0;
};

FallbackFactory counting(Counts& counts) {
    return [&counts] {
        ++counts.made;
        return std::make_unique<CountingReader>(counts.reads);
    };
}

}  // namespace

TEST_CASE("the native reader conforms, and leaks no descriptors") {
    const Resources before = resources_in_use();
    reader_conforms([](ReadLimits limits) { return make_native_reader({}, ReaderChoice::native, limits); });
    CHECK(resources_in_use() == before);
}

namespace {

/// A superblock of HDF5 whose addresses have 16 bytes, which the format allows and the native reader declines.
Source declined_source(const std::string& folder) {
    Source source;
    source.path = folder + "/wide.h5";
    source.format = Format::hdf5;
    std::string bytes("\x89HDF\r\n\x1a\n", 8);
    bytes += std::string(5, '\0') + std::string(2, '\x10') + std::string(200, '\0');
    std::ofstream(source.path, std::ios::binary) << bytes;
    return source;
}

}  // namespace

TEST_CASE("what is read natively makes no fallback") {
    const TempFolder folder;
    const Source source = make_netcdf(folder.path(), "a", k_small, netcdf_kinds()[0]);
    Counts counts;
    const auto dataset = make_native_reader(counting(counts), ReaderChoice::automatic, {})->read(source);
    REQUIRE(dataset);
    CHECK(dataset->reader == "native-cdf");
    CHECK(counts.made == 0);
}

TEST_CASE("what the native reader declines goes to a fallback that is made once") {
    const TempFolder folder;
    const Source source = declined_source(folder.path());
    Counts counts;
    const auto reader = make_native_reader(counting(counts), ReaderChoice::automatic, {});
    for (int i = 0; i < 2; ++i) {
        const auto dataset = reader->read(source);
        REQUIRE(dataset);
        CHECK(dataset->reader == "netcdf-c (native declined: addresses of 16 bytes)");
    }
    CHECK(counts.made == 1);
    CHECK(counts.reads == 2);
}

TEST_CASE("the choice `native` has no fallback, the choice `netcdf` nothing else") {
    const TempFolder folder;
    const Source source = make_netcdf(folder.path(), "a", k_small, netcdf_kinds()[0]);
    Counts counts;
    const auto through_netcdf = make_native_reader(counting(counts), ReaderChoice::netcdf, {})->read(source);
    REQUIRE(through_netcdf);
    CHECK(through_netcdf->reader == "netcdf-c");
    CHECK(counts.reads == 1);

    const Source wide = declined_source(folder.path());
    const auto declined = make_native_reader(counting(counts), ReaderChoice::native, {})->read(wide);
    REQUIRE_FALSE(declined);
    CHECK(declined.problem().code == "probe/declined");
    CHECK(declined.problem().path == wide.path);
    CHECK(declined.problem().message.find("addresses of 16 bytes") != std::string::npos);
    CHECK(counts.reads == 1);
}

TEST_CASE("readers in several threads do not know of each other") {
    const TempFolder folder;
    std::vector<Source> sources;
    for (const NetcdfKind& kind : netcdf_kinds())
        sources.push_back(make_netcdf(folder.path(), "kind" + std::to_string(sources.size()), k_small, kind));
    std::atomic<int> read = 0;
    const auto work = [&] {
        const auto reader = make_native_reader({}, ReaderChoice::native, {});
        for (int i = 0; i < 50; ++i) {
            for (const Source& source : sources) {
                const auto dataset = reader->read(source);
                read += dataset && dataset->groups[0].variables.at(0).name == "x";
            }
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back(work);
    for (std::thread& thread : threads) thread.join();
    CHECK(read == 4 * 50 * static_cast<int>(sources.size()));
}
