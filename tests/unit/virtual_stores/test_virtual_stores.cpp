#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <set>

#include "builder/config/load.hpp"
#include "builder/virtual_stores.hpp"
#include "tests/support/cdl.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

/// Items "s0", "s1", ... of one file each, with the variables "T" and "t".
class Site {
  public:
    explicit Site(std::size_t items, virtualize::Form form = virtualize::Form::parquet)
        : m_config(default_config(m_folder.path(), "https://data.example.org")) {
        m_config.collections[0].virtual_store = virtualize::VirtualRules{form, virtualize::k_default_record_size, {}};
        for (std::size_t i = 0; i < items; ++i) m_items.push_back(item("s" + std::to_string(i)));
    }

    const Config& config() const { return m_config; }
    std::vector<VirtualItem>& items() { return m_items; }

    std::vector<Entry> make(VirtualStores& stores, const LastTree& last,
                            VirtualStores::Reuse reuse = VirtualStores::Reuse::unchanged) {
        m_problems.clear();
        return stores.make(m_items, last, reuse, m_problems, m_stop);
    }
    const std::vector<Problem>& problems() const { return m_problems; }

  private:
    VirtualItem item(const std::string& name) {
        VirtualItem item;
        item.collection = "c";
        item.item = name;
        item.folder = "collections/c/items/" + name;
        VirtualItem::File& file = item.files.emplace_back();
        file.source =
            make_netcdf(m_folder.path(), name,
                        "netcdf a { dimensions: time = 1 ; variables: double time(time) ; time:units = \"days "
                        "since 2001-01-01\" ; float T(time) ; float t(time) ; data: time = 0 ; }",
                        netcdf_kinds().front());
        file.href = "https://data.example.org/" + name + ".nc";
        file.facets = std::make_shared<const Facets>();
        return item;
    }

    TempFolder m_folder;
    Config m_config;
    std::vector<VirtualItem> m_items;
    std::vector<Problem> m_problems;
    std::atomic<bool> m_stop = false;
};

LastTree nothing() {
    return {[](const std::string&) { return std::nullopt; }, [](const std::string&) { return std::string(); }, true};
}

std::set<std::string> written(const VirtualStores& stores) {
    std::set<std::string> paths;
    stores.write_to({[&](const std::string& path, std::string_view) { paths.insert(path); },
                     [&](const std::string& path) { paths.insert("kept " + path); }});
    return paths;
}

}  // namespace

TEST_CASE("Items are made many at a time, in their order", "[virtual]") {
    Site site(20, virtualize::Form::json);
    VirtualStores stores(site.config(), "/out", 1);
    const std::vector<Entry> entries = site.make(stores, nothing());
    CHECK(site.problems().empty());
    REQUIRE(entries.size() == 20);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        CHECK(entries[i].placement.item == site.items()[i].item);
        CHECK(entries[i].source.path == "/out/" + site.items()[i].folder + "/references.json");
    }
    CHECK(written(stores).size() == 20);
}

TEST_CASE("References of stores that are no entries any more are not written", "[virtual]") {
    Site site(3, virtualize::Form::json);
    VirtualStores stores(site.config(), "/out", 1);
    std::vector<Entry> entries = site.make(stores, nothing());
    REQUIRE(entries.size() == 3);
    entries.erase(entries.begin() + 1);
    stores.retain(EntryList(entries));
    CHECK(written(stores) ==
          std::set<std::string>{"collections/c/items/s0/references.json", "collections/c/items/s2/references.json"});
}

TEST_CASE("References of files that cannot be read now are those of the last run, or none", "[virtual]") {
    Site site(1, virtualize::Form::json);
    site.items()[0].files[0].source.stamp.modified_ns = 1;  // settled
    site.items()[0].files[0].source.stamp.changed_ns = 1;
    VirtualStores first(site.config(), "/out", 1);
    REQUIRE(site.make(first, nothing()).size() == 1);
    const std::string memory = first.memory();
    CHECK(memory.find("item ") != std::string::npos);
    site.items()[0].files[0].absence = Absence{Absent::offline, {}, false};
    VirtualStores without(site.config(), "/out", 1);
    CHECK(site.make(without, nothing()).empty());
    REQUIRE(site.problems().size() == 1);
    CHECK(site.problems()[0].code == "virtual/refused");
    CHECK(site.problems()[0].severity == Severity::warning);
}

TEST_CASE("Where a disk takes large letters for small ones, Parquet refuses names that differ in nothing else",
          "[virtual]") {
    LastTree last = nothing();
    last.tells_case = false;
    Site site(1);
    VirtualStores stores(site.config(), "/out", 1);
    CHECK(site.make(stores, last).empty());
    REQUIRE(site.problems().size() == 1);
    CHECK(site.problems()[0].message.find("variable t: a name that differs") != std::string::npos);
    CHECK(written(stores).empty());
    Site json(1, virtualize::Form::json);
    VirtualStores one_file(json.config(), "/out", 1);
    CHECK(json.make(one_file, last).size() == 1);
    VirtualStores told_apart(site.config(), "/out", 1);
    CHECK(site.make(told_apart, nothing()).size() == 1);
    CHECK(written(told_apart).size() == 4);
}

TEST_CASE("What was refused is refused again without its files", "[virtual]") {
    Site site(1, virtualize::Form::json);
    Source& source = site.items()[0].files[0].source;
    source.stamp.modified_ns = source.stamp.changed_ns = 1;
    VirtualItem::File twin = site.items()[0].files[0];
    site.items()[0].files.push_back(twin);  // the same times twice
    VirtualStores first(site.config(), "/out", 1);
    CHECK(site.make(first, nothing()).empty());
    REQUIRE(site.problems().size() == 1);
    const Problem before = site.problems()[0];
    LastTree last = nothing();
    last.read = [memory = first.memory()](const std::string& path) {
        return path == k_references ? memory : std::string();
    };
    for (VirtualItem::File& file : site.items()[0].files)
        file.source.format = Format::zarr2;  // would be refused for itself
    VirtualStores again(site.config(), "/out", 1);
    CHECK(site.make(again, last).empty());
    REQUIRE(site.problems().size() == 1);
    CHECK(site.problems()[0].message == before.message);
    CHECK(again.memory() == first.memory());
    VirtualStores full(site.config(), "/out", 1);
    CHECK(site.make(full, last, VirtualStores::Reuse::nothing).empty());
    CHECK(site.problems()[0].message != before.message);
}
