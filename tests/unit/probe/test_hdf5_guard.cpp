// HDF5 files that reach for other files, or for themselves.
#include <hdf5.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "builder/cf/coordinates.hpp"
#include "builder/probe/netcdf_worker.hpp"
#include "tests/support/cdl.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

Outcome<Dataset> read(const std::string& path, std::uint32_t seconds = 60) {
    WorkerOptions options;
    options.program = CAIRN_NETCDF_WORKER_PROGRAM;
    options.seconds_per_file = seconds;
    Source source;
    source.path = path;
    source.format = Format::hdf5;
    return make_netcdf_worker_reader(options)->read(source);
}

/// One dataset x(4) of doubles, made a coordinate by its `axis`; where its values are is what `creation` says.
void write_dataset(hid_t file, hid_t creation) {
    const hsize_t size = 4;
    const hid_t space = H5Screate_simple(1, &size, nullptr);
    const hid_t dataset = H5Dcreate2(file, "x", H5T_IEEE_F64LE, space, H5P_DEFAULT, creation, H5P_DEFAULT);
    const hid_t type = H5Tcopy(H5T_C_S1);
    const hid_t scalar = H5Screate(H5S_SCALAR);
    const hid_t attribute = H5Acreate2(dataset, "axis", type, scalar, H5P_DEFAULT, H5P_DEFAULT);
    REQUIRE(H5Awrite(attribute, type, "X") >= 0);
    H5Aclose(attribute);
    H5Sclose(scalar);
    H5Tclose(type);
    H5Dclose(dataset);
    H5Sclose(space);
}

class Hdf5File {
  public:
    explicit Hdf5File(const std::string& path)
        : m_id(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT)) {
        REQUIRE(m_id >= 0);
    }
    ~Hdf5File() { H5Fclose(m_id); }
    Hdf5File(const Hdf5File&) = delete;
    Hdf5File& operator=(const Hdf5File&) = delete;
    hid_t id() const { return m_id; }

  private:
    hid_t m_id;
};

std::string reason_without_values(const Outcome<Dataset>& outcome) {
    INFO((outcome ? "" : outcome.problem().message));
    REQUIRE(outcome);
    const auto id = find_variable(*outcome, 0, "x");
    REQUIRE(id);
    const Variable& variable = outcome->groups[id->group].variables[id->index];
    CHECK(std::holds_alternative<std::monostate>(variable.values));
    return variable.values_missing_because;
}

}  // namespace

TEST_CASE("values in external storage are not read: they could be any file of the machine") {
    const TempFolder folder;
    const std::string secret = folder.path() + "/secret";
    std::ofstream(secret) << "0123456789abcdef0123456789abcdef";
    {
        const Hdf5File file(folder.path() + "/a.h5");
        const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
        H5Pset_external(creation, secret.c_str(), 0, 32);
        write_dataset(file.id(), creation);
        H5Pclose(creation);
    }
    CHECK(reason_without_values(read(folder.path() + "/a.h5")).find("external storage") != std::string::npos);
}

TEST_CASE("values of a virtual dataset are not read") {
    const TempFolder folder;
    {
        const Hdf5File source(folder.path() + "/source.h5");
        write_dataset(source.id(), H5P_DEFAULT);
        const Hdf5File file(folder.path() + "/a.h5");
        const hsize_t size = 4;
        const hid_t space = H5Screate_simple(1, &size, nullptr);
        const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
        H5Pset_virtual(creation, space, (folder.path() + "/source.h5").c_str(), "x", space);
        write_dataset(file.id(), creation);
        H5Pclose(creation);
        H5Sclose(space);
    }
    CHECK(reason_without_values(read(folder.path() + "/a.h5")).find("virtual dataset") != std::string::npos);
}

TEST_CASE("an external link makes a file unreadable") {
    const TempFolder folder;
    {
        const Hdf5File source(folder.path() + "/source.h5");
        write_dataset(source.id(), H5P_DEFAULT);
        const Hdf5File file(folder.path() + "/a.h5");
        const std::string target = folder.path() + "/source.h5";
        REQUIRE(H5Lcreate_external(target.c_str(), "/x", file.id(), "x", H5P_DEFAULT, H5P_DEFAULT) >= 0);
    }
    const auto outcome = read(folder.path() + "/a.h5");
    REQUIRE_FALSE(outcome);
    INFO(outcome.problem().message);
    CHECK(outcome.problem().code == "probe/unreadable");
    CHECK(outcome.problem().message.find("link") != std::string::npos);
}

TEST_CASE("a group that contains itself ends in a problem") {
    const TempFolder folder;
    {
        const Hdf5File file(folder.path() + "/a.h5");
        const hid_t group = H5Gcreate2(file.id(), "g", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        REQUIRE(H5Lcreate_hard(file.id(), "/", group, "again", H5P_DEFAULT, H5P_DEFAULT) >= 0);
        H5Gclose(group);
    }
    const auto outcome = read(folder.path() + "/a.h5", 2);
    REQUIRE_FALSE(outcome);
    INFO(outcome.problem().code << " " << outcome.problem().message);
    CHECK(outcome.problem().code.starts_with("probe/"));
}

TEST_CASE("the names of files mean nothing to the reader") {
    const TempFolder folder;
    for (const std::string name :
         {"a#mode=zarr", "https:", "file:a#mode=nczarr,file", "[dap4]a", " a ", "a\xFF", "a b%20"}) {
        INFO(name);
        const Source source = make_netcdf(
            folder.path(), name, "netcdf a { dimensions: x=1; variables: int x(x); data: x=5; }", netcdf_kinds()[0]);
        const auto outcome = read(source.path);
        REQUIRE(outcome);
        CHECK(std::get<std::vector<std::int64_t>>(outcome->groups[0].variables[0].values) ==
              std::vector<std::int64_t>{5});
    }
}

TEST_CASE("what is not a regular file is refused without waiting") {
    for (const std::string path : {"/dev/zero", "/tmp", "/proc/self/mem"}) {
        INFO(path);
        CHECK_FALSE(read(path));
    }
}
