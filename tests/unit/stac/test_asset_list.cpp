#include <catch2/catch.hpp>
#include <set>

#include "builder/stac/page_directory.hpp"
#include "documents.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

/// A list of entries, and what it points to.
class List {
  public:
    explicit List(std::vector<Entry> entries) : m_entries(std::move(entries)) {
        m_list.owner = {"c", "i",         "The item", "collections/c/items/i/i.json", "collections/c/collection.json",
                        "C", std::nullopt};
        m_list.folder = "f";
        m_list.entries.entries = m_entries;
        m_config.catalog_title = "Root";
    }
    List(const List&) = delete;
    List& operator=(const List&) = delete;

    AssetList& list() { return m_list; }
    Config& config() { return m_config; }
    std::vector<Page> pages(std::size_t size) const { return pages_of(m_list, {size}); }
    std::string names(std::size_t size) const {
        std::string text;
        for (const Page& page : pages(size)) text += (text.empty() ? "" : " ") + page.path;
        return text;
    }
    json::Value page(std::size_t size, std::size_t index) const {
        return parsed(page_text(asset_page(m_list, pages(size), index, context()).document));
    }
    /// pages.json, and the parts of the directory when there are more pages than `listed`.
    std::vector<DirectoryDocument> directory_documents(std::size_t size, std::size_t listed) const {
        const std::vector<Page> all = pages(size);
        std::vector<PageCoverage> coverages;
        for (std::size_t i = 0; i < all.size(); ++i)
            coverages.push_back(asset_page(m_list, all, i, context()).coverage);
        return page_directory(m_list, all, coverages, {listed}, context());
    }
    json::Value directory(std::size_t size) const {
        const std::vector<DirectoryDocument> documents = directory_documents(size, k_most_pages_listed);
        REQUIRE(documents.size() == 1);
        REQUIRE(documents.front().path == "f/pages.json");
        return json::clone(documents.front().value);
    }

  private:
    Context context() const { return {m_config, Linker(m_config.publish, "/srv/out")}; }

    std::vector<Entry> m_entries;
    AssetList m_list;
    Config m_config = config_of_one_rule();
};

