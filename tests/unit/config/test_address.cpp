#include <catch2/catch.hpp>
#include <string>

#include "builder/config/address.hpp"

using namespace cairn;

namespace {

std::string complaint(std::string_view url, Address address) {
    return complaint_about_address(url, address).value_or("none");
}

}  // namespace

TEST_CASE("addresses of files: URLs and paths that a path can follow") {
    for (const char* url : {"https://host/path", "https://host", "s3://bucket/prefix", "file:///path", "/path", "/",
                            "https://host:8443/a%20b", "abfs://container@account.dfs.core.windows.net/x",
                            "http://[::1]:80/x", "gs://bucket"}) {
        INFO(url);
        CHECK(complaint(url, Address::files) == "none");
    }
    for (const char* url : {"",
                            "host/path",
                            "data.example.org",
                            "../x",
                            "x",
                            "//host/path",
                            "https:host",
                            "https:/host",
                            "https://",
                            "https:///x",
                            "javascript:alert(1)",
                            "javascript://host/x",
                            "data:text/html,x",
                            "ftp:x",
                            "https://a b",
                            " https://a",
                            "https://a/x\n",
                            "https://a/x?y=1",
                            "https://a/x#y",
                            "https://a/../x",
                            "https://a/%2e%2E/x",
                            "https://a/./x",
                            "/a/../b",
                            "https://user@host/x",
                            "https://user:S3cr3t@host/x",
                            "https://h/x?X-Amz-Signature=S3cr3t",
                            "/x?token=S3cr3t",
                            "user:S3cr3t@host/x",
                            "S3cr3t@host/x",
                            "host/x?y=S3cr3t",
                            "host/x#S3cr3t",
                            "file://host/x",
                            "file://",
                            "https://h:80a/x",
                            "https://h/<x>",
                            "mailto:x@y"}) {
        INFO(url);
        const std::string said = complaint(url, Address::files);
        CHECK(said.find("https://host/path, s3://bucket/prefix, file:///path or /path") != std::string::npos);
        CHECK(said.find("S3cr3t") == std::string::npos);
    }
}

TEST_CASE("the address of a catalog is a whole URL, that of a page one of the web") {
    CHECK(complaint("https://host/stac", Address::catalog) == "none");
    CHECK(complaint("/stac", Address::catalog).find("which has no scheme") != std::string::npos);
    CHECK(complaint("https://host/page?id=3#top", Address::page) == "none");
    CHECK(complaint("s3://bucket/x", Address::page).find("which has the scheme 's3:'") != std::string::npos);
    CHECK(complaint("https://host/page?token=x", Address::page).find("credentials") != std::string::npos);
}

TEST_CASE("documents link to data and pages, not to programs") {
    for (const char* url : {"", "a/b", "../x", "https://h", "s3://b/k", "mailto:a@b", "doi:10.1/x", "urn:x:y"})
        CHECK(is_linkable(url));
    for (const char* url : {"javascript:x", "JavaScript:x", " java\nscript:x", "data:text/html,x", "vbscript:x"})
        CHECK_FALSE(is_linkable(url));
}
