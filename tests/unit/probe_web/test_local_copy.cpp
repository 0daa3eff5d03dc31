#include "builder/probe/local_copy.hpp"

#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>

#include "base/storage/http/http_storage.hpp"
#include "base/storage/storage_error.hpp"
#include "tests/support/loopback_server.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr std::size_t k_size = (20 << 20) + 7;  // three pieces

std::string pattern() {
    std::string bytes(k_size, '\0');
    for (std::size_t i = 0; i < k_size; ++i) bytes[i] = static_cast<char>(i * 31 >> 7);
    return bytes;
}

StorageFault::Kind fault_of(const ObjectPlace& place) {
    try {
        const LocalCopy copy(place);
    } catch (const StorageError& error) {
        return error.fault().kind;
    }
    FAIL("nothing was thrown");
    return StorageFault::Kind::failed;
}

/// $TMPDIR for a test case.
class Scratch {
  public:
    Scratch() { ::setenv("TMPDIR", m_folder.path().c_str(), 1); }
    ~Scratch() { ::unsetenv("TMPDIR"); }
    bool is_empty() const { return boost::filesystem::is_empty(m_folder.path()); }

  private:
    TempFolder m_folder;
};

}  // namespace

TEST_CASE("a file of the web is copied in pieces, and the copy goes in the end") {
    const Scratch scratch;
    const std::string all = pattern();
    for (const Ranges ranges : {Ranges::served, Ranges::ignored}) {
        LoopbackServer server(serving({{"a.nc", all}, {"empty", ""}}, ranges));
        HttpStorage storage(server.url());
        {
            const LocalCopy copy({&storage, "a.nc"});
            CHECK(read_file(copy.path()) == all);
            CHECK(read_file(LocalCopy({&storage, "empty"}).path()).empty());
        }
        CHECK(scratch.is_empty());
        if (ranges == Ranges::ignored) continue;
        for (std::size_t i = 0; i < 3; ++i)
            CHECK(server.requests()[i].headers.at("range").ends_with(std::to_string((i + 1) * (8 << 20) - 1)));
    }
}

TEST_CASE("what is too large, missing, or changed meanwhile is not copied, and leaves nothing") {
    const Scratch scratch;
    const std::string all = pattern();
    for (const Ranges ranges : {Ranges::served, Ranges::ignored}) {
        LoopbackServer server(serving({{"a.nc", all}}, ranges));
        HttpStorage storage(server.url());
        ObjectPlace place{&storage, "a.nc"};
        place.largest_whole = 10 << 20;
        CHECK(fault_of(place) == StorageFault::Kind::too_large);
        CHECK(fault_of({&storage, "b.nc"}) == StorageFault::Kind::missing);
    }
    int answers = 0;
    LoopbackServer changing([&](const ServedRequest& request) {
        std::string other = all;
        other[k_size - 1] = static_cast<char>(answers++);
        return serving({{"a.nc", other}}, Ranges::served)(request);
    });
    HttpStorage storage(changing.url());
    CHECK(fault_of({&storage, "a.nc"}) == StorageFault::Kind::changed);
    CHECK(scratch.is_empty());
}
