// Calls of libnetcdf that succeed or throw what failed, and its types in ours.
#pragma once

#include <netcdf.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "builder/model/dataset.hpp"

namespace cairn {

/// Stays within the files that talk to libnetcdf: their public functions return it as a Problem.
struct NetcdfFailure {
    int status = NC_NOERR;
    std::string call;    ///< "nc_inq_var"
    std::string where;   ///< "variable /a/b", "attribute units of ..."; empty for the file itself
    std::string detail;  ///< what HDF5 said

    bool is_memory() const { return status == NC_ENOMEM; }
    std::string text() const;
};

void check(int status, std::string_view call, std::string_view where = {});

Type type_of(nc_type type);

/// libnetcdf's 64-bit integers are C's `long long`, which g++ keeps apart from std::int64_t although they are the same.
inline long long* as_c(std::int64_t* values) { return reinterpret_cast<long long*>(values); }
inline double* as_c(double* values) { return values; }
inline unsigned long long* as_c(std::uint64_t* values) { return reinterpret_cast<unsigned long long*>(values); }
static_assert(sizeof(long long) == sizeof(std::int64_t));

/// The strings that libnetcdf allocated; a null pointer is an empty string. Frees them in the destructor.
class NetcdfStrings {
  public:
    explicit NetcdfStrings(std::size_t count) : m_texts(count, nullptr) {}
    ~NetcdfStrings();
    NetcdfStrings(const NetcdfStrings&) = delete;
    NetcdfStrings& operator=(const NetcdfStrings&) = delete;

    char** data() { return m_texts.data(); }
    std::uint64_t held_bytes() const;
    std::vector<std::string> copy() const;

  private:
    std::vector<char*> m_texts;
};

}  // namespace cairn
