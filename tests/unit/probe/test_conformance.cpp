#include <catch2/catch.hpp>

#include "builder/probe/netcdf_c.hpp"
#include "builder/probe/netcdf_worker.hpp"
#include "tests/support/cdl.hpp"
#include "tests/support/reader_conformance.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/unit/probe/real_files.hpp"

using namespace cairn;
using namespace cairn::test;

TEST_CASE("the worker reader conforms, and leaks neither processes nor descriptors") {
    const Resources before = resources_in_use();
    reader_conforms([](ReadLimits limits) {
        WorkerOptions options;
        options.program = CAIRN_NETCDF_WORKER_PROGRAM;
        options.limits = limits;
        return make_netcdf_worker_reader(options);
    });
    CHECK(resources_in_use() == before);
}

namespace {

/// libnetcdf in this process: the oracle that native readers are compared with.
class NetcdfOracle final : public Reader {
  public:
    explicit NetcdfOracle(ReadLimits limits) : m_limits(limits) { prepare_netcdf_c(); }
    std::string_view name() const override { return "netcdf-c"; }
    bool can_read(Format) const override { return true; }
    Outcome<Dataset> read(const Source& source) override { return read_with_netcdf_c(source.path, m_limits); }

  private:
    ReadLimits m_limits;
};

}  // namespace

TEST_CASE("libnetcdf in this process conforms, and leaks no descriptors") {
    prepare_netcdf_c();
    const Resources before = resources_in_use();
    reader_conforms([](ReadLimits limits) { return std::make_unique<NetcdfOracle>(limits); });
    CHECK(resources_in_use() == before);
}

namespace {

/// 30 million strings of one character, as a coordinate.
constexpr std::string_view k_many_names =
    "netcdf a { dimensions: n = 30000000 ; one = 1 ; variables: char n(n, one) ; }";

Problem problem_of(const WorkerOptions& options, const Source& source) {
    const auto outcome = make_netcdf_worker_reader(options)->read(source);
    REQUIRE_FALSE(outcome);
    return outcome.problem();
}

}  // namespace

TEST_CASE("a file that takes more memory, or a larger reply, than is allowed is one problem") {
    const TempFolder folder;
    const Source source = make_netcdf(folder.path(), "a", k_many_names, netcdf_kinds()[0]);
    WorkerOptions options;
    options.program = CAIRN_NETCDF_WORKER_PROGRAM;
    options.seconds_per_file = 100;
    options.limits.coordinate_bytes = 64 << 20;
    options.memory_bytes = 512 << 20;
    options.largest_reply_bytes = 1 << 20;
    const Problem memory = problem_of(options, source);
    INFO(memory.message);
    // Under a sanitizer there is no limit on memory, and the reply is then too large.
    CHECK((memory.code == "probe/worker-memory" || memory.code == "probe/too-large"));

    options.memory_bytes = 8ULL << 30;
    const Problem reply = problem_of(options, source);
    CHECK(reply.code == "probe/too-large");
    CHECK(reply.message.find("1048576") != std::string::npos);
}
