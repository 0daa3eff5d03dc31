// The same catalog from every source gives the same findings.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "../../support/loopback_server.hpp"
#include "../../support/temp_folder.hpp"
#include "base/codecs/zstd.hpp"
#include "base/interrupted.hpp"
#include "base/json/parse.hpp"
#include "base/json/pointer.hpp"
#include "base/json/write.hpp"
#include "sample_tree.hpp"
#include "validator/sources/folder_files.hpp"
#include "validator/sources/wkb.hpp"
#include "validator/validate.hpp"

using namespace cairn;
using test::LoopbackServer;

namespace {

std::string text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_text(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

/// Without lines and columns, which differ where documents are lines.
std::multiset<std::string> findings_of(const validate::Report& report) {
    std::multiset<std::string> lines;
    for (const validate::Finding& finding : report.findings)
        lines.insert(finding.rule + " " + finding.document + " " + finding.pointer + ": " + finding.message);
    return lines;
}

validate::Report validated(const std::string& place, std::size_t threads = 1) {
    return validate::validate(place, {}, threads == 1 ? serial() : with_threads(threads), k_never_stop);
}

test::SampleTree broken_tree(const std::string& url) {
    test::SampleTree tree;
    tree.publish_at(url);
    tree.append("catalog.json", "/links", R"({"rel": "child", "href": ")" + url + R"(nothing/collection.json"})");
    return tree;
}

std::map<std::string, std::string> files_below(const std::string& folder) {
    std::map<std::string, std::string> files;
    const auto listed = validate::FolderFiles::published(folder).list(k_never_stop);
    for (const std::string& path : listed.paths) files[path] = text_of(folder + "/" + path);
    return files;
}

/// Every document says where it lies, as those do that are published.
void add_self_links(const std::string& folder, const std::string& url) {
    for (const auto& [path, text] : files_below(folder)) {
        json::Value document = std::get<json::Value>(json::parse(text));
        if (path == "catalog.json") continue;
        json::Value link = json::object();
        json::set(link, "rel", "self");
        json::set(link, "href", url + path);
        if (json::Value* links = json::find(document, "links")) json::push(*links, std::move(link));
        write_text(folder + "/" + path, json::write(document));
    }
}

std::string lines_of(const std::map<std::string, std::string>& files) {
    std::string lines;
    for (const auto& [path, text] : files) lines += json::write(std::get<json::Value>(json::parse(text))) + "\n";
    return lines;
}

}  // namespace

TEST_CASE("a folder, its root document, a server and lines give the same findings") {
    const test::TempFolder folder;
    std::map<std::string, std::string> served;
    LoopbackServer server(
        [&](const test::ServedRequest& request) { return test::serving(served, test::Ranges::served)(request); });
    broken_tree(server.url()).write(folder / "tree");
    add_self_links(folder / "tree", server.url());
    served = files_below(folder / "tree");
    const auto expected = findings_of(validated(folder / "tree"));
    REQUIRE_FALSE(expected.empty());

    CHECK(findings_of(validated(folder / "tree/catalog.json")) == expected);
    CHECK(findings_of(validated(server.url() + "catalog.json", 4)) == expected);
    CHECK(findings_of(validated(server.url(), 4)) == expected);

    const std::string lines = lines_of(served);
    write_text(folder / "tree.ndjson", lines);
    CHECK(findings_of(validated(folder / "tree.ndjson")) == expected);
    std::string packed;
    codecs::ZstdPacker(3).pack(lines, packed);
    write_text(folder / "tree.ndjson.zst", packed);
    CHECK(findings_of(validated(folder / "tree.ndjson.zst")) == expected);
    write_text(folder / "cut.ndjson.zst", packed.substr(0, packed.size() / 2));
    CHECK_THROWS_AS(validated(folder / "cut.ndjson.zst"), std::runtime_error);
}

TEST_CASE("lines without self links are judged, and their relative links lead nowhere") {
    const test::TempFolder folder;
    const std::string item =
        R"({"type":"Feature","stac_version":"1.1.0","id":"ID","geometry":null,"properties":{"datetime":DATE},"assets":{},)"
        R"("links":[{"rel":"collection","href":"../collection.json"}],"collection":"c"})";
    const auto made = [&](const std::string& id, const std::string& date) {
        std::string text = item;
        text.replace(text.find("ID"), 2, id);
        return text.replace(text.find("DATE"), 4, date) + "\n";
    };
    write_text(folder / "items.ndjson", made("a", R"("2001-01-01T00:00:00Z")") + "\n" + made("b", "5") + "{broken\n");
    const validate::Report report = validated(folder / "items.ndjson");
    CHECK(report.summary.documents == 3);
    std::set<std::string> where;
    for (const validate::Finding& finding : report.findings) where.insert(finding.rule + " " + finding.document);
    const std::string name = folder / "items.ndjson";
    CHECK(where == std::set<std::string>{"schema/core " + name + ":3", "json/syntax " + name + ":4"});
    REQUIRE(report.not_checked.size() == 1);  // the documents that have no place
    CHECK(report.not_checked.back().count == 3);
}

TEST_CASE("lines of other catalogs have other roots, which is no fault") {
    const test::TempFolder folder;
    const auto line = [](const std::string& self, const std::string& root) {
        return R"({"type":"Catalog","stac_version":"1.1.0","id":")" + self +
               R"(","description":"d","links":[{"rel":"self","href":")" + self + R"("},{"rel":"root","href":")" + root +
               "\"}]}\n";
    };
    const std::string own = "https://example.org/a/catalog.json", other = "https://example.org/b/catalog.json";
    write_text(folder / "both.ndjson", line(own, own) + line(other, other));
    for (const validate::Finding& finding : validated(folder / "both.ndjson").findings)
        CHECK(finding.rule != "link/root");
    write_text(folder / "both.ndjson", line(own, own) + line("https://example.org/a/c/catalog.json", other));
    const auto found = findings_of(validated(folder / "both.ndjson"));
    CHECK(std::count_if(found.begin(), found.end(),
                        [](const std::string& one) { return one.starts_with("link/root c/catalog.json"); }) == 1);
}

TEST_CASE("one document says whether its links were followed") {
    const test::TempFolder folder;
    test::SampleTree().write(folder / "tree");
    CHECK(validated(folder / "tree/catalog.json").summary.documents > 1);
    validate::Options options;
    options.links = validate::Links::ignore;
    const validate::Report report = validate::validate(folder / "tree/catalog.json", options, serial(), k_never_stop);
    CHECK(report.summary.documents == 1);
    REQUIRE(report.not_checked.size() == 1);
    CHECK(report.not_checked.front().what.find("--links ignore") != std::string::npos);
}

TEST_CASE("a server's faults are findings, and end") {
    std::map<std::string, std::string> files;
    std::string endless(1 << 20, ' ');
    LoopbackServer server([&](const test::ServedRequest& request) {
        if (request.path == "/large.json") return test::reply(200, endless);
        if (request.path == "/broken.json") return test::reply(404, "<html></html>");
        if (request.path == "/page.json") return test::reply(200, "<html>not found</html>");
        if (request.path == "/denied.json") return test::reply(403, "");
        return test::serving(files, test::Ranges::served)(request);
    });
    std::string links;
    for (const char* name : {"large", "broken", "page", "denied"})
        links += std::string(R"(,{"rel":"child","href":"./)") + name + R"(.json"})";
    files["catalog.json"] = R"({"type":"Catalog","stac_version":"1.1.0","id":"c","description":"d","links":[)"
                            R"({"rel":"root","href":"./catalog.json"})" +
                            links + "]}";
    validate::Options options;
    options.largest_document_bytes = 10'000;
    const validate::Report report =
        validate::validate(server.url() + "catalog.json", options, with_threads(4), k_never_stop);
    std::multiset<std::string> found;
    for (const validate::Finding& finding : report.findings) found.insert(finding.rule + " " + finding.document);
    CHECK(found.count("json/unreadable large.json") == 1);
    CHECK(found.count("json/unreadable denied.json") == 1);
    CHECK(found.count("json/syntax page.json") == 1);
    CHECK(found.count("link/missing-target catalog.json") == 1);
}

TEST_CASE("documents of a server are bounded") {
    LoopbackServer server([](const test::ServedRequest& request) {
        const std::string number = request.path.substr(1, request.path.find('.') - 1);
        const int next = number == "catalog" ? 0 : std::stoi(number) + 1;
        return test::reply(200, R"({"type":"Catalog","stac_version":"1.1.0","id":")" + number +
                                    R"(","description":"d","links":[{"rel":"child","href":"./)" + std::to_string(next) +
                                    R"(.json"}]})");
    });
    validate::Options options;
    options.politeness.most_documents = 20;
    const validate::Report report = validate::validate(server.url() + "catalog.json", options, serial(), k_never_stop);
    CHECK(report.summary.documents == 20);
    REQUIRE_FALSE(report.not_checked.empty());
    CHECK(report.not_checked.back().what.find("--max-documents") != std::string::npos);
}

TEST_CASE("well-known binary becomes GeoJSON, or nothing") {
    const std::string point("\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\xF0\x3F\x00\x00\x00\x00\x00\x00\x00\x40", 21);
    const auto geometry = validate::geometry_of_wkb(point);
    REQUIRE(geometry);
    CHECK(json::write(*geometry) == R"({"type":"Point","coordinates":[1.0,2.0]})");
    for (std::size_t size = 0; size < point.size(); ++size)
        CHECK_FALSE(validate::geometry_of_wkb(std::string_view(point).substr(0, size)));
    CHECK_FALSE(validate::geometry_of_wkb(point + "x"));
    const std::string many("\x01\x02\x00\x00\x00\xFF\xFF\xFF\xFF", 9);  // a line of 4 billion positions
    CHECK_FALSE(validate::geometry_of_wkb(many));
}
