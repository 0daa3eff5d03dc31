#include "builder/check/remedies.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace cairn::check {

namespace {

constexpr std::array<Remedy, 15> k_remedies{
    {{"host/links", "look for the file below root, and in error.log for permissions",
      "look for the file below DocumentRoot, and in error.log for permissions",
      "cairn publish OUT s3://BUCKET/PREFIX --verify", "look for the file below root, and in the log for permissions"},
     {"host/cors", "add_header Access-Control-Allow-Origin * always;",
      "Header always set Access-Control-Allow-Origin \"*\"",
      "aws s3api put-bucket-cors --bucket BUCKET --cors-configuration '{\"CORSRules\": [{\"AllowedOrigins\": [\"*\"], "
      "\"AllowedMethods\": [\"GET\", \"HEAD\"], \"AllowedHeaders\": [\"*\"], \"ExposeHeaders\": [\"ETag\", "
      "\"Content-Range\", \"Accept-Ranges\"]}]}'",
      "header Access-Control-Allow-Origin *"},
     {"host/ranges", "serve the files themselves (root, no proxy that packs or stores them); max_ranges must not be 0",
      "remove 'Header unset Accept-Ranges' and 'MaxRanges none'; no DEFLATE for Parquet and netCDF",
      "S3 has ranges: look at what stands before it (CloudFront: forward the Range header, cache by it)",
      "file_server; no encode for Parquet and netCDF"},
     {"host/missing", "try_files $uri $uri/ =404;", "FallbackResource disabled",
      "allow s3:ListBucket in the policy of the bucket to readers (without it S3 answers 403); no error document of "
      "status 200",
      "file_server; no try_files to index.html"},
     {"host/head", "no 'limit_except GET' and no 'if ($request_method != GET)'", "no <LimitExcept GET>",
      "allow s3:GetObject, which HEAD needs, too; CloudFront: allow the methods GET and HEAD",
      "no matcher on 'method GET' alone"},
     {"host/content-type",
      "types { application/json json; application/geo+json geojson; application/vnd.apache.parquet parquet; text/html "
      "html; }",
      "AddType application/json .json; AddType application/vnd.apache.parquet .parquet",
      "cairn publish OUT s3://BUCKET/PREFIX --force (sets the type of every file)",
      "header *.parquet Content-Type application/vnd.apache.parquet"},
     {"host/compression",
      "gzip on; gzip_proxied any; gzip_vary on; gzip_types application/json application/geo+json text/css "
      "text/javascript;",
      "AddOutputFilterByType DEFLATE application/json application/geo+json text/html text/css text/javascript",
      "S3 packs nothing: put CloudFront before it, with 'Compress objects automatically'", "encode zstd gzip"},
     {"host/redirects", "serve the URL that is published: no 'return 301' for it",
      "no Redirect and RewriteRule for the URL that is published", "use the URL of the bucket's own region",
      "no redir for the URL that is published"},
     {"host/folder", "index index.html;", "DirectoryIndex index.html",
      "CloudFront: default root object index.html, and a function that adds it to folders; or the website endpoint of "
      "S3",
      "file_server with index.html in the folder"},
     {"host/cache-control", "add_header Cache-Control \"public, max-age=60\" always;",
      "Header set Cache-Control \"public, max-age=60\"",
      "cairn publish OUT s3://BUCKET/PREFIX --force --cache-control documents='public, max-age=60'",
      "header *.json Cache-Control \"public, max-age=60\""},
     {"host/validators", "etag on;", "FileETag MTime Size", "S3 has ETags: look at what stands before it",
      "file_server (it has ETags)"},
     {"host/conditional", "etag on; if_modified_since exact;",
      "FileETag MTime Size; with mod_deflate: DeflateAlterETag NoChange",
      "S3 answers 304: look at what stands before it", "file_server (it answers 304)"},
     {"host/exposed-headers", "add_header Access-Control-Expose-Headers \"ETag, Content-Range, Accept-Ranges\" always;",
      "Header always set Access-Control-Expose-Headers \"ETag, Content-Range, Accept-Ranges\"",
      "ExposeHeaders: [\"ETag\", \"Content-Range\", \"Accept-Ranges\"] in the CORS rules of the bucket",
      "header Access-Control-Expose-Headers \"ETag, Content-Range, Accept-Ranges\""},
     {"host/preflight",
      "add_header Access-Control-Allow-Headers * always; if ($request_method = OPTIONS) { return 204; }",
      "Header always set Access-Control-Allow-Headers \"*\"; RewriteCond %{REQUEST_METHOD} OPTIONS; RewriteRule .* - "
      "[R=204,L]",
      "AllowedHeaders: [\"*\"] in the CORS rules of the bucket",
      "@options method OPTIONS; header @options Access-Control-Allow-Headers *; respond @options 204"},
     {"host/https", "listen 443 ssl; ssl_certificate ...; (certbot --nginx)",
      "SSLEngine on; SSLCertificateFile ... (certbot --apache)",
      "https://BUCKET.s3.REGION.amazonaws.com/PREFIX/; website endpoints have no https, CloudFront has",
      "use the name of the host without http:// (certificates come by themselves)"}}};

}  // namespace

std::string_view name_of(ServerKind kind) {
    switch (kind) {
        case ServerKind::nginx:
            return "nginx";
        case ServerKind::apache:
            return "apache";
        case ServerKind::s3:
            return "s3";
        case ServerKind::caddy:
            break;
    }
    return "caddy";
}

std::optional<ServerKind> server_named(std::string_view name) {
    const auto* found = std::find_if(std::begin(k_server_kinds), std::end(k_server_kinds),
                                     [name](ServerKind kind) { return name_of(kind) == name; });
    if (found == std::end(k_server_kinds)) return std::nullopt;
    return *found;
}

std::optional<ServerKind> server_of(const HostVisit& host) {
    const std::string_view server = host.root.header("server");
    if (server.starts_with("nginx")) return ServerKind::nginx;
    if (server.starts_with("Apache")) return ServerKind::apache;
    if (server.starts_with("Caddy")) return ServerKind::caddy;
    if (server == "AmazonS3" || server.starts_with("MinIO") || !host.root.header("x-amz-request-id").empty())
        return ServerKind::s3;
    return std::nullopt;
}

std::string_view Remedy::of(ServerKind kind) const {
    switch (kind) {
        case ServerKind::nginx:
            return nginx;
        case ServerKind::apache:
            return apache;
        case ServerKind::s3:
            return s3;
        case ServerKind::caddy:
            break;
    }
    return caddy;
}

const Remedy& remedy_of(std::string_view rule) {
    const auto* found = std::find_if(k_remedies.begin(), k_remedies.end(),
                                     [rule](const Remedy& remedy) { return remedy.rule == rule; });
    if (found == k_remedies.end()) throw std::logic_error("a rule without a remedy");
    return *found;
}

}  // namespace cairn::check
