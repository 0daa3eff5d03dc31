#include "builder/check/host_visit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "base/json/parse.hpp"
#include "base/secrets.hpp"
#include "base/url.hpp"

namespace cairn::check {

namespace {

constexpr std::uint64_t k_largest_document = 64 << 20;
constexpr std::string_view k_origin = "https://cairn-check.example.org";
constexpr int k_most_redirects = 5;

HttpSettings settings_of(std::size_t timeout_s) {
    HttpSettings settings;
    settings.in_flight = 4;
    settings.retries.attempts = 2;
    settings.connect_timeout = std::chrono::seconds(std::min<std::size_t>(timeout_s, 15));
    settings.stall_timeout = std::chrono::seconds(timeout_s);
    settings.transfer_timeout = std::chrono::seconds(3 * timeout_s);
    return settings;
}

std::string without_user(const std::string& url) { return without_secrets(url, UrlText::whole).value_or(url); }

std::string root_url(const std::string& url) {
    const std::string scheme = scheme_of(url);
    const Url parts = split_url(url);
    if ((scheme != "http" && scheme != "https") || !parts.authority || parts.authority->empty() || parts.query ||
        parts.fragment)
        throw std::invalid_argument(
            discreet(url) + ": expected the URL at which people read the catalog, http or https, without '?' and '#'");
    if (url.ends_with(".json")) return url;
    return url + (url.ends_with('/') ? "" : "/") + "catalog.json";
}

class Visitor {
  public:
    Visitor(const std::string& url, std::size_t timeout_s)
        : m_url(without_user(root_url(url))), m_client(settings_of(timeout_s), web_credentials(url)) {}

    HostVisit visit() {
        m_host.root = readable_root();
        const auto parsed = json::parse(m_host.root.response.body);
        const auto* root = std::get_if<json::Value>(&parsed);
        if (root == nullptr)
            throw std::runtime_error(m_url + ": expected the root document of a catalog, found no JSON");
        m_host.documents.push_back({DocumentKind::json, m_host.root});
        follow(*root, m_url, 0);
        ask_about_root();
        m_host.requests = m_client.traffic().requests;
        return std::move(m_host);
    }

  private:
    HttpRequest request_of(const std::string& url, HttpRequest::Method method = HttpRequest::Method::get) const {
        HttpRequest request{url, method};
        request.max_bytes = k_largest_document;
        request.redirects = HttpRequest::Redirects::are_answers;
        request.wants_details = true;
        request.headers.emplace_back("origin", k_origin);
        return request;
    }

    std::optional<Visit> ask(HttpRequest request) {
        std::string url = request.url;
        Answer<HttpResponse> answer = m_client.submit(std::move(request))->take();
        if (auto* response = std::get_if<HttpResponse>(&answer)) return Visit{std::move(url), std::move(*response)};
        m_fault = std::get<StorageFault>(answer).message;
        return std::nullopt;
    }

    /// The root, behind redirects: what is wrong with these is a finding, not the end.
    Visit readable_root() {
        const std::string asked = m_url;
        for (int i = 0; i <= k_most_redirects; ++i) {
            std::optional<Visit> visit = ask(request_of(m_url));
            if (!visit) throw std::runtime_error(m_url + ": cannot be read: " + m_fault);
            if (visit->is_success()) {
                if (asked != m_url) m_host.redirected_from = asked;
                return *std::move(visit);
            }
            const std::string_view to = visit->header("location");
            if (visit->response.status < 300 || visit->response.status > 399 || to.empty())
                throw std::runtime_error(
                    fmt::format("{}: cannot be read: HTTP status {}", m_url, visit->response.status));
            m_url = without_user(resolve_url(m_url, to));
        }
        throw std::runtime_error(fmt::format("{}: more than {} redirects", asked, k_most_redirects));
    }

    bool has(DocumentKind kind) const {
        return std::any_of(m_host.documents.begin(), m_host.documents.end(),
                           [kind](const Document& d) { return d.kind == kind; });
    }

