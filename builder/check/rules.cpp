#include "builder/check/rules.hpp"

namespace cairn::check {

const std::vector<Rule>& rules() {
    static const std::vector<Rule> k_rules{
        {"host/links", Severity::error, "Documents that links lead to are there", "every reader follows them",
         check_links},
        {"host/cors", Severity::error, "Pages of other sites may read the catalog (CORS)",
         "STAC Browser, DuckDB in the browser and every other page on another host are refused by the browser",
         check_cors},
        {"host/ranges", Severity::error, "Parts of files can be asked for (Range)",
         "who searches a table, or opens a Zarr store or netCDF file where it lies, has to fetch all of it",
         check_ranges},
        {"host/missing", Severity::error, "What is not there is answered with 404",
         "clients take an error page for a document, or believe that they lack the permission", check_missing},
        {"host/head", Severity::warning, "HEAD answers as GET would, without the body",
         "clients ask it for sizes before they fetch or read a part", check_head},
        {"host/content-type", Severity::warning, "Content types say what files are",
         "browsers offer documents for download, QGIS and GDAL pass over them", check_content_types},
        {"host/compression", Severity::warning, "JSON is sent packed to who takes it so",
         "documents become five to ten times as large on the way", check_compression},
        {"host/redirects", Severity::warning, "The root is served at its own URL",
         "each document costs a second request, and some clients resolve relative links against the first URL",
         check_redirects},
        {"host/folder", Severity::warning, "The URL of the folder shows the page of the catalog",
         "people who shorten the URL, or type it, find an error or a list of files", check_folder},
        {"host/cache-control", Severity::warning, "Caches are told how long documents stay",
         "browsers and proxies guess: readers see pages of an old catalog long after they are gone",
         check_cache_control},
        {"host/validators", Severity::warning, "Documents have an ETag or a time of change",
         "nobody can tell that a document is the one that he has: caches fetch it again, readers of parts mix two "
         "versions",
         check_validators},
        {"host/conditional", Severity::warning, "Who has the document is told so (304)",
         "each visit costs the whole document again", check_conditional},
        {"host/exposed-headers", Severity::warning, "Pages of other sites may see ETag and Content-Range",
         "readers of Parquet and Zarr in the browser cannot tell what a part is of", check_exposed_headers},
        {"host/preflight", Severity::warning, "Browsers that ask before they ask are answered (OPTIONS)",
         "requests with headers of their own, such as If-None-Match, are refused by the browser", check_preflight},
        {"host/https", Severity::warning, "The catalog is served by https",
         "pages of https sites may not read it, and anybody on the way may change it", check_https}};
    return k_rules;
}

}  // namespace cairn::check
