#include "builder/probe/hdf5_guard.hpp"

#include <hdf5.h>
#include <netcdf.h>
#include <stdlib.h>

#include <string_view>
#include <type_traits>
#include <utility>

namespace cairn {

namespace {

static_assert(std::is_same_v<hid_t, std::int64_t>);

std::string& last_error() {
    static std::string text;  // HDF5 offers one handler a process, and this process has one thread
    return text;
}

/// The cause comes first; what follows are the iterations around it that end, and attempts to close what never opened
/// (H5E_ARGS).
herr_t keep_innermost(unsigned depth, const H5E_error2_t* error, void*) {
    if (depth > 0 || error->desc == nullptr || error->maj_num == H5E_ARGS) return 0;
    const std::string_view description = error->desc;
    if (last_error().empty() || description != "iteration operator failed") last_error() = description;
    return 0;
}

herr_t remember_error(hid_t stack, void*) { return H5Ewalk2(stack, H5E_WALK_UPWARD, keep_innermost, nullptr); }

hid_t open_dataset(hid_t file, const std::string& group_path, const std::string& variable) {
    const std::string folder = group_path == "/" ? group_path : group_path + "/";
    const hid_t plain = H5Dopen2(file, (folder + variable).c_str(), H5P_DEFAULT);
    if (plain >= 0) return plain;
    // netCDF-4 stores a variable so when a dimension that is not its own already has the name.
    return H5Dopen2(file, (folder + "_nc4_non_coord_" + variable).c_str(), H5P_DEFAULT);
}

std::string reason_in(hid_t creation) {
    const H5D_layout_t layout = H5Pget_layout(creation);
    if (layout == H5D_VIRTUAL) return "they are in other files (an HDF5 virtual dataset), which are not followed";
    if (layout == H5D_CONTIGUOUS && H5Pget_external_count(creation) > 0) {
        return "they are in another file (HDF5 external storage), which is not followed";
    }
    return layout == H5D_LAYOUT_ERROR ? "HDF5 does not say where they are stored" : "";
}

}  // namespace

void guard_hdf5() {
    ::setenv("HDF5_USE_FILE_LOCKING", "FALSE", 1);
    H5open();
    H5Lunregister(H5L_TYPE_EXTERNAL);
    nc_initialize();  // before the next line: it turns HDF5's error handler off
    H5Eset_auto2(H5E_DEFAULT, remember_error, nullptr);
}

std::string take_hdf5_error() { return std::move(last_error()); }

std::int64_t open_hdf5_file() {
    hid_t file = H5I_INVALID_HID;
    if (H5Fget_obj_ids(H5F_OBJ_ALL, H5F_OBJ_FILE, 1, &file) != 1) return H5I_INVALID_HID;
    return file;
}

std::string reason_not_to_read_hdf5(std::int64_t file, const std::string& group_path, const std::string& variable) {
    take_hdf5_error();
    const hid_t dataset = file < 0 ? H5I_INVALID_HID : open_dataset(file, group_path, variable);
    if (dataset < 0) return "HDF5 does not open its dataset again: " + take_hdf5_error();
    const hid_t creation = H5Dget_create_plist(dataset);
    std::string reason = reason_in(creation);
    H5Pclose(creation);
    H5Dclose(dataset);
    return reason;
}

}  // namespace cairn
