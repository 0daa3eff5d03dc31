// One valid header, one change each: what is said of it, and where.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "builder/probe/cdf/cdf.hpp"
#include "builder/probe/cdf/header.hpp"
#include "tests/support/cdl.hpp"
#include "tests/support/slow_bytes.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr std::string_view k_two = R"(netcdf two {
dimensions: time = UNLIMITED ; x = 3 ;
variables:
    short x(x) ; x:axis = "X" ;
    float time(time) ;
    double both(time, x) ; both:coordinates = "time" ;
data:
    x = 1, 2, 3 ;
    time = 1, 2 ;
})";

// Offsets in the classic format of the above.
constexpr std::size_t k_dimensions = 8;
constexpr std::size_t k_time_name = 16;
constexpr std::size_t k_variables = 48;

std::string valid_bytes() {
    const TempFolder folder;
    return read_file(make_netcdf(folder.path(), "two", k_two, netcdf_kinds()[0]).path);
}

void put_number(std::string& bytes, std::size_t at, std::uint32_t value) {
    for (int i = 0; i < 4; ++i) bytes[at + static_cast<std::size_t>(i)] = static_cast<char>(value >> (24 - 8 * i));
}

Outcome<NativeResult> read(const std::string& bytes) {
    MemoryBytes file(bytes);
    WindowedBytes windows(file);
    return read_cdf(windows, {});
}

void check_damaged(const std::string& bytes, std::string_view message, std::uint64_t offset) {
    const auto result = read(bytes);
    REQUIRE_FALSE(result);
    CHECK(result.problem().code == "probe/damaged");
    INFO(result.problem().message);
    CHECK(result.problem().message.find(message) != std::string::npos);
    CHECK(result.problem().offset == offset);
}

/// Where the number that is the offset of a variable's values stands.
std::size_t place_of_begin(const std::string& bytes, std::string_view name) {
    const std::size_t at = bytes.find(std::string(name) + std::string(1, '\0'), k_variables);
    REQUIRE(at != std::string::npos);
    return at + name.size() + 24;  // behind the number of dimensions, one dimension, no attributes, type and size
}

}  // namespace

TEST_CASE("a valid file is read with one read") {
    const std::string bytes = valid_bytes();
    MemoryBytes file(bytes);
    WindowedBytes windows(file);
    const auto result = read_cdf(windows, {});
    REQUIRE(result);
    const auto& dataset = std::get<Dataset>(*result);
    CHECK(dataset.reader == "native-cdf");
    CHECK(dataset.groups[0].dimensions[0].size == 2);
    CHECK(file.reads() == 1);
}

TEST_CASE("a header that is none says what was expected, and where") {
    const std::string valid = valid_bytes();
    std::string bytes = valid;
    bytes[3] = 3;
    check_damaged(bytes, "magic number", 0);
    bytes = valid;
    put_number(bytes, k_dimensions, 0x0B);
    check_damaged(bytes, "expected the dimension list, found tag 0xb and count 2", k_dimensions);
    bytes = valid;
    put_number(bytes, k_time_name, 257);
    check_damaged(bytes, "a name of at most 256 bytes, found 257", k_time_name);
    bytes = valid;
    put_number(bytes, k_variables, 7);
    check_damaged(bytes, "expected the variable list, found tag 0x7 and count 3", k_variables);
}

TEST_CASE("variables that lie upon each other are damage") {
    std::string bytes = valid_bytes();
    const std::size_t place = place_of_begin(bytes, "time");
    put_number(bytes, place, 4);
    const auto result = read(bytes);
    REQUIRE_FALSE(result);
    INFO(result.problem().message);
    CHECK(result.problem().code == "probe/damaged");
    CHECK(result.problem().message.find("variable time begins at byte 4, expected it behind byte") !=
          std::string::npos);
}

TEST_CASE("a header as long as nobody writes one is declined") {
    std::string bytes = valid_bytes();
    bytes.resize(k_largest_cdf_header + 100);
    put_number(bytes, 40, 0x0C);       // the list of global attributes
    put_number(bytes, 44, 0x7FFFFFF);  // of which there are more than fit, all empty
    std::fill(bytes.begin() + 48, bytes.end(), '\0');
    for (std::size_t at = 48; at + 12 <= bytes.size(); at += 12) put_number(bytes, at + 4, 1);
    const auto result = read(bytes);
    INFO((result ? std::string() : result.problem().message));
    REQUIRE(result);
    REQUIRE(std::holds_alternative<Declined>(*result));
    CHECK(std::get<Declined>(*result).reason.find("more than 8388608 bytes") != std::string::npos);
}

TEST_CASE("a file that has become shorter since it was opened is truncated") {
    class ShrunkBytes final : public PositionedBytes {
      public:
        explicit ShrunkBytes(const std::string& bytes)
            : m_bytes(std::string_view(bytes).substr(0, bytes.size() - 20)) {}
        std::uint64_t size_bytes() const override { return m_bytes.size_bytes() + 20; }
        std::size_t read(std::uint64_t offset, std::span<std::byte> into) override {
            return m_bytes.read(offset, into);
        }

      private:
        MemoryBytes m_bytes;
    };
    const std::string bytes = valid_bytes();
    ShrunkBytes file(bytes);
    WindowedBytes windows(file);
    const auto result = read_cdf(windows, {});
    REQUIRE_FALSE(result);
    CHECK(result.problem().code == "probe/truncated");
}
