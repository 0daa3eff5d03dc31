#include "builder/probe/netcdf_c.hpp"

#include <fmt/format.h>
#include <stdlib.h>

#include <new>
#include <optional>

#include "base/storage/positioned.hpp"
#include "base/text.hpp"
#include "builder/probe/cdf/extent.hpp"
#include "builder/probe/hdf5_guard.hpp"
#include "builder/probe/netcdf_call.hpp"
#include "builder/probe/netcdf_header.hpp"
#include "builder/probe/netcdf_values.hpp"

namespace cairn {

namespace {

Problem problem_of(const std::string& path, std::string code, std::string message) {
    return {.stage = Stage::probe, .code = std::move(code), .path = to_utf8(path), .message = std::move(message)};
}

Problem problem_of(const std::string& path, const NetcdfFailure& failure) {
    if (failure.is_memory()) throw std::bad_alloc();
    return problem_of(path, "probe/unreadable",
                      failure.text() +
                          "; the file is damaged or not what its first bytes say: try `ncdump -h` on it, and fetch or "
                          "write it again");
}

/// An open netCDF file; closed in the destructor.
class NetcdfFile {
  public:
    explicit NetcdfFile(const std::string& path) { check(nc_open(path.c_str(), NC_NOWRITE, &m_id), "nc_open"); }
    ~NetcdfFile() { nc_close(m_id); }
    NetcdfFile(const NetcdfFile&) = delete;
    NetcdfFile& operator=(const NetcdfFile&) = delete;
    int id() const { return m_id; }

    bool is_netcdf3_or_hdf5() const {
        int format = 0;
        int mode = 0;
        check(nc_inq_format_extended(m_id, &format, &mode), "nc_inq_format_extended");
        return format == NC_FORMATX_NC3 || format == NC_FORMATX_NC_HDF5;
    }

  private:
    int m_id = -1;
};

Outcome<Dataset> read_open_file(const std::string& path, int fd, const ReadLimits& limits) {
    // libnetcdf reads meaning into names ("#mode=zarr", "https://", "[...]"); this one has none, whatever the file is
    // called.
    const std::string plain = fmt::format("/proc/self/fd/{}", fd);
    take_hdf5_error();
    try {
        const NetcdfFile file(plain);
        if (!file.is_netcdf3_or_hdf5()) {
            return problem_of(
                path, "probe/unreadable",
                "libnetcdf takes it for neither classic netCDF nor HDF5, and nothing else is read here; exclude it");
        }
        OpenDataset open = read_header(file.id());
        read_coordinates(open, limits);
        return std::move(open.dataset);
    } catch (const NetcdfFailure& failure) {
        return problem_of(path, failure);
    } catch (const TooManyGroups& groups) {
        return problem_of(
            path, "probe/too-many-groups",
            fmt::format("found {} groups, {} deep; at most {} groups and {} levels are read: a group that contains "
                        "itself is a known cause; exclude the file or write it again",
                        groups.found, groups.depth, k_most_groups, k_deepest_group));
    }
}

}  // namespace

void prepare_netcdf_c() {
    // No .ncrc or .dodsrc of the working directory or the user has a say in how files are read.
    ::setenv("NCRCENV_IGNORE", "1", 1);
    guard_hdf5();
}

Outcome<Dataset> read_with_netcdf_c(const std::string& path, const ReadLimits& limits) {
    const auto file = open_positioned(path);
    if (!file) return file.problem();
    if (auto problem = find_truncation(**file, path)) return *std::move(problem);
    return read_open_file(path, (*file)->descriptor(), limits);
}

}  // namespace cairn
