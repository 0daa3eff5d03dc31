#include <catch2/catch.hpp>

#include "search/links.hpp"
#include "tests/support/memory_storage.hpp"

using namespace cairn;
using namespace cairn::search;

namespace {

/// Memory that says that it lies elsewhere.
class Placed final : public Storage {
  public:
    explicit Placed(std::string root) : m_root(std::move(root)) {}
    Answer<ObjectStat> stat(const std::string& key) override { return m_memory.stat(key); }
    std::unique_ptr<PendingRead> begin_read(const std::string& key, std::uint64_t max_bytes) override {
        return m_memory.begin_read(key, max_bytes);
    }
    Answer<std::vector<std::string>> read_ranges(const std::string& key, const std::vector<ByteRange>& ranges,
                                                 const std::string& version) override {
        return m_memory.read_ranges(key, ranges, version);
    }
    std::string place_of(const std::string& key) const override { return m_root + key; }
    Traffic traffic() const override { return {}; }
    std::size_t reads_ahead() const override { return 1; }

  private:
    std::string m_root;
    test::MemoryStorage m_memory{{}};
};

}  // namespace

TEST_CASE("references lead to keys of the tree, or nowhere") {
    Links folder{Placed("/srv/stac/")};
    Links server{Placed("https://host/stac/")};
    for (const Links* links : {&folder, &server}) {
        CHECK(links->key_of("a/b.json", "./c.json") == "a/c.json");
        CHECK(links->key_of("a/b.json", "../c%20d.json#x") == "c d.json");
        CHECK_FALSE(links->key_of("a/b.json", "../../c.json").has_value());
        CHECK_FALSE(links->key_of("a/b.json", "..%2F..%2Fc.json").has_value());
        CHECK_FALSE(links->key_of("a/b.json", "/etc/passwd").has_value());
        CHECK_FALSE(links->key_of("a/b.json", "https://other/stac/c.json").has_value());
        CHECK_FALSE(links->key_of("a/b.json", "c.json?x=1").has_value());
        CHECK_FALSE(links->key_of("a/b.json", "").has_value());
        CHECK_FALSE(links->key_of("a/b.json", std::string(100'000, 'x')).has_value());
    }
    CHECK(server.key_of("a.json", "https://host/stac/c.json") == "c.json");
    CHECK(server.key_of("a.json", "/stac/c.json") == "c.json");
    CHECK_FALSE(server.key_of("a.json", "https://host/stack/c.json").has_value());
    folder.set_published_root("https://data.example.org/stac/");
    CHECK(folder.key_of("a.json", "https://data.example.org/stac/x/c.json") == "x/c.json");
}

TEST_CASE("references are told as seen from the reader") {
    const Links absolute{Placed("/srv/stac/")};
    const Links relative{Placed("out/")};
    const Links here{Placed("")};
    const Links server{Placed("https://host/stac/")};
    CHECK(absolute.href_of("a/b.json", "../../archive/x.nc") == "/srv/archive/x.nc");
    CHECK(relative.href_of("a/b.json", "../../archive/x.nc") == "archive/x.nc");
    CHECK(relative.href_of("a/b.json", "../../../archive/x.nc") == "../archive/x.nc");
    CHECK(here.href_of("a/b.json", "../../archive/x%20y.nc") == "../archive/x%20y.nc");
    CHECK(server.href_of("a/b.json", "../x.nc") == "https://host/stac/x.nc");
    for (const Links* links : {&absolute, &relative, &here, &server}) {
        CHECK(links->href_of("a/b.json", "s3://bucket/x.nc") == "s3://bucket/x.nc");
        CHECK(links->href_of("a/b.json", "https://host/x?y=1#z") == "https://host/x?y=1#z");
    }
}
