// Filters: chunks that this file compresses with the filters' own libraries, and files that the filters' own plugins
// wrote. The worker, without plugins, is no oracle here: the values are known.
#include <blosc.h>
#include <bzlib.h>
#include <fmt/format.h>
#include <lz4.h>
#include <zstd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <cstring>
#include <map>

#include "base/codecs/bitshuffle.hpp"
#include "base/codecs/blosc.hpp"
#include "base/codecs/bzip2.hpp"
#include "base/codecs/lz4.hpp"
#include "base/codecs/zstd.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/unit/probe/real_files.hpp"
#include "tests/unit/probe_hdf5/hdf5_fixture.hpp"
#include "tests/unit/probe_hdf5/native_oracle.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

using Parameters = std::vector<unsigned>;
using Encode = std::string (*)(const std::string& chunk, const Parameters& parameters);

std::string big_endian(std::uint64_t value, std::size_t width) {
    std::string bytes;
    for (std::size_t i = width; i > 0; --i) bytes.push_back(static_cast<char>(value >> (8 * (i - 1)) & 0xFF));
    return bytes;
}

std::string zstd(const std::string& chunk, const Parameters&) {
    std::string out(ZSTD_compressBound(chunk.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), chunk.data(), chunk.size(), 3));
    return out;
}

std::string lz4_block(std::string_view block) {
    std::string out(static_cast<std::size_t>(LZ4_compressBound(static_cast<int>(block.size()))), '\0');
    out.resize(static_cast<std::size_t>(
        LZ4_compress_default(block.data(), out.data(), static_cast<int>(block.size()), static_cast<int>(out.size()))));
    return out;
}

/// Parameter 0: bytes a block. Blocks that do not shrink are stored.
std::string lz4(const std::string& chunk, const Parameters& parameters) {
    const std::size_t block = parameters[0];
    std::string out = big_endian(chunk.size(), 8) + big_endian(block, 4);
    for (std::size_t at = 0; at < chunk.size(); at += block) {
        const std::string plain = chunk.substr(at, block);
        const std::string packed = lz4_block(plain);
        const std::string& kept = packed.size() < plain.size() ? packed : plain;
        out += big_endian(kept.size(), 4) + kept;
    }
    return out;
}

std::string bzip2(const std::string& chunk, const Parameters&) {
    std::string out(chunk.size() * 2 + 600, '\0');
    auto size = static_cast<unsigned>(out.size());
    std::string source = chunk;
    REQUIRE(BZ2_bzBuffToBuffCompress(out.data(), &size, source.data(), static_cast<unsigned>(source.size()), 9, 0, 0) ==
            BZ_OK);
    out.resize(size);
    return out;
}

/// Parameters as the HDF5 filter has them: 2 bytes a value, 5 shuffle (2: of bits), 6 compressor.
std::string blosc(const std::string& chunk, const Parameters& parameters) {
    static const char* const k_names[] = {"blosclz", "lz4", "lz4hc", "snappy", "zlib", "zstd"};
    std::string out(chunk.size() + BLOSC_MAX_OVERHEAD, '\0');
    const int size = blosc_compress_ctx(5, static_cast<int>(parameters[5]), parameters[2], chunk.size(), chunk.data(),
                                        out.data(), out.size(), k_names[parameters[6]], 0, 1);
    REQUIRE(size > 0);
    out.resize(static_cast<std::size_t>(size));
    return out;
}

/// The definition, bit by bit.
std::string transposed_bits(const std::string& block, std::size_t width) {
    const std::size_t count = block.size() / width;
    std::string out(block.size(), '\0');
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t bit = 0; bit < 8 * width; ++bit) {
            const bool is_set = (block[i * width + bit / 8] >> (bit % 8) & 1) != 0;
            char& byte = out[bit * (count / 8) + i / 8];
            if (is_set) byte = static_cast<char>(byte | 1 << (i % 8));
        }
    }
    return out;
}

std::string bitshuffle(const std::string& chunk, const Parameters& parameters) {
    const std::size_t width = parameters[2];
    const std::size_t values = parameters[3] > 0 ? parameters[3] : 8192 / width;
    const bool is_compressed = parameters[4] > 0;
    std::string out = is_compressed ? big_endian(chunk.size(), 8) + big_endian(values * width, 4) : std::string();
    std::size_t at = 0;
    while (chunk.size() - at >= 8 * width) {
        const std::size_t size = std::min(values, (chunk.size() - at) / width / 8 * 8) * width;
        const std::string bits = transposed_bits(chunk.substr(at, size), width);
        const std::string packed = parameters[4] == 2 ? lz4_block(bits) : parameters[4] == 3 ? zstd(bits, {}) : bits;
        out += (is_compressed ? big_endian(packed.size(), 4) : std::string()) + packed;
        at += size;
    }
    return out + chunk.substr(at);
}