UtcInterval day(int number) {
    const UtcInstant start{(days_from_gregorian(2001, 1, 1) + number) * 86'400'000'000};
    return {start, {start.microseconds + 86'400'000'000}};
}

}  // namespace

TEST_CASE("pages cover every entry once, and as many as one page takes are one page") {
    const List list(
        {entry("a", day(0)), entry("b", day(1)), entry("c", day(2)), entry("d", day(3)), entry("e", day(4))});
    const std::vector<Page> pages = list.pages(2);
    CHECK(pages.size() >= 3);
    CHECK(pages.front().begin == 0);
    CHECK(pages.back().end == 5);
    for (std::size_t i = 1; i < pages.size(); ++i) CHECK(pages[i].begin == pages[i - 1].end);
    CHECK(list.pages(5).size() == 1);
    CHECK(list.pages(100).size() == 1);
}

TEST_CASE("the first page is the index, the others are called after the start of their first asset") {
    const List list({entry("a", day(0)), entry("b", day(1)), entry("c", day(2)), entry("d", day(3))});
    CHECK(list.names(1) == "f/index.json f/20010102T000000Z.json f/20010103T000000Z.json f/20010104T000000Z.json");
    CHECK(list.names(4) == "f/index.json");
}

TEST_CASE("pages that begin amid the assets of one instant have the id of their first asset in their names") {
    const List same({entry("a", day(0)), entry("b", day(0)), entry("c/d", day(0)), entry("e", day(0)),
                     entry("E", day(0)), entry("f", day(1)), entry("g", day(1))});
    const std::vector<Page> pages = same.pages(1);
    CHECK(pages[1].path == "f/20010101T000000Z-b.json");
    CHECK(pages[2].path.rfind("f/20010101T000000Z-c_d-", 0) == 0);
    CHECK(pages[3].path == "f/20010101T000000Z-e.json");
    CHECK(pages[4].path.rfind("f/20010101T000000Z-E-", 0) == 0);  // not the name of "e" on any disk
    CHECK(pages[5].path == "f/20010102T000000Z.json");
    CHECK(pages[6].path == "f/20010102T000000Z-g.json");
    // Instants that differ in less than a second read alike.
    const UtcInstant start = day(0).start;
    const auto later = [&](int microseconds) {
        return UtcInterval{{start.microseconds + microseconds}, {start.microseconds + microseconds}};
    };
    const List close({entry("a", later(0)), entry("b", later(1)), entry("c", later(2))});
    CHECK(close.names(1) == "f/index.json f/20010101T000000Z-b.json f/20010101T000000Z-c.json");
}

TEST_CASE("no page of assets without a time takes the name of another document") {
    const List list({entry("a", std::nullopt), entry("index", std::nullopt), entry("pages", std::nullopt),
                     entry("20010101T000000Z", std::nullopt), entry("b", day(-1)), entry("c", day(0))});
    CHECK(list.pages(1)[3].path.rfind("f/undated-20010101T000000Z-", 0) == 0);
    CHECK(list.names(1).rfind("f/index.json f/undated-index.json f/undated-pages.json ", 0) == 0);
    CHECK(list.pages(1)[4].path == "f/20001231T000000Z.json");
    CHECK(list.pages(1)[5].path == "f/20010101T000000Z.json");
}

TEST_CASE("pages link to their neighbours, their ends, their directory and their item") {
    const List list({entry("a", day(0)), entry("b", day(1)), entry("c", day(2))});
    const auto rels = [](const json::Value& page) {
        std::string text;
        for (const json::Value& link : json::find(page, "links")->GetArray()) {
            text +=
                std::string(json::member_text(link, "rel")) + ":" + std::string(json::member_text(link, "href")) + " ";
        }
        return text;
    };
    const std::string common =
        "root:../catalog.json collection:../collections/c/collection.json item:../collections/c/items/i/i.json "
        "first:./index.json ";
    CHECK(rels(list.page(1, 0)) ==
          common + "next:./20010102T000000Z.json last:./20010103T000000Z.json index:./pages.json ");
    CHECK(rels(list.page(1, 1)) == common + "prev:./index.json next:./20010103T000000Z.json index:./pages.json ");
    CHECK(rels(list.page(1, 2)) == common + "prev:./20010102T000000Z.json index:./pages.json ");
    CHECK(at(list.page(1, 0), "/numberMatched") == "3");
    CHECK(at(list.page(1, 0), "/numberReturned") == "1");
    CHECK(at(list.page(1, 1), "/numberMatched") == "absent");
    CHECK(at(list.page(3, 0), "/numberReturned") == "3");
}

TEST_CASE("a feature is the asset of the proposal, with its own time and place") {
    std::vector<Entry> entries{entry("a", day(0)), entry("b", day(1))};
    entries[0].granule.footprint.box = box(0, 40, 10, 50);
    entries[0].source.stamp.size_bytes = 1234;
    entries[0].placement.facets = std::make_shared<const Facets>(Facets{{"model", "m"}, {"run", "r1"}});
    entries[1].granule.footprint.reason = "no axes";
    List list(std::move(entries));
    list.list().facets = {"run"};
    const json::Value page = list.page(2, 0);
    CHECK(at(page, "/features/0/type") == "\"Feature\"");
    CHECK(at(page, "/features/0/id") == "\"a\"");
    CHECK(at(page, "/features/0/item") == "\"i\"");
    CHECK(at(page, "/features/0/collection") == "\"c\"");
    CHECK(at(page, "/features/0/href") == "\"https://data.example.org/a\"");
    CHECK(at(page, "/features/0/roles") == R"(["data"])");
    CHECK(at(page, "/features/0/bbox") == "[0.0,40.0,10.0,50.0]");
    CHECK(at(page, "/features/0/properties") ==
          R"({"datetime":null,"start_datetime":"2001-01-01T00:00:00Z","end_datetime":"2001-01-02T00:00:00Z",)"
          R"("file:size":1234,"run":"r1"})");
    CHECK(at(page, "/features/1/geometry") == "null");
    CHECK(at(page, "/features/1/bbox") == "absent");
    CHECK(at(page, "/features/1/properties/cairn:notes") == R"(["geometry: no axes"])");
}

TEST_CASE("the directory has the interval and the box of each page") {
    std::vector<Entry> entries{entry("z", std::nullopt), entry("a", day(0)), entry("b", day(5)), entry("c", day(1))};
    entries[1].granule.footprint.box = box(0, 40, 10, 50);
    entries[2].granule.footprint.box = box(-10, 45, 5, 60);
    List list(std::move(entries));
    const json::Value whole = list.directory(4);
    CHECK(at(whole, "/cairn:layout") == "2");
    CHECK(at(whole, "/numberMatched") == "4");
    CHECK(at(whole, "/pages/0") ==
          R"({"href":"./index.json","count":4,"interval":["2001-01-01T00:00:00Z","2001-01-07T00:00:00Z"],)"
          R"("bbox":[-10.0,40.0,10.0,60.0]})");
    CHECK(at(whole, "/pages/1") == "absent");
    const json::Value each = list.directory(1);
    CHECK(at(each, "/pages/0/interval") == "null");
    CHECK(at(each, "/pages/3") == R"({"href":"./20010102T000000Z.json","count":1,)"
                                  R"("interval":["2001-01-02T00:00:00Z","2001-01-03T00:00:00Z"],"bbox":null})");
}

TEST_CASE("a directory of many pages has parts, which have the pages") {
    std::vector<Entry> entries;
    for (int i = 0; i < 40; ++i) entries.push_back(entry("a" + std::to_string(i), day(i)));
    const List list(std::move(entries));
    const auto documents = list.directory_documents(1, 12);
    const json::Value& whole = documents.front().value;
    CHECK(documents.front().path == "f/pages.json");
    CHECK(at(whole, "/numberMatched") == "40");
    CHECK(at(whole, "/pages") == "absent");
    CHECK(json::find(whole, "parts")->Size() == documents.size() - 1);
    CHECK(at(whole, "/parts/0/href") == "\"./pages-index.json\"");
    std::uint64_t pages = 0;
    for (std::size_t i = 1; i < documents.size(); ++i) {
        const json::Value& part = documents[i].value;
        const json::Value& row = json::find(whole, "parts")->GetArray()[static_cast<rapidjson::SizeType>(i - 1)];
        const json::Value* listed = json::find(part, "pages");
        CHECK(listed->Size() <= 12);
        CHECK(listed->Size() >= 4);
        CHECK(json::find(row, "pages")->GetUint64() == listed->Size());
        CHECK(json::find(row, "count")->GetUint64() == listed->Size());
        CHECK(at(row, "/interval/0") == at(part, "/pages/0/interval/0"));
        CHECK("f/" + std::string(json::member_text(row, "href")).substr(2) == documents[i].path);
        CHECK(at(part, "/numberMatched") == "absent");
        CHECK(json::write(*json::find(part, "links")).find(R"("rel":"index","href":"./pages.json")") !=
              std::string::npos);
        pages += listed->Size();
    }
    CHECK(pages == 40);
}

TEST_CASE("the list of a collection has ids of its own and no item") {
    List list({entry("orog.nc", std::nullopt), entry("area.nc", std::nullopt)});
    list.list().owner.item.clear();
    list.list().owner.document = list.list().owner.collection_document;
    list.list().ids = {"m1/orog.nc", "m1/area.nc"};
    CHECK(at(list.page(2, 0), "/features/0/id") == "\"m1/orog.nc\"");
    CHECK(at(list.page(2, 0), "/features/0/item") == "absent");
    CHECK(at(list.page(2, 0), "/features/0/properties/datetime") == "null");
    CHECK(at(list.page(2, 0), "/features/0/links/0/rel") == "\"parent\"");
    CHECK(at(list.directory(1), "/item") == "absent");
    CHECK(list.pages(1)[1].path.rfind("f/undated-m1_area.nc-", 0) == 0);
}

TEST_CASE("a time that the configuration states for the item is that of its assets without one") {
    List list({entry("a", std::nullopt), entry("b", std::nullopt), entry("c", day(1))});
    list.list().owner.stated_time = day(0);
    CHECK(list.names(1) == "f/index.json f/20010101T000000Z-b.json f/20010102T000000Z.json");
    CHECK(at(list.page(3, 0), "/features/0/properties/start_datetime") == "\"2001-01-01T00:00:00Z\"");
    CHECK_THAT(at(list.page(3, 0), "/features/0/properties/cairn:notes/0"),
               Catch::Contains("stated in the configuration"));
    CHECK(at(list.page(3, 0), "/features/2/properties/start_datetime") == "\"2001-01-02T00:00:00Z\"");
    CHECK(at(list.directory(3), "/pages/0/interval") == R"(["2001-01-01T00:00:00Z","2001-01-03T00:00:00Z"])");
}

TEST_CASE("the bytes of a page do not depend on the pages around it") {
    const List list({entry("a", day(0)), entry("b", day(1)), entry("c", day(2))});
    CHECK(json::write(*json::resolve(list.page(1, 1), "/features/0")) ==
          json::write(*json::resolve(list.page(3, 0), "/features/1")));
}
