// HDF5 files that libnetcdf does not write, by the HDF5 library.
#pragma once

#include <hdf5.h>

#include <functional>
#include <string>
#include <vector>

namespace cairn::test {

/// An open file; closed in the destructor.
class Hdf5Writer {
  public:
    struct Options {
        bool latest_format = false;  ///< superblock 3, version 2 headers, the newer chunk indexes
        hsize_t user_block = 0;
        bool shares_messages = false;
    };
    explicit Hdf5Writer(const std::string& path) : Hdf5Writer(path, Options()) {}
    Hdf5Writer(const std::string& path, Options options);
    ~Hdf5Writer();
    Hdf5Writer(const Hdf5Writer&) = delete;
    Hdf5Writer& operator=(const Hdf5Writer&) = delete;

    hid_t id() const { return m_id; }

    struct Shape {
        std::vector<hsize_t> sizes;
        std::vector<hsize_t> largest = {};  ///< empty: as `sizes`
        std::vector<hsize_t> chunk = {};    ///< empty: not chunked
        std::vector<hsize_t> only = {};     ///< of one dimension: the elements that are written; empty: all
    };
    using Creation = std::function<void(hid_t creation)>;

    /// int64 values 1, 2, 3, ... in C order (0 where nothing is written), with the attribute axis = "X", which makes it a coordinate.
    void add_coordinate(const std::string& name, const Shape& shape, const Creation& creation = {});
    static void add_text(hid_t object, const std::string& name, const std::string& value);

  private:
    hid_t m_id;
};

}  // namespace cairn::test