/// As HDF5 calls a filter when it writes; never when it reads here.
template <Encode encode>
std::size_t filter(unsigned flags, std::size_t count, const unsigned* parameters, std::size_t size,
                   std::size_t* capacity, void** buffer) {
    if ((flags & H5Z_FLAG_REVERSE) != 0) return 0;
    const std::string out =
        encode(std::string(static_cast<const char*>(*buffer), size), Parameters(parameters, parameters + count));
    void* memory = H5allocate_memory(out.size(), false);
    std::memcpy(memory, out.data(), out.size());
    H5free_memory(*buffer);
    *buffer = memory;
    *capacity = out.size();
    return out.size();
}

struct Case {
    std::string name;
    H5Z_filter_t id;
    std::size_t (*write)(unsigned, std::size_t, const unsigned*, std::size_t, std::size_t*, void**);
    Encode encode;
    std::vector<Parameters> parameters;
};

const std::vector<Case>& cases() {
    static const std::vector<Case> k_cases{
        {"zstd", 32015, filter<zstd>, zstd, {{}, {3}}},
        {"lz4", 32004, filter<lz4>, lz4, {{1U << 20}, {512}, {40}}},
        {"bzip2", 307, filter<bzip2>, bzip2, {{9}}},
        {"blosc",
         32001,
         filter<blosc>,
         blosc,
         {{2, 2, 8, 0, 5, 0, 0},
          {2, 2, 8, 0, 5, 1, 1},
          {2, 2, 8, 0, 5, 2, 1},
          {2, 2, 8, 0, 5, 1, 2},
          {2, 2, 8, 0, 5, 1, 4},
          {2, 2, 8, 0, 5, 2, 5}}},
        {"bitshuffle",
         32008,
         filter<bitshuffle>,
         bitshuffle,
         {{0, 4, 8, 0, 0}, {0, 4, 8, 0, 2}, {0, 4, 8, 16, 2}, {0, 4, 8, 0, 3, 1}, {0, 4, 8, 64, 0}}}};
    return k_cases;
}

std::vector<std::int64_t> counting(std::size_t count) {
    std::vector<std::int64_t> values(count);
    for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<std::int64_t>(i) + 1;
    return values;
}

std::vector<std::uint32_t> as_stored(const Parameters& parameters) { return {parameters.begin(), parameters.end()}; }

/// Undone as the reader does; nothing for damage.
std::optional<std::string> undone(H5Z_filter_t id, const Parameters& parameters, std::string_view packed,
                                  std::size_t room) {
    using namespace cairn::codecs;
    std::vector<std::byte> out(room);
    const Bytes in = std::as_bytes(std::span(packed.data(), packed.size()));
    const auto got = id == 32015   ? unzstd(in, out)
                     : id == 32004 ? unlz4_hdf5(in, out)
                     : id == 307   ? unbzip2(in, out, Bzip2Streams::first)
                     : id == 32001 ? unblosc(in, out)
                                   : unbitshuffle(as_stored(parameters), in, out);
    if (!got) return std::nullopt;
    return std::string(reinterpret_cast<const char*>(out.data()), *got);
}

}  // namespace

TEST_CASE("coordinates behind every filter, alone and after shuffle and checksums") {
    const TempFolder folder;
    const std::string path = folder / "a.h5";
    for (const Case& one : cases()) {
        const H5Z_class2_t filter_class{H5Z_CLASS_T_VERS, one.id, 1, 1, one.name.c_str(), nullptr, nullptr, one.write};
        REQUIRE(H5Zregister(&filter_class) >= 0);
        for (const Parameters& parameters : one.parameters) {
            for (const bool is_wrapped : {false, true}) {
                // 300 values are blocks and a rest, 3 fill no unit of eight
                for (const auto& [size, chunk] : std::vector<std::pair<hsize_t, hsize_t>>{{1000, 300}, {5, 3}}) {
                    INFO(one.name << " " << fmt::format("{}", fmt::join(parameters, " ")) << " of " << size);
                    {
                        Hdf5Writer file(path);
                        file.add_coordinate("x", {{size}, {}, {chunk}}, [&, wrapped = is_wrapped](hid_t creation) {
                            if (wrapped) H5Pset_shuffle(creation);
                            H5Pset_filter(creation, one.id, 0, parameters.size(), parameters.data());
                            if (wrapped) H5Pset_fletcher32(creation);
                        });
                    }
                    const auto found = read_hdf5_file(path);
                    INFO((found ? "" : found.problem().message));
                    REQUIRE(found);
                    REQUIRE(std::holds_alternative<Dataset>(*found));
                    CHECK(std::get<Dataset>(*found).groups[0].variables.at(0).values == Values(counting(size)));
                }
            }
        }
        H5Zunregister(one.id);
    }
}

