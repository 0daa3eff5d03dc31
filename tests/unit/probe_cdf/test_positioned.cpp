#include <catch2/catch.hpp>
#include <numeric>
#include <system_error>

#include "base/storage/positioned.hpp"
#include "builder/probe/native_reader.hpp"
#include "tests/support/slow_bytes.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

/// Each byte tells its own offset, nearly.
std::string counted_bytes(std::size_t size) {
    std::string bytes(size, '\0');
    std::iota(bytes.begin(), bytes.end(), static_cast<char>(0));
    return bytes;
}

bool is_from(std::span<const std::byte> view, std::string_view bytes, std::size_t offset) {
    return std::string_view(reinterpret_cast<const char*>(view.data()), view.size()) ==
           bytes.substr(offset, view.size());
}

/// A file that is shorter when it is read than when it was opened.
class ShrinkingBytes final : public PositionedBytes {
  public:
    std::uint64_t size_bytes() const override { return 1000; }
    std::size_t read(std::uint64_t, std::span<std::byte> into) override {
        return std::min<std::size_t>(10, into.size());
    }
};

}  // namespace

TEST_CASE("views within the first read cost nothing more") {
    const std::string bytes = counted_bytes(200'000);
    MemoryBytes file(bytes);
    WindowedBytes windows(file);
    for (const std::size_t offset : {0U, 4U, 60'000U, 1000U}) {
        const auto view = windows.view(offset, 100);
        REQUIRE(view.size() == 100);
        CHECK(is_from(view, bytes, offset));
    }
    CHECK(windows.reads() == 1);
    CHECK(windows.bytes_read() == WindowedBytes::k_first_read);
}

TEST_CASE("three places are remembered") {
    const std::string bytes = counted_bytes(1 << 20);
    MemoryBytes file(bytes);
    WindowedBytes windows(file, 4096);
    for (int round = 0; round < 5; ++round) {
        for (const std::size_t offset : {0U, 500'000U, 900'000U}) {
            CHECK(is_from(windows.view(offset, 64), bytes, offset));
        }
    }
    CHECK(windows.reads() == 3);
}

TEST_CASE("a file read from begin to end takes few reads") {
    const std::string bytes = counted_bytes(1 << 20);
    MemoryBytes file(bytes);
    WindowedBytes windows(file);
    for (std::size_t offset = 0; offset < bytes.size(); offset += 512)
        CHECK(is_from(windows.view(offset, 512), bytes, offset));
    CHECK(windows.reads() <= 20);
}

TEST_CASE("without read-ahead no byte more is read") {
    const std::string bytes = counted_bytes(1 << 20);
    MemoryBytes file(bytes);
    WindowedBytes windows(file);
    CHECK(is_from(windows.view(700'000, 24, ReadAhead::none), bytes, 700'000));
    CHECK(windows.bytes_read() == 24);
}

TEST_CASE("there is no view beyond the end, of nothing, or of too much") {
    const std::string bytes = counted_bytes(1000);
    MemoryBytes file(bytes);
    WindowedBytes windows(file, 64, 500);
    CHECK(windows.view(990, 10).size() == 10);
    CHECK(windows.view(990, 11).empty());
    CHECK(windows.view(1000, 1).empty());
    CHECK(windows.view(UINT64_MAX, 1).empty());
    CHECK(windows.view(UINT64_MAX - 5, 10).empty());
    CHECK(windows.view(0, 0).empty());
    CHECK(windows.view(0, 500).size() == 500);
    CHECK(windows.view(0, 501).empty());
    CHECK(windows.has(1000, 0));
    CHECK_FALSE(windows.has(1001, 0));
}

TEST_CASE("a file that has become shorter gives no view") {
    ShrinkingBytes file;
    WindowedBytes windows(file);
    CHECK(windows.view(0, 10).size() == 10);
    CHECK(windows.view(0, 11).empty());
}

TEST_CASE("another file shows nothing of the one before") {
    const std::string first(1000, 'a');
    const std::string second(900, 'b');
    MemoryBytes first_file(first);
    MemoryBytes second_file(second);
    WindowedBytes windows(first_file);
    CHECK(is_from(windows.view(0, 900), first, 0));
    windows.attach(second_file);
    CHECK(is_from(windows.view(0, 900), second, 0));
    CHECK(windows.view(0, 901).empty());
    CHECK(windows.reads() == 1);
}

TEST_CASE("what cannot be opened is a problem that says why") {
    const TempFolder folder;
    const auto absent = open_positioned(folder / "absent");
    REQUIRE_FALSE(absent);
    CHECK(absent.problem().code == "probe/unreadable");
    CHECK(absent.problem().message.find("No such file") != std::string::npos);
    const auto not_a_file = open_positioned(folder.path());
    REQUIRE_FALSE(not_a_file);
    CHECK(not_a_file.problem().message.find("not a regular file") != std::string::npos);
}
