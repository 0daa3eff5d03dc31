// Real servers are asked by tests/property/checked_hosts.py; here one answer is changed at a time.
#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <set>

#include "base/json/parse.hpp"
#include "builder/check/report.hpp"

using namespace cairn;
using namespace cairn::check;

namespace {

constexpr const char* k_root = "https://host.example.org/stac/catalog.json";

Visit visit(const std::string& url, long status, std::vector<HeaderLine> headers, const std::string& body = "{}") {
    Visit result{url, {}};
    result.response.status = status;
    result.response.body = body;
    result.response.headers = std::move(headers);
    return result;
}

/// A host that does it all well.
HostVisit good_host() {
    const std::vector<HeaderLine> headers{{"access-control-allow-origin", "*"},
                                          {"access-control-expose-headers", "etag, content-range"},
                                          {"access-control-allow-headers", "*"},
                                          {"cache-control", "public, max-age=60"},
                                          {"content-encoding", "gzip"},
                                          {"content-type", "application/json"},
                                          {"etag", "\"1\""}};
    HostVisit host;
    host.root = visit(k_root, 200, headers, std::string(5000, ' '));
    host.head = visit(k_root, 200, headers);
    host.range = visit(k_root, 206, headers, "abcd");
    host.range->response.range_offset = 2;
    host.preflight = visit(k_root, 204, headers);
    host.conditional = visit(k_root, 304, headers);
    host.missing = visit(k_root, 404, headers);
    host.page = visit(k_root, 200, {{"content-type", "text/html"}}, "<html>");
    host.folder = host.page;
    host.documents = {{DocumentKind::json, host.root}};
    return host;
}

void set(Visit& changed, const std::string& name, const std::string& value) {
    auto& lines = changed.response.headers;
    lines.erase(std::remove_if(lines.begin(), lines.end(), [&](const HeaderLine& line) { return line.first == name; }),
                lines.end());
    if (!value.empty()) lines.emplace_back(name, value);
}

struct Case {
    const char* rule;
    std::function<void(HostVisit&)> change;
};

}  // namespace

TEST_CASE("a good host has no finding, and each fault its own") {
    CHECK(check_host(good_host()).findings.empty());
    const std::vector<Case> cases{
        {"host/links",
         [](HostVisit& h) {
             h.documents.push_back({DocumentKind::json, visit("u", 403, {})});
         }},
        {"host/cors",
         [](HostVisit& h) { set(h.documents[0].visit, "access-control-allow-origin", "https://other.org"); }},
        {"host/ranges", [](HostVisit& h) { h.range->response.status = 200; }},
        {"host/ranges", [](HostVisit& h) { h.range->response.range_offset = 0; }},
        {"host/missing", [](HostVisit& h) { h.missing->response.status = 403; }},
        {"host/head", [](HostVisit& h) { h.head->response.status = 405; }},
        {"host/content-type",
         [](HostVisit& h) { set(h.documents[0].visit, "content-type", "text/plain; charset=utf-8"); }},
        {"host/compression", [](HostVisit& h) { set(h.documents[0].visit, "content-encoding", ""); }},
        {"host/redirects", [](HostVisit& h) { h.redirected_from = "https://host.example.org/catalog.json"; }},
        {"host/folder", [](HostVisit& h) { h.folder->response.status = 403; }},
        {"host/folder", [](HostVisit& h) { h.folder->response.body = "<html>Index of /"; }},
        {"host/cache-control", [](HostVisit& h) { set(h.documents[0].visit, "cache-control", ""); }},
        {"host/cache-control",
         [](HostVisit& h) { set(h.documents[0].visit, "cache-control", "max-age=99999999999999999999"); }},
        {"host/cache-control", [](HostVisit& h) { set(h.documents[0].visit, "cache-control", "no-store"); }},
        {"host/validators", [](HostVisit& h) { set(h.documents[0].visit, "etag", ""); }},
        {"host/conditional", [](HostVisit& h) { h.conditional->response.status = 200; }},
        {"host/exposed-headers", [](HostVisit& h) { set(*h.range, "access-control-expose-headers", "ETag"); }},
        {"host/preflight", [](HostVisit& h) { h.preflight->response.status = 405; }},
        {"host/https", [](HostVisit& h) { h.root.url = "http://host.example.org/stac/catalog.json"; }}};
    for (const Case& example : cases) {
        INFO(example.rule);
        HostVisit host = good_host();
        example.change(host);
        const CheckReport report = check_host(host);
        REQUIRE(report.findings.size() == 1);
        CHECK(report.findings[0].rule->id == example.rule);
        CHECK(report.findings[0].breach.message.find("found") != std::string::npos);
    }
}

TEST_CASE("every rule has a remedy for every server, and no two one id") {
    std::set<std::string_view> ids;
    for (const Rule& rule : rules()) {
        CHECK(ids.insert(rule.id).second);
        for (const ServerKind kind : k_server_kinds) CHECK_FALSE(remedy_of(rule.id).of(kind).empty());
    }
}

TEST_CASE("the report names the server's line, and is JSON whatever a host answers") {
    HostVisit host = good_host();
    set(host.root, "server", "nginx/1.22.1");
    set(host.documents[0].visit, "content-type", "a\xFF\"b");
    const CheckReport report = check_host(host);
    CHECK(report.server == ServerKind::nginx);
    CHECK(check_text(report).find("nginx:") != std::string::npos);
    CHECK(check_text(report).find("caddy:") == std::string::npos);
    const auto parsed = json::parse(check_json(report));
    REQUIRE(std::holds_alternative<json::Value>(parsed));
    CHECK(json::find(std::get<json::Value>(parsed), "findings")->Size() == 1);
}
