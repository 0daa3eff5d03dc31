#include "tests/support/cdl.hpp"

#include <spawn.h>
#include <sys/wait.h>

#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>
#include <cerrno>
#include <fstream>

extern char** environ;

namespace cairn::test {

namespace fs = boost::filesystem;

namespace {

int run(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t pid = -1;
    if (::posix_spawnp(&pid, arguments[0], nullptr, nullptr, arguments.data(), environ) != 0) return -1;
    int status = -1;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

}  // namespace

const std::vector<NetcdfKind>& netcdf_kinds() {
    static const std::vector<NetcdfKind> k_kinds{{"classic", Format::cdf1, false},
                                                 {"64-bit offset", Format::cdf2, false},
                                                 {"cdf5", Format::cdf5, false},
                                                 {"netCDF-4", Format::hdf5, true},
                                                 {"netCDF-4 classic model", Format::hdf5, false}};
    return k_kinds;
}

Source make_netcdf(const std::string& folder, const std::string& name, std::string_view cdl, const NetcdfKind& kind) {
    const std::string text_path = folder + "/" + name + ".cdl";
    std::ofstream(text_path, std::ios::binary) << cdl;
    Source source;
    source.relative = name + ".nc";
    source.path = folder + "/" + source.relative;
    source.format = kind.format;
    INFO("ncgen is of the package netcdf-bin; it made " << source.path);
    REQUIRE(run({"ncgen", "-k", std::string(kind.name), "-o", source.path, text_path}) == 0);
    source.stamp.size_bytes = fs::file_size(source.path);
    return source;
}

}  // namespace cairn::test
