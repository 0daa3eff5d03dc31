#include <atomic>
#include <catch2/catch.hpp>
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
    Source source;
    source.path = "/absent";
    source.format = Format::kerchunk_json;
    Counts counts;
    const auto reader = make_native_reader(counting(counts), ReaderChoice::automatic, {});
    for (int i = 0; i < 2; ++i) {
        const auto dataset = reader->read(source);
        REQUIRE(dataset);
        CHECK(dataset->reader == "netcdf-c (native declined: the format kerchunk references (JSON))");
    }
    CHECK(counts.made == 1);
    CHECK(counts.reads == 2);
}

TEST_CASE("the choice `native` has no fallback, the choice `netcdf` nothing else") {
    const TempFolder folder;
    Source source = make_netcdf(folder.path(), "a", k_small, netcdf_kinds()[0]);
    Counts counts;
    const auto through_netcdf = make_native_reader(counting(counts), ReaderChoice::netcdf, {})->read(source);
    REQUIRE(through_netcdf);
    CHECK(through_netcdf->reader == "netcdf-c");
    CHECK(counts.reads == 1);

    source.format = Format::kerchunk_json;
    const auto declined = make_native_reader(counting(counts), ReaderChoice::native, {})->read(source);
    REQUIRE_FALSE(declined);
    CHECK(declined.problem().code == "probe/declined");
    CHECK(declined.problem().path == source.path);
    CHECK(declined.problem().message.find("the format kerchunk references (JSON)") != std::string::npos);
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
