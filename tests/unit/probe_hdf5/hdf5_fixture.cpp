#include "tests/unit/probe_hdf5/hdf5_fixture.hpp"

#include <catch2/catch.hpp>
#include <numeric>

namespace cairn::test {

Hdf5Writer::Hdf5Writer(const std::string& path, Options options) {
    const hid_t creation = H5Pcreate(H5P_FILE_CREATE);
    if (options.user_block > 0) H5Pset_userblock(creation, options.user_block);
    if (options.shares_messages) {
        H5Pset_shared_mesg_nindexes(creation, 2);
        H5Pset_shared_mesg_index(
            creation, 0, H5O_SHMESG_DTYPE_FLAG | H5O_SHMESG_SDSPACE_FLAG | H5O_SHMESG_FILL_FLAG | H5O_SHMESG_PLINE_FLAG,
            1);
        H5Pset_shared_mesg_index(creation, 1, H5O_SHMESG_ATTR_FLAG, 1);
    }
    const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    if (options.latest_format) H5Pset_libver_bounds(access, H5F_LIBVER_LATEST, H5F_LIBVER_LATEST);
    m_id = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation, access);
    H5Pclose(access);
    H5Pclose(creation);
    REQUIRE(m_id >= 0);
}

Hdf5Writer::~Hdf5Writer() { H5Fclose(m_id); }

void Hdf5Writer::add_coordinate(const std::string& name, const Shape& shape, const Creation& creation) {
    const int rank = static_cast<int>(shape.sizes.size());
    const hid_t space =
        H5Screate_simple(rank, shape.sizes.data(), shape.largest.empty() ? nullptr : shape.largest.data());
    const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
    if (!shape.chunk.empty()) H5Pset_chunk(properties, rank, shape.chunk.data());
    if (creation) creation(properties);
    const hid_t dataset = H5Dcreate2(m_id, name.c_str(), H5T_STD_I64LE, space, H5P_DEFAULT, properties, H5P_DEFAULT);
    REQUIRE(dataset >= 0);
    hsize_t count = 1;
    for (const hsize_t size : shape.sizes) count *= size;
    std::vector<std::int64_t> values(count);
    std::iota(values.begin(), values.end(), 1);
    if (!shape.only.empty())
        REQUIRE(H5Sselect_elements(space, H5S_SELECT_SET, shape.only.size(), shape.only.data()) >= 0);
    const hid_t written = shape.only.empty() ? H5S_ALL : space;
    REQUIRE(H5Dwrite(dataset, H5T_NATIVE_INT64, written, written, H5P_DEFAULT, values.data()) >= 0);
    add_text(dataset, "axis", "X");
    H5Dclose(dataset);
    H5Pclose(properties);
    H5Sclose(space);
}

void Hdf5Writer::add_text(hid_t object, const std::string& name, const std::string& value) {
    const hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, std::max<std::size_t>(value.size(), 1));
    const hid_t scalar = H5Screate(H5S_SCALAR);
    const hid_t attribute = H5Acreate2(object, name.c_str(), type, scalar, H5P_DEFAULT, H5P_DEFAULT);
    REQUIRE(H5Awrite(attribute, type, value.c_str()) >= 0);
    H5Aclose(attribute);
    H5Sclose(scalar);
    H5Tclose(type);
}

}  // namespace cairn::test
