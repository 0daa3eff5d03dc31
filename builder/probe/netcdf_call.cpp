#include "builder/probe/netcdf_call.hpp"

#include <fmt/format.h>

#include <cstring>

#include "base/text.hpp"
#include "builder/probe/hdf5_guard.hpp"

namespace cairn {

std::string NetcdfFailure::text() const {
    std::string result = fmt::format("libnetcdf: {} ({}) in {}", nc_strerror(status), status, call);
    if (!where.empty()) result += fmt::format(" for {}", to_utf8(where));
    if (!detail.empty()) result += fmt::format(" (HDF5: {})", to_utf8(detail));
    return result;
}

void check(int status, std::string_view call, std::string_view where) {
    if (status != NC_NOERR) throw NetcdfFailure{status, std::string(call), std::string(where), take_hdf5_error()};
}

Type type_of(nc_type type) {
    switch (type) {
        case NC_CHAR:
            return Type::character;
        case NC_BYTE:
            return Type::int8;
        case NC_UBYTE:
            return Type::uint8;
        case NC_SHORT:
            return Type::int16;
        case NC_USHORT:
            return Type::uint16;
        case NC_INT:
            return Type::int32;
        case NC_UINT:
            return Type::uint32;
        case NC_INT64:
            return Type::int64;
        case NC_UINT64:
            return Type::uint64;
        case NC_FLOAT:
            return Type::float32;
        case NC_DOUBLE:
            return Type::float64;
        case NC_STRING:
            return Type::string;
        default:
            return Type::other;
    }
}

NetcdfStrings::~NetcdfStrings() { nc_free_string(m_texts.size(), m_texts.data()); }

std::uint64_t NetcdfStrings::held_bytes() const {
    std::uint64_t sum = 0;
    for (const char* text : m_texts) sum += sizeof(std::string) + (text == nullptr ? 0 : std::strlen(text));
    return sum;
}

std::vector<std::string> NetcdfStrings::copy() const {
    std::vector<std::string> texts(m_texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (m_texts[i] != nullptr) texts[i] = m_texts[i];
    }
    return texts;
}

}  // namespace cairn
