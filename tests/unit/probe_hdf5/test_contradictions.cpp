// Files whose checksums are right and whose parts contradict each other: libnetcdf looks names up by an index, and
// makes of them what it finds there. They are left to it.
#include <catch2/catch.hpp>
#include <cstring>
#include <span>

#include "base/codecs/checksum.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/unit/probe_hdf5/hdf5_fixture.hpp"
#include "tests/unit/probe_hdf5/native_oracle.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr int k_many = 12;  ///< attributes or links: they are in a heap, and have a B-tree

std::string file_with_many_names(const TempFolder& folder) {
    const std::string path = folder.path() + "/names.h5";
    {
        Hdf5Writer file(path, {true});
        for (int i = 0; i < k_many; ++i) file.add_text(file.id(), "a" + std::to_string(i), "text");
        for (int i = 0; i < k_many; ++i) file.add_coordinate("v" + std::to_string(i), {{2}});
    }
    return read_file(path);
}

std::string file_with_one_name(const TempFolder& folder) {
    const std::string path = folder.path() + "/name.h5";
    { Hdf5Writer(path, {true}).add_coordinate("seventeen", {{2}}); }
    return read_file(path);
}

/// Writes the checksum of the `size` bytes from `begin` after them.
void put_checksum(std::string& bytes, std::size_t begin, std::size_t size) {
    const std::uint32_t sum = codecs::lookup3(std::as_bytes(std::span(bytes).subspan(begin, size)));
    std::memcpy(bytes.data() + begin + size, &sum, sizeof sum);
}

/// Changes a byte of a record in the leaf of the B-tree of a type, which has k_many records.
std::string with_changed_record(std::string bytes, unsigned char type, std::size_t record_bytes, std::size_t at) {
    std::size_t leaf = bytes.find("BTLF");
    while (leaf != std::string::npos && static_cast<unsigned char>(bytes[leaf + 5]) != type)
        leaf = bytes.find("BTLF", leaf + 1);
    REQUIRE(leaf != std::string::npos);
    char& byte = bytes[leaf + 6 + (k_many / 2) * record_bytes + at];
    byte = static_cast<char>(byte ^ 1);
    put_checksum(bytes, leaf, 6 + k_many * record_bytes);
    return bytes;
}

std::string reason_of(const std::string& bytes) {
    const auto found = read_hdf5_bytes(bytes);
    REQUIRE(found);
    const auto* declined = std::get_if<Declined>(&*found);
    return declined == nullptr ? "read" : declined->reason;
}

}  // namespace

TEST_CASE("names that an index has under another hash are declined") {
    const TempFolder folder;
    const std::string bytes = file_with_many_names(folder);
    CHECK(reason_of(bytes) == "read");
    const std::string attribute = reason_of(with_changed_record(bytes, 8, 17, 13));
    CHECK(attribute.find("attribute") != std::string::npos);
    const std::string link = reason_of(with_changed_record(bytes, 5, 11, 0));
    CHECK(link.find("link") != std::string::npos);
    CHECK(reason_of(with_changed_record(bytes, 8, 17, 16)).find("attribute") != std::string::npos);
    CHECK(reason_of(with_changed_record(bytes, 5, 11, 3)).find("link") != std::string::npos);
}

TEST_CASE("a name with a NUL byte in it is declined: libnetcdf's ends there") {
    const TempFolder folder;
    std::string bytes = file_with_one_name(folder);
    CHECK(reason_of(bytes) == "read");
    const std::size_t name = bytes.find("seventeen");
    const std::size_t header = bytes.rfind("OHDR", name);
    REQUIRE(name != std::string::npos);
    bytes[name + 5] = '\0';
    const auto flags = static_cast<unsigned char>(bytes[header + 5]);
    const std::size_t size_at = header + 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
    const std::size_t width = std::size_t{1} << (flags & 3);
    std::size_t size = 0;
    std::memcpy(&size, bytes.data() + size_at, width);
    put_checksum(bytes, header, size_at - header + width + size);
    CHECK(reason_of(bytes).find("NUL") != std::string::npos);
}
