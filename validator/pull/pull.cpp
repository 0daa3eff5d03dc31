#include "validator/pull/pull.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "base/json/parse.hpp"
#include "base/storage/http/redirect.hpp"
#include "base/url.hpp"
#include "validator/pull/references.hpp"
#include "validator/pull/schema_folder.hpp"
#include "validator/schemas.hpp"

namespace cairn::validate {

namespace {

using What = PulledSchema::What;

std::string host_of(std::string_view url) {
    return std::string(split_authority(split_url(url).authority.value_or("")).host);
}

/// What we would be asked about by its own URL is ours, not published.
bool is_published(std::string_view url) { return url.starts_with("http") && !url.starts_with(k_own_schemas); }

std::string with_https(std::string_view url) {
    const bool is_plain = scheme_of(url) == "http";
    return is_plain ? "https" + std::string(url.substr(4)) : std::string(url);
}

/// Why a URL cannot be pulled; empty: it can.
std::string why_not(std::string_view url) {
    if (scheme_of(url) != "https") return "expected an https URL";
    const Url parts = split_url(url);
    if (parts.query) return "expected a URL without a query: schemas are kept by host and path";
    if (!parts.authority || split_authority(*parts.authority).user) return "expected a URL without user and password";
    const bool has_path = !parts.path.empty();
    return has_path && is_schema_key(schema_key(url)) ? ""
                                                      : "expected a host and a path without \"..\" and empty names";
}

struct Wanted {
    std::string url;
    bool is_certain = true;
    bool may_be_private = true;
};

class Pull {
  public:
    Pull(const PullOptions& options, const std::function<void(const PulledSchema&)>& report)
        : m_options(options), m_report(report), m_folder(options.folder), m_client(options.http, {}) {}

    void run() {
        std::vector<std::string> urls = m_options.urls;
        if (urls.empty()) urls = published_schemas();
        for (const std::string& url : urls) want({std::string(without_fragment(url))});
        for (std::size_t next = 0; next < m_queue.size();) {  // what is taken adds what it refers to
            begin_some(next);
            take(m_queue[next++]);
        }
    }

  private:
    struct Entry {
        Wanted wanted;
        bool begun = false;
        std::unique_ptr<HttpExchange> exchange;  ///< null when nothing is fetched
    };

    void want(Wanted wanted) {
        if (!m_known.insert(schema_key(wanted.url)).second) return;
        if (m_known.size() > m_options.most) {
            if (m_known.size() == m_options.most + 1)
                fail(wanted, "more than " + std::to_string(m_options.most) + " schemas, the others are left out");
            return;
        }
        m_queue.push_back({std::move(wanted), false, nullptr});
    }

    void begin_some(std::size_t next) {
        const std::size_t end = std::min(m_queue.size(), next + m_options.http.in_flight);
        for (std::size_t i = next; i < end; ++i) {
            Entry& entry = m_queue[i];
            if (entry.begun) continue;
            entry.begun = true;
            if (!must_fetch(entry.wanted)) continue;
            HttpRequest request;
            request.url = entry.wanted.url;
            request.max_bytes = m_options.max_bytes;
            request.public_only = !entry.wanted.may_be_private;
            entry.exchange = m_client.submit(std::move(request));
        }
    }

    static std::string refusal(const Wanted& wanted) {
        if (!wanted.may_be_private && is_private_host(host_of(wanted.url)))
            return "a schema of a public server refers to this address of this machine or its network";
        return why_not(wanted.url);
    }

    bool must_fetch(const Wanted& wanted) const {
        if (!refusal(wanted).empty()) return false;
        const SchemaFolder::State state = m_folder.state_of(schema_key(wanted.url));
        const bool is_whole = state == SchemaFolder::State::whole && !m_options.refresh;
        return !is_whole && state != SchemaFolder::State::foreign;
    }

    void take(Entry& entry) {
        const Wanted wanted = entry.wanted;  // the queue grows below
        const std::unique_ptr<HttpExchange> exchange = std::move(entry.exchange);
        if (!exchange) return keep(wanted);
        const Answer<HttpResponse> answer = exchange->take();
        if (const auto* fault = std::get_if<StorageFault>(&answer)) return fail(wanted, fault->message);
        const auto& response = std::get<HttpResponse>(answer);
        if (response.status != 200) return fail(wanted, "HTTP status " + std::to_string(response.status));
        const auto parsed = json::parse(response.body);
        if (const auto* error = std::get_if<json::ParseError>(&parsed))
            return fail(wanted, "not JSON: " + error->message);
        const auto& schema = std::get<json::Value>(parsed);
        if (!schema.IsObject())
            return fail(wanted, "found " + std::string(json::kind_name(schema)) + ", expected a schema");
        store(wanted, response.body);
        want_references(schema, wanted.url, response.is_private);
    }

    void store(const Wanted& wanted, const std::string& text) {
        const std::string key = schema_key(wanted.url);
        const SchemaFolder::State before = m_folder.state_of(key);
        const bool is_same = before == SchemaFolder::State::whole && m_folder.read(key) == text;
        if (!is_same) m_folder.put(key, text);
        const bool is_first = before == SchemaFolder::State::absent;
        m_report({wanted.url,
                  is_same    ? What::same
                  : is_first ? What::fetched
                             : What::updated,
                  before == SchemaFolder::State::damaged ? "the file had been changed" : "", text.size()});
    }

    void keep(const Wanted& wanted) {
        if (const std::string reason = refusal(wanted); !reason.empty()) return fail(wanted, reason);
        const std::string key = schema_key(wanted.url);
        const bool is_foreign = m_folder.state_of(key) == SchemaFolder::State::foreign;
        const std::string text = m_folder.read(key).value_or("");
        m_report({wanted.url, is_foreign ? What::foreign : What::kept,
                  is_foreign ? "it was put there by somebody else: remove it to have it fetched" : "", text.size()});
        const auto parsed = json::parse(text);
        if (const auto* schema = std::get_if<json::Value>(&parsed))
            want_references(*schema, wanted.url, is_private_host(host_of(wanted.url)));
    }

    void want_references(const json::Value& schema, const std::string& url, bool is_private) {
        for (const DocumentReference& reference : documents_referred_to(schema, url)) {
            const std::string target = with_https(reference.url);
            want({target, reference.is_certain, is_private || is_same_origin(target, url)});
        }
    }

    void fail(const Wanted& wanted, const std::string& why) {
        if (wanted.is_certain) m_report({wanted.url, What::failed, why});
    }

    const PullOptions& m_options;
    const std::function<void(const PulledSchema&)>& m_report;
    SchemaFolder m_folder;
    HttpClient m_client;
    std::deque<Entry> m_queue;
    std::set<std::string> m_known;
};

}  // namespace

std::string_view name_of(PulledSchema::What what) {
    constexpr std::array<std::string_view, 6> k_names{"fetched", "updated", "same", "kept", "foreign", "failed"};
    return k_names.at(static_cast<std::size_t>(what));
}

std::vector<std::string> published_schemas() {
    std::vector<std::string> urls;
    for (const std::string& url : SchemaStore::bundled()) {
        if (is_published(url)) urls.push_back(with_https(url));
    }
    return urls;
}

std::string complaint_about(const std::vector<std::string>& urls) {
    for (const std::string& url : urls) {
        const std::string reason = why_not(url);
        if (!reason.empty()) return url + ": " + reason;
    }
    return {};
}

void pull_schemas(const PullOptions& options, const std::function<void(const PulledSchema&)>& report) {
    Pull(options, report).run();
}

}  // namespace cairn::validate
