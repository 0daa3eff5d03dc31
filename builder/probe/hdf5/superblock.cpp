#include "builder/probe/hdf5/superblock.hpp"

namespace cairn::hdf5 {

namespace {

constexpr std::string_view k_signature = "\x89HDF\r\n\x1a\n";
constexpr std::uint8_t k_marked_for_writing = 0x05;  ///< open for writing, or for single-writer multiple-reader access

struct Ends {
    std::uint64_t base = 0;  ///< as stored: a tool may have put a user block before the file since
    std::uint64_t file = 0;
    std::uint64_t driver = k_undefined;
};

std::uint64_t find_signature(File& file) {
    for (std::uint64_t at = 0; at + 8 <= file.size_bytes(); at = at == 0 ? 512 : at * 2) {
        if (text_of(file.read(at, 8, "the signature").all()) == k_signature) return at;
        if (at > (UINT64_MAX >> 2)) break;
    }
    throw Damage{0, "found no HDF5 signature"};
}

Sizes checked(Sizes sizes, const Cursor& at) {
    for (const std::uint8_t size : {sizes.address, sizes.length}) {
        if (size == 16 || size == 32) throw Unsupported{fmt::format("addresses of {} bytes", size)};
        if (size != 2 && size != 4 && size != 8)
            at.fail(fmt::format("found addresses or lengths of {} bytes, expected 2, 4 or 8", size));
    }
    return sizes;
}

/// `bytes` begins after the version.
Superblock read_old(Cursor bytes, std::uint8_t version, Sizes& sizes, Ends& ends) {
    Superblock block;
    block.version = version;
    bytes.skip(4);
    sizes.address = bytes.u8();
    sizes.length = bytes.u8();
    checked(sizes, bytes);
    bytes.skip(1 + 2 + 2 + 4 + (version == 1 ? 4 : 0));
    Cursor tail(bytes.rest(), bytes.file_offset(), sizes);
    ends.base = tail.address();
    tail.address();  // of free space: never used
    ends.file = tail.address();
    ends.driver = tail.address();
    tail.length();  // the root's name
    block.root = tail.address();
    return block;
}

/// A file that one of the library's drivers spreads over several, or a superblock that is damaged.
[[noreturn]] void check_driver(File& file, std::uint64_t address) {
    constexpr std::uint64_t k_size = 16;
    Cursor block = file.read(address, k_size, "the driver information block");
    if (const unsigned version = block.u8(); version != 0)
        block.fail(fmt::format("found version {} of a driver information block, expected 0", version));
    block.skip(7);
    const std::string_view name = text_of(block.bytes(8));
    if (name != "NCSAmult" && name != "NCSAfami") block.fail("found a driver information block of no driver of HDF5");
    throw Unsupported{"a driver information block: the file is one of several"};
}

Superblock read_new(Cursor bytes, std::uint8_t version, Sizes& sizes, Ends& ends) {
    Superblock block;
    block.version = version;
    sizes.address = bytes.u8();
    sizes.length = bytes.u8();
    checked(sizes, bytes);
    const std::uint8_t flags = bytes.u8();
    Cursor tail(bytes.rest(), bytes.file_offset(), sizes);
    ends.base = tail.address();
    block.extension = tail.address();
    ends.file = tail.address();
    block.root = tail.address();
    if (version == 3 && (flags & k_marked_for_writing) != 0)
        throw Unsupported{"a file that is marked as open for writing"};
    return block;
}

}  // namespace

Superblock read_superblock(File& file) {
    constexpr std::uint64_t k_longest = 9 + 11 + 4 + 4 + 4 * 8 + 8 + 8;
    const std::uint64_t at = find_signature(file);
    Cursor bytes = file.read(at, std::min(k_longest, file.size_bytes() - at), "the superblock");
    bytes.skip(8);
    const std::uint8_t version = bytes.u8();
    if (version > 3) bytes.unknown_version("the superblock", version);
    Sizes sizes;
    Ends ends;
    const Superblock block =
        version < 2 ? read_old(bytes, version, sizes, ends) : read_new(bytes, version, sizes, ends);
    if (version >= 2) {
        const std::uint64_t size = 12 + 4ULL * sizes.address + 4;
        verify_checksum(file.read(at, size, "the superblock"), "a superblock");
    }
    file.set_layout(at, sizes);
    const std::uint64_t end = ends.file - ends.base + at;
    if (ends.file != k_undefined && ends.file >= ends.base && end > file.size_bytes()) {
        throw Refused{"probe/truncated",
                      fmt::format("found {} bytes, the superblock says that the file has {}: it is truncated; fetch or "
                                  "write it again",
                                  file.size_bytes(), end)};
    }
    if (ends.driver != k_undefined) check_driver(file, ends.driver);
    return block;
}

}  // namespace cairn::hdf5