TEST_CASE("damaged compressed chunks are refused or something else, but end") {
    const auto values = counting(300);
    const std::string plain(reinterpret_cast<const char*>(values.data()), values.size() * sizeof values[0]);
    for (const Case& one : cases()) {
        for (const Parameters& parameters : one.parameters) {
            INFO(one.name << " " << fmt::format("{}", fmt::join(parameters, " ")));
            const std::string packed = one.encode(plain, parameters);
            REQUIRE(undone(one.id, parameters, packed, plain.size()) == plain);
            CHECK_FALSE(undone(one.id, parameters, packed, plain.size() - 1));  // no room
            for (std::size_t size = 0; size < packed.size(); ++size) {
                if (undone(one.id, parameters, packed.substr(0, size), plain.size()) != plain) continue;
                FAIL("the first " << size << " of " << packed.size() << " bytes were enough");
            }
            for (std::size_t bit = 0; bit<8 * packed.size(); bit += packed.size()> 4096 ? 5 : 1) {
                std::string broken = packed;
                broken[bit / 8] = static_cast<char>(broken[bit / 8] ^ 1 << (bit % 8));
                (void)undone(one.id, parameters, broken, plain.size());
            }
        }
    }
}

TEST_CASE("parameters of bitshuffle that make no sense are damage") {
    const std::string chunk(64, 'c');
    for (const Parameters& parameters : std::vector<Parameters>{
             {}, {0, 4}, {0, 4, 0}, {0, 4, 1U << 30}, {0, 4, 8, 7}, {0, 4, 8, 0, 1}, {0, 4, 8, 0, 2}, {0, 4, 24}}) {
        INFO(fmt::format("{}", fmt::join(parameters, " ")));
        CHECK_FALSE(undone(32008, parameters, chunk, chunk.size()));
    }
}

namespace {

/// The values of the datasets that a copy of the file has, made coordinates.
std::map<std::string, Values> values_of_datasets(const TempFolder& folder, const Source& source) {
    const std::string path = folder / "copy.h5";
    folder.add_file("copy.h5", read_file(source.path));
    const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    REQUIRE(file >= 0);
    const auto make_coordinate = [](hid_t group, const char* name, const H5L_info_t*, void*) -> herr_t {
        const hid_t object = H5Oopen(group, name, H5P_DEFAULT);
        if (H5Iget_type(object) == H5I_DATASET) Hdf5Writer::add_text(object, "axis", "X");
        H5Oclose(object);
        return 0;
    };
    REQUIRE(H5Literate(file, H5_INDEX_NAME, H5_ITER_NATIVE, nullptr, make_coordinate, nullptr) >= 0);
    H5Fclose(file);
    const auto found = read_hdf5_file(path);
    INFO(source.path << " " << (found ? "" : found.problem().message));
    REQUIRE(found);
    std::map<std::string, Values> values;
    if (const auto* declined = std::get_if<Declined>(&*found)) FAIL(declined->reason);
    for (const Variable& variable : std::get<Dataset>(*found).groups[0].variables)
        values[variable.name] = variable.values;
    return values;
}

}  // namespace

TEST_CASE("files that the plugins of the filters wrote hold the same values behind every filter") {
    const TempFolder folder;
    std::map<std::string, std::map<std::string, Values>> by_family;
    std::size_t files = 0;
    for (const Source& source : netcdf_files_below(shared_data() + "/kerchunk")) {
        const std::string family = source.relative.starts_with("hdf5_compression_") ? "compression"
                                   : source.relative.starts_with("hdf5_mini_")      ? "mini"
                                                                                    : "";
        if (family.empty()) continue;
        ++files;
        const auto values = values_of_datasets(folder, source);
        REQUIRE_FALSE(values.empty());
        for (const auto& [name, one] : values) {
            INFO(source.relative << " " << name);
            CHECK(size_of(one) > 0);
        }
        const auto [first, is_new] = by_family.emplace(family, values);
        INFO(source.relative);
        if (!is_new) CHECK(values == first->second);
    }
    if (files == 0) WARN("skipped: the shared data is not here");
}

TEST_CASE("scaleoffset and nbit are left to libnetcdf, which has them") {
    const TempFolder folder;
    const std::string path = folder / "a.h5";
    for (const bool is_nbit : {false, true}) {
        {
            Hdf5Writer file(path);
            file.add_coordinate("x", {{100}, {}, {10}}, [&](hid_t creation) {
                if (is_nbit) {
                    H5Pset_nbit(creation);
                } else {
                    H5Pset_scaleoffset(creation, H5Z_SO_INT, H5Z_SO_INT_MINBITS_DEFAULT);
                }
            });
        }
        CHECK(reason_declined(path) ==
              (is_nbit ? "a coordinate with filter 5 (nbit)" : "a coordinate with filter 6 (scaleoffset)"));
        Source source;
        source.path = path;
        source.format = Format::hdf5;
        const auto read = make_oracle()->read(source);
        REQUIRE(read);
        CHECK(read->groups[0].variables.at(0).values == Values(counting(100)));
    }
}
