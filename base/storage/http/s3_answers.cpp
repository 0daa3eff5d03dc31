#include "base/storage/http/s3_answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/percent.hpp"
#include "base/storage/listed_time.hpp"
#include "base/xml/xml.hpp"

namespace cairn {

namespace {

using Kind = StorageFault::Kind;

struct Advice {
    std::string_view code;
    std::string_view what_to_do;
};

constexpr std::array<Advice, 12> k_advice{
    {{"AccessDenied", "the keys may not do this; look at the policy of the bucket and of the user"},
     {"InvalidAccessKeyId", "the server does not know the access key id"},
     {"SignatureDoesNotMatch", "the secret access key is another one, or the region is"},
     {"AuthorizationHeaderMalformed", "the region is another one: set AWS_REGION or --s3-region"},
     {"RequestTimeTooSkewed", "the clock of this machine differs from that of the server by minutes"},
     {"ExpiredToken", "the temporary keys have ended"},
     {"InvalidToken", "the session token is none of these keys"},
     {"NoSuchBucket", "there is no such bucket on this server"},
     {"PermanentRedirect", "the bucket is in another region: set AWS_REGION or --s3-region"},
     {"EntityTooLarge", "the server takes no object of this size"},
     {"QuotaExceeded", "the bucket or its user is full"},
     {"SlowDown", "the server asks for fewer requests: use fewer --connections"}}};

Kind kind_of(long status, std::string_view code) {
    if (code == "NoSuchBucket") return Kind::failed;
    if (status == 404 || status == 410) return Kind::missing;
    return status == 401 || status == 403 ? Kind::denied : Kind::failed;
}

/// Codes are words; what is none is not shown.
bool is_code(std::string_view text) {
    const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), is_letter);
}

/// With encoding-type=url a blank is '+', as in forms.
std::string decoded_key(std::string key) {
    std::replace(key.begin(), key.end(), '+', ' ');
    return percent_decode_leniently(key);
}

std::int64_t listed_time_ns(std::string_view text) {
    ObjectStat stat;
    take_listed_time(text, stat);
    return stat.modified_ns;
}

/// The innermost element's text counts, in the element around it.
class PageReader {
  public:
    void begin(std::string_view name) {
        m_text.clear();
        m_path.emplace_back(name);
        if (name == "Contents") m_object = {};
    }

    void text(std::string_view text) { m_text += text; }

    void end(std::string_view name) {
        m_path.pop_back();
        const std::string_view outer = m_path.empty() ? std::string_view() : std::string_view(m_path.back());
        if (outer == "Contents") {
            take_of_object(name);
        } else if (outer == "CommonPrefixes" && name == "Prefix") {
            m_page.prefixes.push_back(m_text);
        } else if (m_path.size() == 1) {
            take_of_page(name);
        }
        m_text.clear();
    }

    /// The page, when all of it was read.
    Answer<S3Page> finished() {
        if (!m_is_listing) return StorageFault{Kind::failed, "the answer is no list of objects (ListBucketResult)"};
        if (m_is_truncated && m_page.next_token.empty())
            return StorageFault{Kind::failed, "the list of objects goes on, but has no NextContinuationToken"};
        if (!m_is_truncated) m_page.next_token.clear();
        if (m_is_encoded) decode();
        return std::move(m_page);
    }

    void root(std::string_view name) { m_is_listing = name == "ListBucketResult"; }
    bool is_at_top() const { return m_path.empty(); }

  private:
    void take_of_object(std::string_view name) {
        if (name == "Key") m_object.key = m_text;
        if (name == "Size") m_object.size_bytes = parse_header_number(m_text).value_or(ObjectStat::k_unknown_size);
        if (name == "ETag") m_object.etag = etag_text(m_text);
        if (name == "LastModified") m_object.modified_ns = listed_time_ns(m_text);
    }

    void take_of_page(std::string_view name) {
        if (name == "Contents") m_page.objects.push_back(std::move(m_object));
        if (name == "IsTruncated") m_is_truncated = m_text == "true";
        if (name == "NextContinuationToken") m_page.next_token = m_text;
        if (name == "EncodingType") m_is_encoded = m_text == "url";
    }

    void decode() {
        for (S3Object& object : m_page.objects) object.key = decoded_key(std::move(object.key));
        for (std::string& prefix : m_page.prefixes) prefix = decoded_key(std::move(prefix));
    }

    S3Page m_page;
    S3Object m_object;
    std::vector<std::string> m_path;
    std::string m_text;
    bool m_is_listing = false;
    bool m_is_truncated = false;
    bool m_is_encoded = false;
};

}  // namespace

Answer<S3Page> parse_s3_page(std::string_view xml) {
    PageReader reader;
    XmlListener listener;
    listener.begin = [&](std::string_view name, const XmlListener::Attributes&) {
        if (reader.is_at_top()) reader.root(name);
        reader.begin(name);
    };
    listener.end = [&](std::string_view name) { reader.end(name); };
    listener.text = [&](std::string_view text) { reader.text(text); };
    const std::string fault = read_xml(xml, listener);
    if (!fault.empty()) return StorageFault{Kind::failed, "the list of objects is no XML: " + fault};
    return reader.finished();
}

std::string s3_element(std::string_view xml, std::string_view name) {
    std::string found;
    std::string text;
    XmlListener listener;
    listener.begin = [&](std::string_view, const XmlListener::Attributes&) { text.clear(); };
    listener.text = [&](std::string_view piece) { text += piece; };
    listener.end = [&](std::string_view ended) {
        if (ended == name && found.empty()) found = text;
        text.clear();
    };
    return read_xml(xml, listener).empty() ? found : std::string();
}

std::optional<StorageFault> s3_fault(const HttpResponse& response) {
    if (response.status >= 200 && response.status < 300) return std::nullopt;
    const std::string code = s3_element(response.body, "Code");
    std::string message = fmt::format("HTTP status {}", response.status);
    if (!is_code(code)) return StorageFault{kind_of(response.status, {}), message};
    message += ", " + code;
    const auto advice =
        std::find_if(k_advice.begin(), k_advice.end(), [&](const Advice& row) { return row.code == code; });
    if (advice != k_advice.end()) message += fmt::format(": {}", advice->what_to_do);
    return StorageFault{kind_of(response.status, code), message};
}

}  // namespace cairn