    /// Looks at one document of each kind: the first child, its first page or Item, a table.
    void follow(const json::Value& document, const std::string& base, int depth) {
        constexpr int k_deepest = 3;
        if (depth == k_deepest) return;
        const json::Value* links = json::find(document, "links");
        for (const auto& [rel, kind] : {std::pair{"items", DocumentKind::geojson},
                                        {"item", DocumentKind::geojson},
                                        {"child", DocumentKind::json}}) {
            const std::string url = link_of(links, base, rel);
            if (url.empty() || (kind == DocumentKind::geojson && has(kind))) continue;
            const std::optional<Visit> visit = ask(request_of(url));
            if (!visit) continue;
            m_host.documents.push_back({kind, *visit});
            const auto parsed = json::parse(visit->response.body);
            if (const auto* inner = std::get_if<json::Value>(&parsed); inner != nullptr && kind == DocumentKind::json)
                follow(*inner, url, depth + 1);
        }
        look_for_table(document, base);
    }

    static std::string link_of(const json::Value* links, const std::string& base, std::string_view rel) {
        if (links == nullptr || !links->IsArray()) return {};
        for (const json::Value& link : links->GetArray()) {
            const std::string_view named = json::member_text(link, "rel");
            if (named == rel || named.ends_with("/" + std::string(rel)))
                return resolve_url(base, json::member_text(link, "href"));
        }
        return {};
    }

    void look_for_table(const json::Value& document, const std::string& base) {
        if (m_host.has_table) return;
        for (const std::string_view name : {"links", "assets"}) {
            const json::Value* entries = json::find(document, name);
            if (entries == nullptr) continue;
            if (entries->IsArray())
                for (const json::Value& entry : entries->GetArray()) take_table(entry, base);
            if (entries->IsObject())
                for (const auto& member : entries->GetObject()) take_table(member.value, base);
        }
    }

    void take_table(const json::Value& entry, const std::string& base) {
        const std::string_view href = json::member_text(entry, "href");
        if (m_host.has_table || !href.ends_with(".parquet")) return;
        const std::string url = resolve_url(base, href);
        std::optional<Visit> visit = ask(request_of(url, HttpRequest::Method::head));
        if (!visit) return;
        m_host.has_table = true;
        m_table = url;
        m_host.documents.push_back({DocumentKind::parquet, *std::move(visit)});
    }

    void ask_about_root() {
        m_host.head = ask(request_of(m_url, HttpRequest::Method::head));
        HttpRequest range = request_of(m_table.empty() ? m_url : m_table);
        range.range = ByteRange{2, 4};
        m_host.range = ask(std::move(range));
        HttpRequest preflight = request_of(m_url, HttpRequest::Method::options);
        preflight.headers.emplace_back("access-control-request-method", "GET");
        preflight.headers.emplace_back("access-control-request-headers", "if-none-match");
        m_host.preflight = ask(std::move(preflight));
        if (const std::string_view etag = m_host.root.header("etag"); !etag.empty()) {
            HttpRequest conditional = request_of(m_url);
            conditional.headers.emplace_back("if-none-match", std::string(etag));
            m_host.conditional = ask(std::move(conditional));
        }
        m_host.missing = ask(request_of(resolve_url(m_url, "cairn-check-no-such-file.json")));
        m_host.folder = ask(request_of(resolve_url(m_url, ".")));
        m_host.page = ask(request_of(resolve_url(m_url, "index.html")));
        if (m_host.page && m_host.page->is_success()) m_host.documents.push_back({DocumentKind::html, *m_host.page});
    }

    std::string m_url;
    std::string m_table;
    std::string m_fault;  ///< of the last question
    HttpClient m_client;
    HostVisit m_host;
};

}  // namespace

std::string_view Visit::header(std::string_view name) const {
    const std::string* value = header_value(response.headers, name);
    return value == nullptr ? std::string_view() : std::string_view(*value);
}

HostVisit visit_host(const std::string& url, std::size_t timeout_s) { return Visitor(url, timeout_s).visit(); }

}  // namespace cairn::check
